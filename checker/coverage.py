"""A page's verdicts and ledger -> how many of its claims were decided, and what was not and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from checker.model import PageReport, Report, Verdict
from claims.model import Bucket, Place

DECIDED = (Verdict.SUPPORTED, Verdict.DERIVED, Verdict.CONTRADICTED)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Undecided:
    """A number of the page that nothing was said of: a claim without a verdict that settles it, or an unread numeral."""

    place: Place
    quote: str
    kind: str  # unsupported, ambiguous, unread
    reason: str
    claim: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What an audit of one page, or of several together, has decided."""

    verdicts: Counter[Verdict]
    exempt: Counter[str]  # reasons why a claim needs no fact
    undecided: tuple[Undecided, ...] = ()

    @property
    def asked(self) -> int:
        """Claims that need a fact: all but the exempt ones."""
        return self.verdicts.total() - self.verdicts[Verdict.EXEMPT]

    @property
    def decided(self) -> int:
        """Claims that a fact supports or contradicts, itself or by a sum."""
        return sum(self.verdicts[verdict] for verdict in DECIDED)

    @property
    def percent(self) -> Decimal | None:
        """Decided claims of those that need a fact, cut to one decimal; None where no claim does."""
        if not self.asked:
            return None
        return (HUNDRED * self.decided / self.asked).quantize(Decimal("0.1"), ROUND_DOWN)

    def reaches(self, required: Decimal) -> bool:
        """Whether that many percent were decided. A page with nothing to decide reaches nothing: it may be misread."""
        return self.asked > 0 and HUNDRED * self.decided >= required * self.asked


def coverage(page: PageReport) -> Coverage:
    """What was decided on one page."""
    return Coverage(
        verdicts=Counter(match.verdict for match in page.matches),
        exempt=Counter(match.reason for match in page.matches if match.verdict is Verdict.EXEMPT),
        undecided=tuple(sorted(_undecided(page), key=lambda one: (one.place.start, one.kind))),
    )


def together(parts: Iterable[Coverage]) -> Coverage:
    """Several pages as one; what was not decided is told page by page, not here."""
    verdicts: Counter[Verdict] = Counter()
    exempt: Counter[str] = Counter()
    for part in parts:
        verdicts.update(part.verdicts)
        exempt.update(part.exempt)
    return Coverage(verdicts=verdicts, exempt=exempt)


def below(report: Report) -> tuple[PageReport, ...]:
    """The pages that do not reach the coverage that the run requires."""
    required = report.require_coverage
    if required is None:
        return ()
    return tuple(page for page in report.pages if not coverage(page).reaches(required))


def _undecided(page: PageReport) -> Iterable[Undecided]:
    for match in page.matches:
        if match.verdict in (Verdict.UNSUPPORTED, Verdict.AMBIGUOUS):
            claim = match.claim
            yield Undecided(claim.place, claim.quote, str(match.verdict), match.reason, claim.id)
    for entry in page.extraction.ledger:
        if entry.bucket is Bucket.UNREAD:
            yield Undecided(entry.place, entry.text, "unread", entry.reason or "could not be placed")
