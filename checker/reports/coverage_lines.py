"""Coverage -> labelled lines of text: what was decided, what was not and why, whether it reaches what is required."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.coverage import DECIDED, Coverage
from checker.model import Verdict
from claims.model import Place

OPEN = (str(Verdict.UNSUPPORTED), str(Verdict.AMBIGUOUS), "unread")
MOST = 12  # undecided numbers that are listed; the JSON report has them all


def coverage_rows(found: Coverage, *, registry: bool = True) -> Iterator[tuple[str, str]]:
    """A page's coverage as rows of a label and words; a blank label continues the row above.

    Without a registry no claim was decided, and all for the one reason: they are counted, not listed.
    """
    yield "coverage", coverage_words(found, registry=registry)
    undecided = [one for one in found.undecided if registry or one.claim is None]
    if undecided:
        counts = [(sum(one.kind == kind for one in undecided), kind) for kind in OPEN]
        yield "not decided", ", ".join(f"{count} {kind}" for count, kind in counts if count)
        for one in undecided[:MOST]:
            yield " ", f"{_at(one.place)}  {one.quote}  {one.kind}: {one.reason}"
        if len(undecided) > MOST:
            yield " ", f"and {len(undecided) - MOST} more"
    if found.exempt:
        yield "exempt", "; ".join(f"{count} {reason}" for reason, count in found.exempt.most_common())


def _at(place: Place) -> str:
    return f"{place.line}:{place.column}" if place.block is None else place.words


def coverage_words(found: Coverage, *, registry: bool = True) -> str:
    """The coverage in one line."""
    if found.percent is None:
        return "no claims" if not found.verdicts.total() else "no claims that need a fact"
    if not registry:
        return f"no registry: none of {found.asked} claims was checked against a source"
    verdicts = ", ".join(f"{found.verdicts[verdict]} {verdict}" for verdict in DECIDED if found.verdicts[verdict])
    return f"{_percent(found.percent)}: {found.decided} of {found.asked} claims decided" + (
        f" ({verdicts})" if verdicts else ""
    )


def requirement_words(found: Coverage, required: Decimal) -> str:
    """The coverage beside what is required of it."""
    reached = "reaches" if found.reaches(required) else "is below"
    said = "nothing to decide" if found.percent is None else _percent(found.percent)
    return f"{said} {reached} the required {_percent(required)}"


def _percent(number: Decimal) -> str:
    return f"{number.normalize():f}%"
