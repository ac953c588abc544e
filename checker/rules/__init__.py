"""All rules, in the order of their groups."""

from __future__ import annotations

from checker.model import Rule
from checker.rules.cav import cannot_cure, distance, marker, required
from checker.rules.cit import dangling, data_on_file, incomplete, missing, order, unused, wrong_source
from checker.rules.led import lookalike, unread
from checker.rules.src import expired
from checker.rules.src import superseded as superseded_source
from checker.rules.sta import (
    arithmetic,
    best_of,
    control_omitted,
    cross_trial,
    hr_vs_percent,
    interval_missing,
    malformed,
    ratio_as_time,
    relative_only,
)
from checker.rules.sub import (
    conflict,
    context,
    denominator,
    derived,
    draft,
    endpoint,
    evidence_type,
    off_label,
    pooled,
    rounding,
    superseded,
    unregistered,
    unreported,
    value,
)

RULES: tuple[Rule, ...] = (
    # substantiation
    unregistered.RULE,
    value.RULE,
    rounding.RULE,
    endpoint.RULE,
    denominator.RULE,
    context.RULE,
    conflict.RULE,
    superseded.RULE,
    draft.RULE,
    derived.RULE,
    pooled.RULE,
    off_label.RULE,
    evidence_type.RULE,
    unreported.RULE,
    # statistics
    malformed.RULE,
    hr_vs_percent.RULE,
    arithmetic.RULE,
    interval_missing.RULE,
    relative_only.RULE,
    control_omitted.RULE,
    best_of.RULE,
    cross_trial.RULE,
    ratio_as_time.RULE,
    # citations
    missing.RULE,
    dangling.RULE,
    wrong_source.RULE,
    unused.RULE,
    order.RULE,
    incomplete.RULE,
    data_on_file.RULE,
    # sources
    expired.RULE,
    superseded_source.RULE,
    # caveats
    required.RULE,
    marker.RULE,
    distance.RULE,
    cannot_cure.RULE,
    # ledger
    unread.RULE,
    lookalike.RULE,
)
