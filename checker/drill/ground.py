"""What slips are planted on: an audited page, and where its numbers stand."""

from __future__ import annotations

from dataclasses import dataclass

from checker.drill.places import Places
from checker.model import Match, Verdict
from checker.view import PageView
from claims.model import Claim, Place
from claims.numerals import quantity


@dataclass(frozen=True)
class Ground:
    """What slips are planted on: the audited page, and where its numbers stand."""

    view: PageView
    places: Places

    @property
    def sound(self) -> tuple[Match, ...]:
        """Claims that the registry bears out: only they can be made wrong."""
        return tuple(m for m in self.view.matches if m.verdict in (Verdict.SUPPORTED, Verdict.DERIVED))

    def written(self, place: Place) -> str:
        """The source at a place."""
        return self.view.extraction.page.source[place.start : place.end]

    def is_free(self, claim: Claim, number: str) -> bool:
        """Whether no fact of the claim's measure has a number, so that a slip to it is one beyond doubt."""
        said = quantity(number)
        return not any(fact.measure == claim.measure for fact in self.view.index.near(said))
