"""P values and intervals are written in one way throughout.

What is required
    One style for P values, intervals and ratios on a page. P with at most three significant digits. A zero before the
    point of a ratio or a bound. NR and NE spelled out once. Words, not a dash, between bounds of which one is negative.

Why
    -0.2-0.4 may be read as a sum; two styles side by side look like two sources.

Source
    AMA Manual of Style as told by JMIR: no zero before the point of P, exact P in two digits, three below .01 [R].
    British and European styles keep the zero, so either will do if it is the only one.

Passes
    "HR 0.70 (95% CI, 0.55-0.89; P=.004)"; "P=0.004" if all have the zero; "-0.2 to 0.4".

Fails
    "P=.004" and "P=0.02" on one page; "CI .55-.89"; "95% CI -0.2-0.4"; "P=0.02513"; "NR" that nothing explains.

Stays silent
    The reference list, where titles are quoted; p of .000, which is for sta.malformed. One note for each kind and page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from checker.findings import about_words
from checker.model import Finding, Rule, Severity
from checker.statistics_written import (
    Written,
    confusable_intervals,
    intervals,
    overlong_p_values,
    p_letters,
    p_values,
    without_zero,
)
from checker.view import PageView
from claims.model import Kind

MOST_DIGITS = 3
MIXED = (("P values are written", p_values), ("P is written", p_letters), ("bounds are parted by", intervals))
ABSENT = {"NR": "not reached", "NE": "not estimable"}


def check(view: PageView) -> Iterator[Finding]:
    """Mixed styles first, then what no style allows, then abbreviations."""
    blocks = view.extraction.page.blocks
    for what, styled in MIXED:
        yield from _mixed(view, what, list(styled(blocks)))
    long = overlong_p_values(blocks, MOST_DIGITS)
    yield from _each(view, long, f"more than {MOST_DIGITS} significant digits of P")
    yield from _each(view, confusable_intervals(blocks), "the dash between the bounds may be read as a minus: write to")
    yield from _each(view, without_zero(blocks), "a bound has no zero before its point")
    yield from _undefined(view)


def _mixed(view: PageView, what: str, written: list[Written]) -> Iterator[Finding]:
    counts = Counter(one.style for one in written)
    if len(counts) < 2:
        return
    usual = counts.most_common(1)[0][0]
    odd = next(one for one in written if one.style != usual)
    styles = ", ".join(f"{style} ({count})" for style, count in counts.most_common())
    yield _found(view, odd, f"On this page {what} in {len(counts)} ways: {styles}.")


def _each(view: PageView, written: Iterable[Written], what: str) -> Iterator[Finding]:
    found = list(written)
    if found:
        more = f" So in {len(found) - 1} more." if len(found) > 1 else ""
        yield _found(view, found[0], f"{found[0].text}: {what}.{more}")


def _undefined(view: PageView) -> Iterator[Finding]:
    """NR and NE that are printed for a value, and that neither a list nor a bracket explains."""
    page = view.extraction.page
    for short, words in ABSENT.items():
        used = re.compile(rf"(?<![\w-]){short}(?![\w-])")
        told = re.compile(rf"{words}|{words.replace('estimable', 'evaluable')}", re.IGNORECASE)
        if short in view.extraction.abbreviations or any(
            told.search(block.text) and used.search(block.text) for block in page.blocks
        ):
            continue
        for claim in view.extraction.claims:
            block = view.surroundings.blocks.get(claim.block)
            if claim.status == short and used.search(claim.quote) and block and block.kind is not Kind.REFERENCES:
                message = f"{short} is not spelled out on this page ({words})."
                yield _found(view, Written(block, short, short), message)
                break


def _found(view: PageView, written: Written, message: str) -> Finding:
    return about_words(RULE, view, written.block, written.text, message)


RULE = Rule(
    id="typ.stat-format",
    title="P values and intervals are written in one way throughout",
    severity=Severity.NOTE,
    check=check,
    manual=__doc__,
)
