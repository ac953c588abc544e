"""The user's choice of rules -> the rules that run, and what their findings weigh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from checker.model import Check, Finding, Rule, Severity
from checker.settings.model import OFF
from checker.view import PageView


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rules that run, and the ids of those that the user switched off or asked for in vain."""

    rules: tuple[Rule, ...]
    off: tuple[str, ...]

    def named(self, rule: str) -> Rule | None:
        """The rule of that id, if it runs."""
        return next((each for each in self.rules if each.id == rule), None)


def choose(
    rules: Iterable[Rule],
    *,
    profile: str,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severity: Mapping[str, str],
) -> Chosen:
    """Rules by id or group: those of `select`, or all, but for those of `ignore` or of the level off.

    A rule that is selected by its id and that the profile has off is told as switched off: it was asked for.
    """
    wanted, unwanted = set(select), set(ignore)
    kept, off = [], []
    for rule in rules:
        names = {rule.id, rule.group}
        level = severity.get(rule.id, severity.get(rule.group))
        if (wanted and not names & wanted) or names & unwanted or level == OFF:
            off.append(rule.id)
        else:
            kept.append(weighing(rule, Severity(level), even_where_off=rule.id in severity) if level else rule)
            if rule.id in wanted and not kept[-1].is_on(profile):
                off.append(rule.id)
    return Chosen(tuple(kept), tuple(off))


def weighing(rule: Rule, severity: Severity, *, even_where_off: bool = False) -> Rule:
    """The rule with all its findings of one severity; markets where it is off stay so, unless it was named itself."""
    off = () if even_where_off else tuple((profile, level) for profile, level in rule.by_profile if level is None)
    return replace(rule, severity=severity, by_profile=off, check=_weighed(rule.check, severity))


def _weighed(check: Check, severity: Severity) -> Check:
    def weighed(view: PageView) -> Iterator[Finding]:
        return (replace(finding, severity=severity) for finding in check(view))

    return weighed
