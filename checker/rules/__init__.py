"""All rules, in the order of their groups."""

from __future__ import annotations

from checker.model import Rule
from checker.rules.cav import marker, required
from checker.rules.cit import dangling, missing
from checker.rules.led import unread
from checker.rules.sta import arithmetic, hr_vs_percent, malformed
from checker.rules.sub import context, derived, draft, pooled, rounding, superseded, unregistered, value

RULES: tuple[Rule, ...] = (
    # substantiation
    unregistered.RULE,
    value.RULE,
    rounding.RULE,
    context.RULE,
    superseded.RULE,
    draft.RULE,
    derived.RULE,
    pooled.RULE,
    # statistics
    malformed.RULE,
    hr_vs_percent.RULE,
    arithmetic.RULE,
    # citations
    missing.RULE,
    dangling.RULE,
    # caveats
    required.RULE,
    marker.RULE,
    # ledger
    unread.RULE,
)
