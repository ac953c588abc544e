"""All rules, in the order of their groups."""

from __future__ import annotations

from checker.model import Rule
from checker.rules.sub import conflict
from checker.rules.sub import context
from checker.rules.sub import denominator
from checker.rules.sub import derived
from checker.rules.sub import draft
from checker.rules.sub import endpoint
from checker.rules.sub import evidence_type
from checker.rules.sub import off_label
from checker.rules.sub import pooled
from checker.rules.sub import rounding
from checker.rules.sub import superseded as sub_superseded
from checker.rules.sub import unregistered
from checker.rules.sub import unreported
from checker.rules.sub import value
from checker.rules.sta import alpha
from checker.rules.sta import arithmetic
from checker.rules.sta import best_of
from checker.rules.sta import ci_vs_p
from checker.rules.sta import composite_part
from checker.rules.sta import control_omitted
from checker.rules.sta import cross_trial
from checker.rules.sta import hr_vs_percent
from checker.rules.sta import interval_missing
from checker.rules.sta import malformed
from checker.rules.sta import noninferiority
from checker.rules.sta import nonsignificant
from checker.rules.sta import ratio_as_time
from checker.rules.sta import relative_only
from checker.rules.sta import single_arm
from checker.rules.sta import subgroup
from checker.rules.cit import dangling
from checker.rules.cit import data_on_file
from checker.rules.cit import guideline
from checker.rules.cit import incomplete
from checker.rules.cit import missing
from checker.rules.cit import order
from checker.rules.cit import unused
from checker.rules.cit import wrong_source
from checker.rules.src import expired
from checker.rules.src import superseded as src_superseded
from checker.rules.cav import cannot_cure
from checker.rules.cav import conditional_approval
from checker.rules.cav import distance
from checker.rules.cav import exploratory_label
from checker.rules.cav import marker
from checker.rules.cav import required
from checker.rules.ovr import absolute
from checker.rules.ovr import first_only
from checker.rules.ovr import hanging
from checker.rules.ovr import new as ovr_new
from checker.rules.ovr import safe
from checker.rules.ovr import speed
from checker.rules.ovr import superlative
from checker.rules.ovr import wellbeing
from checker.rules.bal import ae_statement
from checker.rules.bal import black_triangle
from checker.rules.bal import boxed
from checker.rules.bal import date
from checker.rules.bal import indication
from checker.rules.bal import name
from checker.rules.bal import pi_link
from checker.rules.bal import risk_absent
from checker.rules.typ import abbrev
from checker.rules.typ import marks
from checker.rules.typ import n_notation
from checker.rules.typ import stat_format
from checker.rules.typ import units
from checker.rules.led import lookalike
from checker.rules.led import unread

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
