"""What follows from facts, what does not, and what must not be let follow."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

MORE = yaml.load((Path(__file__).parent / "derived.yaml").read_text("utf-8"), yaml.BaseLoader)
ALLOWED = {**MORE, "policy": {"derived": {"pooled": "allow"}}}
EX = {"trial": "SAMPLE-1", "arm": "EXEMPLUM + Sd"}
BOTH = {**EX, "versus": "Sd alone"}
DOR = {"endpoint": "DOR", **BOTH}
CR = {"endpoint": "CR", **BOTH}
Verdict = Callable[..., Any]


def told(verdict_of: Verdict, sentence: str, slots: dict[str, Any], more: dict[str, Any] = MORE) -> Any:
    return verdict_of(sentence, more=more, **slots)


FOLLOWS = {
    "difference of medians": (
        "Median DOR was 15.9 months longer",
        {**DOR, "quote": "15.9 months", "measure": "difference", "value": "15.9", "unit": "months"},
        "31.2 (s1-dor-ex) - 15.3 (s1-dor-sd) = 15.9 months",
    ),
    "difference of rates in points": (
        "CR was 26 percentage points higher",
        {**CR, "quote": "26 percentage points", "measure": "difference", "value": "26", "unit": "percentage points"},
        "39.0 (s1-cr-ex) - 13.0 (s1-cr-sd) = 26.0 percentage points",
    ),
    "difference of rates in percent": (
        "An absolute difference of 26% in CR",
        {**CR, "quote": "26%", "measure": "difference", "value": "26", "unit": "%"},
        "39.0 (s1-cr-ex) - 13.0 (s1-cr-sd) = 26.0 percentage points",
    ),
    "difference downwards": (
        "Fever was 8 points lower",
        {**BOTH, "endpoint": "fever", "quote": "8 points", "measure": "difference", "value": "8", "unit": "points"},
        "4.0 (s1-fever-ex) - 12.0 (s1-fever-sd) = -8.0 percentage points",
    ),
    "difference at the time that both sides name": (
        "Pain freedom at week 4 was 19.2 points higher",
        {**BOTH, "endpoint": "pain freedom", "timepoint": "week 4", "quote": "19.2 points", "measure": "difference",
         "value": "19.2", "unit": "percentage points"},
        "61.3 (s1-pain-ex) - 42.1 (s1-pain-sd) = 19.2 percentage points",
    ),
    "ratio of medians in a word": (
        "Twice the median DOR",
        {**DOR, "quote": "Twice", "measure": "fold", "value": "2"},
        "31.2 (s1-dor-ex) / 15.3 (s1-dor-sd) = 2.04",
    ),
    "ratio of medians with the p of the comparison": (
        "2x longer median DOR (P=0.0004)",
        {**DOR, "quote": "2x", "measure": "fold", "value": "2", "unit": "x", "p": "0.0004"},
        "31.2 (s1-dor-ex) / 15.3 (s1-dor-sd) = 2.04",
    ),
    "ratio of rates": (
        "EXEMPLUM tripled the CR rate",
        {**CR, "quote": "tripled", "measure": "fold", "value": "3"},
        "39.0 (s1-cr-ex) / 13.0 (s1-cr-sd) = 3",
    ),
    "ratio of rates downwards": (
        "3-fold fewer patients had fever",
        {**BOTH, "endpoint": "fever", "quote": "3-fold", "measure": "fold", "value": "3", "unit": "x"},
        "12.0 (s1-fever-sd) / 4.0 (s1-fever-ex) = 3",
    ),
    "more than doubled": (
        "more than doubled median DOR",
        {**DOR, "quote": "more than doubled", "measure": "fold", "value": ">2"},
        "31.2 (s1-dor-ex) / 15.3 (s1-dor-sd) = 2.04",
    ),
    "relative reduction of rates": (
        "44% fewer relapses",
        {**BOTH, "endpoint": "relapses", "quote": "44%", "measure": "risk_reduction", "value": "44", "unit": "%"},
        "1 - 0.22 (s1-relapse-ex) / 0.39 (s1-relapse-sd) = 43.6%",
    ),
    "reduction from a hazard ratio with its interval turned": (
        "48% lower risk (95% CI: 34, 59; P=0.0004)",
        {**DOR, "quote": "48%", "measure": "risk_reduction", "value": "48", "unit": "%", "ci": ["34", "59", "95"],
         "p": "0.0004"},
        "1 - 0.52 (s1-dor-hr) = 48%",
    ),
    "risk of death from the ratio of overall survival": (
        "11% lower risk of death with EXEMPLAR + Kd",
        {"endpoint": "death", "arm": "EXEMPLAR + Kd", "versus": "Kd", "analysis": "final", "quote": "11%",
         "measure": "risk_reduction", "value": "11", "unit": "%"},
        "1 - 0.89 (os-hr-new) = 11%",
    ),
    "reduction of the odds": (
        "30% lower odds of infection",
        {**BOTH, "endpoint": "infection", "quote": "30%", "measure": "risk_reduction", "value": "30", "unit": "%"},
        "1 - 0.70 (s1-odds) = 30%",
    ),
    "number needed to treat": (
        "For CR the number needed to treat was 4",
        {**CR, "quote": "4", "measure": "other", "value": "4"},
        "100 / (39.0 (s1-cr-ex) - 13.0 (s1-cr-sd)) = 3.8",
    ),
    "sum of categories by counts": (
        "66.5% responded",
        {**EX, "endpoint": "ORR", "quote": "66.5%", "measure": "rate", "value": "66.5", "unit": "%", "n": 133, "of": 200},
        "39.0 (s1-cr-ex) + 27.5 (s1-pr-ex) = 66.5%",
    ),
    "sum of categories by rates": (
        "Disease was controlled in 86.7%",
        {**EX, "endpoint": "DCR", "quote": "86.7%", "measure": "rate", "value": "86.7", "unit": "%"},
        "39.0 (s1-cr-ex) + 27.5 (s1-pr-ex) + 20.2 (s1-sd-ex) = 86.7%",
    ),
    "a sum that the endpoint's own words name": (
        "PR + SD in 47.7%",
        {**EX, "endpoint": "PR + SD", "quote": "47.7%", "measure": "rate", "value": "47.7", "unit": "%"},
        "27.5 (s1-pr-ex) + 20.2 (s1-sd-ex) = 47.7%",
    ),
    "sum of counts": (
        "133 patients responded",
        {**EX, "endpoint": "ORR", "quote": "133 patients", "measure": "count", "value": "133", "unit": "patients"},
        "78 (s1-cr-ex) + 55 (s1-pr-ex) = 133",
    ),
    "count over N as a percentage": (
        "23% fell",
        {**EX, "endpoint": "falls", "quote": "23%", "measure": "rate", "value": "23", "unit": "%", "n": 46, "of": 200},
        "46/200 (s1-events) = 23%",
    ),
    "percentage of an arm as a count": (
        "24 patients had fever",
        {"trial": "SAMPLE-1", "arm": "Sd alone", "endpoint": "fever", "quote": "24 patients", "measure": "count",
         "value": "24", "unit": "patients"},
        "12.0% of 200 (s1-fever-sd) = 24",
    ),
    "a fraction in words": (
        "Nearly two-thirds were free of pain at week 4",
        {**EX, "endpoint": "pain freedom", "timepoint": "week 4", "quote": "Nearly two-thirds", "measure": "rate",
         "value": "~66.7", "unit": "%"},
        '"Nearly two-thirds" for 61.3 (s1-pain-ex)%',
    ),
    "natural frequency from a count": (
        "2 out of 10 fell",
        {**EX, "endpoint": "falls", "quote": "2 out of 10", "measure": "rate", "value": "20", "unit": "%", "n": 2, "of": 10},
        "46/200 (s1-events) = 23%",
    ),
    "patients of two trials": (
        "550 patients took part in SAMPLE-1 and SAMPLE-2",
        {"trial": "SAMPLE-1 and SAMPLE-2", "endpoint": "patients", "quote": "550 patients", "measure": "count",
         "value": "550", "unit": "patients"},
        "enrolled: 400 (SAMPLE-1) + 150 (SAMPLE-2) = 550",
    ),
    "the population of the indication is everyone": (
        "In adults with relapsed or refractory sample disease the risk was 48% lower",
        {**DOR, "quote": "48%", "measure": "risk_reduction", "value": "48", "unit": "%",
         "population": "adults with relapsed or refractory sample disease"},
        "1 - 0.52 (s1-dor-hr) = 48%",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "slots", "sum_done"), FOLLOWS.values(), ids=FOLLOWS)
def test_follows(verdict_of: Verdict, sentence: str, slots: dict[str, Any], sum_done: str) -> None:
    match = told(verdict_of, sentence, slots)
    assert (match.verdict, match.reason) == ("derived", f"follows: {sum_done}")
    assert {fact.id for fact in match.facts} == set(re.findall(r"\b(?:s1|os)-[a-z-]+", sum_done))
    assert match.fact == (match.facts[0] if match.facts else None)


CONTRADICTS = {
    "a difference that does not come out": (
        "Median DOR was 19.5 months longer",
        {**DOR, "quote": "19.5 months", "measure": "difference", "value": "19.5", "unit": "months"},
    ),
    "arms the other way round": (
        "Median DOR was 15.9 months longer with Sd alone",
        {**DOR, "arm": "Sd alone", "versus": "EXEMPLUM + Sd", "quote": "15.9 months", "measure": "difference",
         "value": "15.9", "unit": "months"},
    ),
    "three times where it is twice": (
        "Three times the median DOR",
        {**DOR, "quote": "Three times", "measure": "fold", "value": "3"},
    ),
    "rounding to a whole multiple": (
        "Twice the rate of pain freedom at week 4",
        {**BOTH, "endpoint": "pain freedom", "timepoint": "week 4", "quote": "Twice", "measure": "fold", "value": "2"},
    ),
    "more than doubled, where it is not": (
        "more than tripled the CR rate",
        {**CR, "quote": "more than tripled", "measure": "fold", "value": ">3"},
    ),
    "a reduction with a wrong p": (
        "48% lower risk (P=0.004)",
        {**DOR, "quote": "48%", "measure": "risk_reduction", "value": "48", "unit": "%", "p": "0.004"},
    ),
    "a reduction with a wrong interval": (
        "48% lower risk (95% CI: 43, 59)",
        {**DOR, "quote": "48%", "measure": "risk_reduction", "value": "48", "unit": "%", "ci": ["43", "59", "95"]},
    ),
    "n/N that is another percentage": (
        "32% fell",
        {**EX, "endpoint": "falls", "quote": "32%", "measure": "rate", "value": "32", "unit": "%"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "slots"), CONTRADICTS.values(), ids=CONTRADICTS)
def test_does_not_follow(verdict_of: Verdict, sentence: str, slots: dict[str, Any]) -> None:
    match = told(verdict_of, sentence, slots)
    assert (match.verdict, match.reason.partition(":")[0]) == ("contradicted", "does not follow")


PROVES_NOTHING = {
    "another population": (
        "Frail patients: 48% lower risk",
        {**DOR, "population": "frail patients", "quote": "48%", "measure": "risk_reduction", "value": "48", "unit": "%"},
    ),
    "a population that nobody registered": (
        "Women: median DOR 15.9 months longer",
        {**DOR, "population": "women", "quote": "15.9 months", "measure": "difference", "value": "15.9", "unit": "months"},
    ),
    "another time point": (
        "At 2 years twice the median DOR",
        {**DOR, "timepoint": "2 years", "quote": "twice", "measure": "fold", "value": "2"},
    ),
    "no time point where the facts have one": (
        "Pain freedom was 19.2 points higher",
        {**BOTH, "endpoint": "pain freedom", "quote": "19.2 points", "measure": "difference", "value": "19.2",
         "unit": "percentage points"},
    ),
    "another trial": (
        "SAMPLE-3: 15.9 months longer",
        {**DOR, "trial": "SAMPLE-3", "arm": None, "versus": None, "quote": "15.9 months", "measure": "difference",
         "value": "15.9", "unit": "months"},
    ),
    "another comparator": (
        "15.9 months longer than the standard of care",
        {**DOR, "versus": "standard of care", "quote": "15.9 months", "measure": "difference", "value": "15.9",
         "unit": "months"},
    ),
    "an interval that arithmetic cannot give": (
        "Median DOR was 15.9 months longer (95% CI: 9.8, 22.0)",
        {**DOR, "quote": "15.9 months", "measure": "difference", "value": "15.9", "unit": "months",
         "ci": ["9.8", "22.0", "95"]},
    ),
    "a p that no test gave": (
        "2x longer median DOR (P=0.04)",
        {**DOR, "quote": "2x", "measure": "fold", "value": "2", "unit": "x", "p": "0.04"},
    ),
    "an odds ratio told as risk": (
        "30% lower risk of infection",
        {**BOTH, "endpoint": "infection", "quote": "30%", "measure": "risk_reduction", "value": "30", "unit": "%"},
    ),
    "a difference in another unit": (
        "Median DOR was 15.9 weeks longer",
        {**DOR, "quote": "15.9 weeks", "measure": "difference", "value": "15.9", "unit": "weeks"},
    ),
    "a gain that is no median": (
        "Mean response lasted 19.5 months longer",
        {**DOR, "quote": "19.5 months", "measure": "difference", "value": "19.5", "unit": "months"},
    ),
    "categories that do not add up": (
        "72% responded",
        {**EX, "endpoint": "ORR", "quote": "72%", "measure": "rate", "value": "72", "unit": "%"},
    ),
    "a complement": (
        "61% had no CR",
        {**EX, "endpoint": "no CR", "quote": "61%", "measure": "rate", "value": "61", "unit": "%"},
    ),
    "a wrong sum of trials' patients": (
        "560 patients took part in SAMPLE-1 and SAMPLE-2",
        {"trial": "SAMPLE-1 and SAMPLE-2", "endpoint": "patients", "quote": "560 patients", "measure": "count",
         "value": "560", "unit": "patients"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "slots"), PROVES_NOTHING.values(), ids=PROVES_NOTHING)
def test_proves_nothing(verdict_of: Verdict, sentence: str, slots: dict[str, Any]) -> None:
    match = told(verdict_of, sentence, slots)
    assert (match.verdict, match.facts) == ("unsupported", ())


POOLED = {
    "two trials": (
        "CR was 35.1% across SAMPLE-1 and SAMPLE-2",
        {"trial": "SAMPLE-1 and SAMPLE-2", "endpoint": "CR", "arm": "EXEMPLUM + Sd", "quote": "35.1%", "measure": "rate",
         "value": "35.1", "unit": "%"},
        "(78 + 45) / (200 + 150) = 35.1% (s1-cr-ex, s2-cr)",
    ),
    "two arms": (
        "26% of all patients reached CR",
        {"trial": "SAMPLE-1", "endpoint": "CR", "quote": "26%", "measure": "rate", "value": "26", "unit": "%",
         "n": 104, "of": 400},
        "(78 + 26) / (200 + 200) = 26% (s1-cr-ex, s1-cr-sd)",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "slots", "sum_done"), POOLED.values(), ids=POOLED)
def test_pooling_needs_leave(verdict_of: Verdict, sentence: str, slots: dict[str, Any], sum_done: str) -> None:
    assert told(verdict_of, sentence, slots).verdict in ("unsupported", "contradicted")
    allowed = told(verdict_of, sentence, slots, ALLOWED)
    assert (allowed.verdict, allowed.reason) == ("derived", f"follows: {sum_done}")


def test_trials_pooled_without_leave_say_what_they_are_made_of(verdict_of: Verdict) -> None:
    sentence, slots, sum_done = POOLED["two trials"]
    match = told(verdict_of, sentence, slots)
    assert match.verdict == "unsupported"
    assert match.reason == f"would follow from {sum_done}, which the policy on derived numbers forbids (pooled)"


@pytest.mark.parametrize(
    ("value", "way"),
    [("70", "50 (s3-ldl-high) + 20 (s1-ldl) = 70"), ("60", "50 (s3-ldl-high) on top of 20 (s1-ldl) = 60")],
)
def test_effects_of_two_trials_put_together_never_support(verdict_of: Verdict, value: str, way: str) -> None:
    slots = {"endpoint": "LDL-C", "quote": f"{value}%", "measure": "mean_change", "value": f"-{value}", "unit": "%"}
    match = told(verdict_of, f"LDL-C fell by {value}%", {**slots, "arm": "the two-in-one pill"}, ALLOWED)
    assert match.verdict == "unsupported"
    assert match.reason == f"would follow from {way}, which no policy can allow (compounded)"


def test_a_forbidden_ratio_says_what_it_would_follow_from(verdict_of: Verdict) -> None:
    slots = {**DOR, "quote": "Twice", "measure": "fold", "value": "2"}
    forbidding = {**MORE, "policy": {"derived": {"ratio_of_medians": "forbid"}}}
    match = told(verdict_of, "Twice the median DOR", slots, forbidding)
    assert match.verdict == "unsupported"
    assert "31.2 (s1-dor-ex) / 15.3 (s1-dor-sd) = 2.04" in match.reason
    wrong = told(verdict_of, "Three times the median DOR", {**slots, "quote": "Three times", "value": "3"}, forbidding)
    assert (wrong.verdict, wrong.facts) == ("unsupported", ())


def test_a_subgroups_ratio_does_not_carry_a_claim_about_everyone(verdict_of: Verdict) -> None:
    slots = {"measure": "risk_reduction", "endpoint": "PFS", "unit": "%", "arm": "EXEMPLAR + Kd", "versus": "Kd",
             "quote": "36%", "value": "36", "analysis": "final"}  # fmt: skip
    assert verdict_of("36% lower risk", **slots).verdict == "contradicted"
    inside = verdict_of("36% lower risk in patients 65 years of age and older", **slots, population=">=65 years")
    assert (inside.verdict, inside.fact.id) == ("derived", "pfs-hr-elderly")


def test_one_arm_of_three_is_not_the_other(verdict_of: Verdict) -> None:
    slots = {"trial": "SAMPLE-3", "endpoint": "LDL-C", "quote": "48 points", "measure": "difference", "value": "-48",
             "unit": "percentage points", "versus": "placebo"}  # fmt: skip
    right = told(verdict_of, "LDL-C: 48 points versus placebo", {**slots, "arm": "high dose"})
    wrong = told(verdict_of, "LDL-C: 48 points versus placebo", {**slots, "arm": "low dose"})
    assert (right.verdict, wrong.verdict) == ("derived", "contradicted")


def test_an_approved_rate_still_contradicts_a_fraction_far_from_it(verdict_of: Verdict) -> None:
    slots = {**EX, "endpoint": "CR", "quote": "half", "measure": "rate", "value": "50", "unit": "%"}
    assert told(verdict_of, "half of patients reached CR", slots).verdict == "contradicted"
