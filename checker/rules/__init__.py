"""All rules, in the order of their groups."""

from __future__ import annotations

from checker.model import Rule
from checker.rules.bal import ae_statement, black_triangle, boxed, date, indication, name, pi_link, risk_absent
from checker.rules.cav import cannot_cure, conditional_approval, distance, marker, required
from checker.rules.cit import dangling, data_on_file, incomplete, missing, order, unused, wrong_source
from checker.rules.led import lookalike, unread
from checker.rules.src import expired
from checker.rules.src import superseded as superseded_source
from checker.rules.sta import arithmetic, hr_vs_percent, malformed
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
    value,
)
from checker.rules.typ import abbrev, marks, units

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
    # statistics
    malformed.RULE,
    hr_vs_percent.RULE,
    arithmetic.RULE,
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
    conditional_approval.RULE,
    # fair balance and required elements
    risk_absent.RULE,
    boxed.RULE,
    indication.RULE,
    name.RULE,
    pi_link.RULE,
    ae_statement.RULE,
    black_triangle.RULE,
    date.RULE,
    # typography
    abbrev.RULE,
    marks.RULE,
    units.RULE,
    # ledger
    unread.RULE,
    lookalike.RULE,
)
