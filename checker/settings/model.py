"""A run's settings: one shape for the defaults, the file and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from claims.pages.limits import DEFAULT, Limits

PROFILES = ("us-hcp", "us-dtc", "uk-hcp", "eu-hcp")
FAIL_ON = ("error", "warning", "note", "never")
OFF = "off"
LEVELS = ("error", "warning", "note", OFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What may be set, with the defaults; files are named as from where promocheck is run."""

    config: str | None = None  # the file that was read
    registry: str | None = None
    profile: str = "us-hcp"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)  # rule or group -> level
    fail_on: str = "error"
    require_coverage: Decimal | None = None
    waivers: str | None = None
    baseline: str | None = None
    limits: Limits = DEFAULT  # what reading and checking one page may cost

    def apply(self, given: Mapping[str, Any]) -> Settings:
        """The same with what is given in place of what was; None gives nothing."""
        return replace(self, **{name: value for name, value in given.items() if value is not None})
