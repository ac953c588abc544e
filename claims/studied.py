"""Says in which analysis and in which trial an estimate was made."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.evidence import Filled
from claims.mention import Mention
from claims.model import ABOUT, Section
from claims.nearest import nearest
from claims.printed import Estimate
from claims.site import Site, last

UNANALYSED = frozenset({Section.SAFETY, Section.BOILERPLATE})
DESIGN = frozenset({"dose", "threshold", "time"})  # measures that belong to a trial, not to one of its analyses
DESIGNED = re.compile(
    r"\b[Pp]hase \d|\brandomi[sz]ed (?:[\d,]+|\d:|to\b)|\bwere (?:randomi[sz]ed|randomly assigned)|\bopen-label|\bdouble-blind|\benrolled\b"
)
AROUND = 4000  # characters around a sentence that tell whether its block is about the design of a trial


@lru_cache
def _is_design(text: str, start: int, end: int) -> bool:
    """Whether the words around a sentence are about the design of a trial."""
    return DESIGNED.search(text, max(0, start - AROUND), end + AROUND) is not None


def analysis_of(site: Site, estimate: Estimate, measure: str) -> Filled:
    """The analysis named with the estimate, before it in the block or above it; none for safety and design."""
    own = nearest(site.words.analyses, estimate, site.segment, site.window, site.first, site.block.text)
    named = own.id if own else last(site.words.analyses)
    turns = not named and ANOTHER.match(site.block.text, *site.segment)
    if turns:
        return Filled()  # of another study than the one whose analysis was told
    said = named or (None if measure == "dose" else site.said.analysis)  # a dose is given, whatever is analysed
    if said or site.block.section in UNANALYSED or measure in DESIGN or _is_design(site.block.text, *site.segment):
        return Filled(said, "analysis named" if named else "analysis named last in the block")
    return Filled(site.inherited.analysis, "analysis named above")


ANOTHER = re.compile(r"In\s(?:an?|another)\s(?:[\w-]+\s){0,3}?(?:study|trial)\s(?:in|of|with|among)\s")


def trial_of(site: Site, estimate: Estimate, measure: str) -> Filled:
    """The trial named with the estimate, before it in the block or above it; none for how to dose."""
    own = _alone_in_clause(site, estimate) or nearest(
        site.words.trials, estimate, site.segment, site.window, site.first, site.block.text
    )
    named = own.id if own else last(site.words.trials)
    if named or site.said.trial:
        return Filled(named or site.said.trial, "trial named" if named else "trial named last in the block")
    if measure in ("dose", "time") and RECOMMENDED.search(site.block.text, *site.segment):
        return Filled()  # how to dose, whatever the trial did
    return Filled(site.inherited.trial, ABOUT)


RECOMMENDED = re.compile(r"\brecommended\b|\bis (?:to be )?taken\b", re.IGNORECASE)
BETWEEN_CLAUSES = re.compile(r";|,?\sand(?=\s\d[\d.]*\s?%)")
SEMICOLON = re.compile(r";\s")


def _alone_in_clause(site: Site, estimate: Estimate) -> Mention | None:
    """The only trial of the clause around an estimate: `(TRIAL-1) 25% vs 16%; (TRIAL-2) 22% vs 9%`; where semicolons
    part them, `A 68% and B 50% in TRIAL-1; 70% and 54%, respectively, in TRIAL-2`, a clause may hold several values."""
    if len(site.words.trials) < 2:
        return None
    text, (start, end) = site.block.text, site.segment
    parts = [m.end() for m in SEMICOLON.finditer(text, start, end) if _is_outside_brackets(text, start, m.start())]
    cuts = [match.end() for match in BETWEEN_CLAUSES.finditer(text, start, end)]
    return _only_trial(site, estimate, parts) or _only_trial(site, estimate, cuts)


def _only_trial(site: Site, estimate: Estimate, cuts: list[int]) -> Mention | None:
    """The trial of the part between two cuts in which an estimate stands, if it is one."""
    start = max((cut for cut in cuts if cut <= estimate.start), default=site.segment[0])
    end = min((cut for cut in cuts if cut > estimate.start), default=site.segment[1])
    here = [mention for mention in site.words.trials if start <= mention.start < end]
    return here[0] if len(here) == 1 and (start, end) != site.segment else None


def _is_outside_brackets(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) == text.count(")", start, at)
