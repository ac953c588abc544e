"""A waiver as it stands in its file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from references.model import Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One accepted finding: which, why, by whom, how long."""

    where: Where
    rule: str
    quote: str
    bound: str
    reason: str
    by: str
    until: date | None  # the last day; None: for good, which the file says as `never`
    path: str | None = None  # the page, from the folder of the file; None: any

    def has_expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and self.until < today

    @property
    def words(self) -> str:
        """What a report says of a finding that it covers."""
        return f"{self.reason} ({self.by}, {f'until {self.until}' if self.until else 'for good'})"
