"""All rules, in the order of their groups."""

from __future__ import annotations

from checker.model import Rule
from checker.rules.bal import ae_statement, black_triangle, boxed, date, indication, name, pi_link, risk_absent
from checker.rules.cav import cannot_cure, conditional_approval, distance, exploratory_label, marker, required
from checker.rules.cit import dangling, data_on_file, guideline, incomplete, missing, order, unused, wrong_source
from checker.rules.led import lookalike, unread
from checker.rules.ovr import absolute, first_only, hanging, safe, speed, superlative, wellbeing
from checker.rules.ovr import new as ovr_new
from checker.rules.src import expired
from checker.rules.src import superseded as src_superseded
from checker.rules.sta import (
    alpha,
    arithmetic,
    best_of,
    ci_vs_p,
    composite_part,
    control_omitted,
    cross_trial,
    hr_vs_percent,
    interval_missing,
    malformed,
    noninferiority,
    nonsignificant,
    ratio_as_time,
    relative_only,
    single_arm,
    subgroup,
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
    unregistered,
    unreported,
    value,
)
from checker.rules.sub import superseded as sub_superseded
from checker.rules.typ import abbrev, marks, n_notation, stat_format, units

RULES: tuple[Rule, ...] = (
    # substantiation
    unregistered.RULE,
    value.RULE,
    rounding.RULE,
    endpoint.RULE,
    denominator.RULE,
    context.RULE,
    sub_superseded.RULE,
    pooled.RULE,
    off_label.RULE,
    evidence_type.RULE,
    conflict.RULE,
    derived.RULE,
    draft.RULE,
    unreported.RULE,
    # statistics
    malformed.RULE,
    ci_vs_p.RULE,
    hr_vs_percent.RULE,
    arithmetic.RULE,
    interval_missing.RULE,
    nonsignificant.RULE,
    alpha.RULE,
    single_arm.RULE,
    noninferiority.RULE,
    relative_only.RULE,
    ratio_as_time.RULE,
    control_omitted.RULE,
    best_of.RULE,
    cross_trial.RULE,
    subgroup.RULE,
    composite_part.RULE,
    # citations
    missing.RULE,
    dangling.RULE,
    unused.RULE,
    order.RULE,
    wrong_source.RULE,
    data_on_file.RULE,
    incomplete.RULE,
    guideline.RULE,
    # sources
    expired.RULE,
    src_superseded.RULE,
    # caveats
    marker.RULE,
    required.RULE,
    distance.RULE,
    cannot_cure.RULE,
    conditional_approval.RULE,
    exploratory_label.RULE,
    # overclaiming
    safe.RULE,
    superlative.RULE,
    ovr_new.RULE,
    hanging.RULE,
    absolute.RULE,
    speed.RULE,
    wellbeing.RULE,
    first_only.RULE,
    # fair balance and required elements
    risk_absent.RULE,
    boxed.RULE,
    indication.RULE,
    name.RULE,
    pi_link.RULE,
    ae_statement.RULE,
    black_triangle.RULE,
    date.RULE,
    # abbreviations and typography
    abbrev.RULE,
    stat_format.RULE,
    n_notation.RULE,
    marks.RULE,
    units.RULE,
    # ledger
    lookalike.RULE,
    unread.RULE,
)
