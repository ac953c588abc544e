from collections.abc import Callable
from typing import Any

import pytest

HR = {"measure": "hazard_ratio", "endpoint": "PFS", "arm": "EXEMPLAR + Kd", "versus": "Kd"}
EX = {"arm": "EXEMPLAR + Kd"}
Verdict = Callable[..., Any]


@pytest.mark.parametrize(
    ("sentence", "slots", "fact"),
    [
        (
            "Interim analysis: HR=0.548 (95% CI: 0.37, 0.82; P=0.0032)",
            {**HR, "quote": "HR=0.548", "value": "0.548", "ci": ["0.37", "0.82", 95], "p": "0.0032", "analysis": "interim"},
            "pfs-hr-interim",
        ),
        ("HR=0.59", {**HR, "quote": "HR=0.59", "value": "0.59"}, "pfs-hr-final"),
        (
            "Interim analysis: mPFS NR with EXEMPLAR + Kd",
            {"quote": "NR", "measure": "median_time", "endpoint": "PFS", "status": "NR", "analysis": "interim", **EX},
            "pfs-median-exd-interim",
        ),
        (
            "About 42 months of median PFS",
            {"quote": "42 months", "measure": "median_time", "endpoint": "PFS", "value": "~42", "unit": "months", **EX},
            "pfs-median-exd",
        ),
        (
            "The response rate was 86.6% (95% CI: 0.81, 0.91)",
            {"quote": "86.6%", "measure": "rate", "endpoint": "ORR", "value": "86.6", "unit": "%", "ci": ["0.81", "0.91"], **EX},
            "orr-exd",
        ),
        (
            "Anaphylactic reactions occurred in less than 1% of patients treated with EXEMPLAR.",
            {"quote": "1%", "measure": "rate", "endpoint": "anaphylactic reactions", "value": "<1", "unit": "%", "arm": "EXEMPLAR"},
            "anaphylaxis",
        ),
        (
            "At 2 years, 68.9% were alive without progression.",
            {"quote": "68.9%", "measure": "rate", "endpoint": "PFS", "value": "68.9", "unit": "%", "timepoint": "2 years", **EX},
            "pfs-rate-24",
        ),
        (
            "HbA1c was lowered by 1.2% at week 26.",
            {"quote": "1.2%", "measure": "mean_change", "endpoint": "HbA1c", "value": "1.2", "unit": "%", "arm": "Ninexamab",
             "timepoint": "week 26"},
            "hba1c",
        ),
        (
            "PR was 72.1%",
            {"quote": "72.1%", "measure": "rate", "endpoint": "PR", "value": "72.1", "unit": "%", **EX},
            "pr-whole",
        ),
        (
            "PR was 72.1% at the final analysis",
            {"quote": "72.1%", "measure": "rate", "endpoint": "PR", "value": "72.1", "unit": "%", "analysis": "final", **EX},
            "pr-whole",
        ),
        (
            "In patients of 65 years and older HR=0.64",
            {**HR, "quote": "HR=0.64", "value": "0.64", "population": "65 years of age and older"},
            "pfs-hr-elderly",
        ),
    ],
)  # fmt: skip
def test_supported(verdict_of: Verdict, sentence: str, slots: dict[str, Any], fact: str) -> None:
    match = verdict_of(sentence, **slots)
    assert (match.verdict, match.fact.id if match.fact else match.reason) == ("supported", fact)


@pytest.mark.parametrize(
    ("sentence", "slots", "fact", "diagnosis"),
    [
        ("HR=0.584", {**HR, "quote": "HR=0.584", "value": "0.584", "analysis": "interim"}, "pfs-hr-interim", "transposed digits"),
        (
            "HR=0.59 at the interim analysis",
            {**HR, "quote": "HR=0.59", "value": "0.59", "analysis": "interim"},
            "pfs-hr-interim",
            "other analysis: pfs-hr-final",
        ),
        (
            "HR=0.59 in the elderly",
            {**HR, "quote": "HR=0.59", "value": "0.59", "population": ">=65 years", "analysis": "final"},
            "pfs-hr-elderly",
            "other population: pfs-hr-final",
        ),
        (
            "82.9% with EXEMPLAR + Kd",
            {"quote": "82.9%", "measure": "rate", "endpoint": "ORR", "value": "82.9", "unit": "%", **EX},
            "orr-exd",
            "other arm's value: orr-kd",
        ),
        (
            "HR=0.548 (95% CI: 0.82, 0.37)",
            {**HR, "quote": "HR=0.548", "value": "0.548", "ci": ["0.82", "0.37"], "analysis": "interim"},
            "pfs-hr-interim",
            "CI bounds swapped",
        ),
        (
            "94 months of treatment",
            {"quote": "94 months", "measure": "median_time", "endpoint": "DOT", "value": "94", "unit": "months", **EX},
            "dot-exd",
            "months for weeks",
        ),
        (
            "45.8 became 4.58%",
            {"quote": "4.58%", "measure": "rate", "endpoint": "infusion-related reactions", "value": "4.58", "unit": "%", **EX},
            "irr",
            "decimal point moved",
        ),
        (
            "81 of 179 patients (45.8%)",
            {"quote": "45.8%", "measure": "rate", "endpoint": "infusion-related reactions", "value": "45.8", "unit": "%",
             "n": 81, "of": 179, **EX},
            "irr",
            "one digit changed",
        ),
        (
            "27.1 months of median PFS",
            {"quote": "27.1 months", "measure": "median_time", "endpoint": "PFS", "value": "27.1", "unit": "months",
             "analysis": "final", **EX},
            "pfs-median-exd",
            "the lower CI bound",
        ),
        (
            "41 months of median PFS",
            {"quote": "41 months", "measure": "median_time", "endpoint": "PFS", "value": "41", "unit": "months",
             "analysis": "final", **EX},
            "pfs-median-exd",
            "cut, not rounded, from 41.7",
        ),
        (
            "median PFS was not reached",
            {"quote": "not reached", "measure": "median_time", "endpoint": "PFS", "status": "NR", "analysis": "final", **EX},
            "pfs-median-exd",
            "printed as not reached where a value is registered",
        ),
        (
            "The response rate was 86.6% (95% CI: 0.81, 0.99)",
            {"quote": "86.6%", "measure": "rate", "endpoint": "ORR", "value": "86.6", "unit": "%", "ci": ["0.81", "0.99"], **EX},
            "orr-exd",
            "one digit changed",
        ),
        (
            "The response rate was 86.6% (95% CI: 0.91, 0.81)",
            {"quote": "86.6%", "measure": "rate", "endpoint": "ORR", "value": "86.6", "unit": "%", "ci": ["0.91", "0.81"], **EX},
            "orr-exd",
            "CI bounds swapped",
        ),
        (
            "HR=0.54 at the interim analysis",
            {**HR, "quote": "HR=0.54", "value": "0.54", "analysis": "interim"},
            "pfs-hr-interim",
            "rounding in favour: cut, not rounded, from 0.548",
        ),
        (
            "PR was 72.1% at the interim analysis",
            {"quote": "72.1%", "measure": "rate", "endpoint": "PR", "value": "72.1", "unit": "%", "analysis": "interim", **EX},
            "pr-at-interim",
            "other analysis: pr-whole",
        ),
        (
            "P=0.032",
            {**HR, "quote": "P=0.032", "value": "0.548", "p": "0.032", "analysis": "interim"},
            "pfs-hr-interim",
            "decimal point moved",
        ),
    ],
)  # fmt: skip
def test_contradicted(verdict_of: Verdict, sentence: str, slots: dict[str, Any], fact: str, diagnosis: str) -> None:
    match = verdict_of(sentence, **slots)
    assert (match.verdict, match.fact.id if match.fact else match.reason) == ("contradicted", fact)
    assert match.diagnosis == diagnosis


def test_a_number_of_the_only_other_arm_is_out_of_context(verdict_of: Verdict) -> None:
    slots = {
        "quote": "45.8%",
        "measure": "rate",
        "endpoint": "infusion-related reactions",
        "value": "45.8",
        "unit": "%",
    }
    match = verdict_of("Reactions in 45.8% with Kd alone", arm="Kd alone", **slots)
    assert (match.verdict, match.fact.id) == ("contradicted", "irr")
    assert [slot.slot for slot in match.slots if slot.agreement == "differs"] == ["arm"]


@pytest.mark.parametrize(
    ("sentence", "slots", "reason"),
    [
        (
            "41% lower risk of progression",
            {**HR, "quote": "41%", "measure": "risk_reduction", "value": "41", "unit": "%", "analysis": "final"},
            "follows: 1 - 0.59 (pfs-hr-final) = 41%",
        ),
        (
            "179 patients were assigned to EXEMPLAR + Kd",
            {"quote": "179 patients", "measure": "count", "endpoint": "patients randomised", "value": "179", **EX},
            "follows: EXAMPLE-1, arm exd: 179 (registry.yaml:7)",
        ),
        (
            "a median follow-up of 20.7 months",
            {"quote": "20.7 months", "measure": "median_time", "endpoint": "FOLLOW_UP", "value": "20.7", "unit": "months"},
            "follows: EXAMPLE-1, analysis interim: follow-up 20.7 months",
        ),
        (
            "81 patients had a reaction",
            {"quote": "81 patients", "measure": "count", "endpoint": "infusion-related reactions", "value": "81", **EX},
            "follows: n of irr is 81",
        ),
        (
            "20.9 months longer",
            {"quote": "20.9 months", "measure": "difference", "endpoint": "PFS", "value": "20.9", "unit": "months",
             "arm": "EXEMPLAR + Kd", "versus": "Kd"},
            "follows: 41.7 (pfs-median-exd) - 20.8 (pfs-median-kd) = 20.9 months",
        ),
    ],
)  # fmt: skip
def test_derived(verdict_of: Verdict, sentence: str, slots: dict[str, Any], reason: str) -> None:
    match = verdict_of(sentence, **slots)
    assert (match.verdict, match.reason) == ("derived", reason)


def test_a_reduction_that_does_not_follow_is_contradicted(verdict_of: Verdict) -> None:
    slots = {**HR, "quote": "43%", "measure": "risk_reduction", "value": "43", "unit": "%", "analysis": "final"}
    match = verdict_of("43% lower risk", **slots)
    assert (match.verdict, match.fact.id) == ("contradicted", "pfs-hr-final")


def test_a_forbidden_sum_supports_nothing(verdict_of: Verdict) -> None:
    slots = {**HR, "quote": "41%", "measure": "risk_reduction", "value": "41", "unit": "%", "analysis": "final"}
    more = {"policy": {"derived": {"risk_reduction": "forbid"}}}
    assert verdict_of("41% lower risk", more=more, **slots).verdict == "unsupported"


def test_two_time_points_of_one_value_are_ambiguous(verdict_of: Verdict) -> None:
    slots = {"quote": "31.0%", "measure": "rate", "endpoint": "pain-free", "value": "31.0", "unit": "%", **EX}
    match = verdict_of("31.0% were pain-free", **slots)
    assert match.verdict == "ambiguous"
    assert {fact.id for fact in match.candidates} == {"pain-week-2", "pain-week-4"}


def test_the_heading_decides_between_two_time_points(verdict_of: Verdict) -> None:
    slots = {"quote": "31.0%", "measure": "rate", "endpoint": "pain-free", "value": "31.0", "unit": "%", **EX}
    match = verdict_of("31.0% were pain-free", heading="Results at week 4", **slots)
    assert (match.verdict, match.fact.id) == ("supported", "pain-week-4")


def test_a_subgroups_number_told_of_everyone_is_ambiguous(verdict_of: Verdict) -> None:
    match = verdict_of("HR=0.64", **HR, quote="HR=0.64", value="0.64", analysis="final")
    assert match.verdict == "ambiguous"
    assert match.diagnosis == "other population: pfs-hr-elderly"


def test_the_subgroups_name_in_the_heading_is_enough(verdict_of: Verdict) -> None:
    match = verdict_of("HR=0.64", heading="65 years of age and older", **HR, quote="HR=0.64", value="0.64")
    assert (match.verdict, match.fact.id) == ("supported", "pfs-hr-elderly")


@pytest.mark.parametrize(
    ("sentence", "slots"),
    [
        # a subgroup that is not registered may have another true number than everyone
        ("HR=0.44 in women", {**HR, "quote": "HR=0.44", "value": "0.44", "population": "women"}),
        # another time point than the registered one
        ("At 4 years, 40.1%", {"quote": "40.1%", "measure": "rate", "endpoint": "PFS", "value": "40.1", "unit": "%",
                               "timepoint": "4 years", **EX}),
        # another trial, which has no such fact
        ("HR=0.61 in EXAMPLE-9", {**HR, "quote": "HR=0.61", "value": "0.61", "trial": "EXAMPLE-9", "arm": None, "versus": None}),
        # withdrawn facts never support
        ("95.5% disease control", {"quote": "95.5%", "measure": "rate", "endpoint": "DCR", "value": "95.5", "unit": "%", **EX}),
        ("77% had stable disease", {"quote": "77%", "measure": "rate", "endpoint": "stable disease", "value": "77", "unit": "%"}),
    ],
)  # fmt: skip
def test_unsupported_rather_than_contradicted(verdict_of: Verdict, sentence: str, slots: dict[str, Any]) -> None:
    assert verdict_of(sentence, **slots).verdict == "unsupported"


@pytest.mark.parametrize(
    ("sentence", "slots"),
    [
        ("eGFR <60", {"quote": "<60", "measure": "threshold", "endpoint": "eGFR", "value": "<60"}),
        ("every 2 weeks", {"quote": "2 weeks", "measure": "time", "endpoint": "dosing interval", "value": "2", "unit": "weeks"}),
        ("Dose levels: reduce to 8 mg/kg", {"quote": "8 mg/kg", "measure": "dose", "endpoint": "EXEMPLAR dose", "value": "8",
                                            "unit": "mg/kg"}),
        ("more than 20 years of care", {"quote": "20 years", "measure": "other", "value": ">20", "section": "boilerplate"}),
    ],
)  # fmt: skip
def test_exempt_with_a_reason(verdict_of: Verdict, sentence: str, slots: dict[str, Any]) -> None:
    match = verdict_of(sentence, **slots)
    assert match.verdict == "exempt"
    assert "no result" in match.reason


def test_a_wrong_dose_is_contradicted(verdict_of: Verdict) -> None:
    slots = {"quote": "20 mg/kg", "measure": "dose", "endpoint": "EXEMPLAR dose", "value": "20", "unit": "mg/kg"}
    match = verdict_of("EXEMPLAR 20 mg/kg was given weekly", **slots)
    assert (match.verdict, match.fact.id) == ("contradicted", "dose")


def test_one_in_three_is_no_half(verdict_of: Verdict) -> None:
    slots = {"measure": "rate", "endpoint": "infusion-related reactions", "unit": "%", **EX}
    third = verdict_of("one in three patients", quote="one in three", value="33.3", n=1, of=3, **slots)
    half = verdict_of("one in two patients", quote="one in two", value="50", n=1, of=2, **slots)
    assert (third.verdict, half.verdict) == ("contradicted", "supported")


def test_six_out_of_ten_is_a_share_not_a_count(verdict_of: Verdict) -> None:
    slots = {"measure": "rate", "endpoint": "infusion-related reactions", "unit": "%", "of": 10, **EX}
    near = verdict_of("5 out of 10 patients", quote="5 out of 10", value="50", n=5, **slots)
    far = verdict_of("7 out of 10 patients", quote="7 out of 10", value="70", n=7, **slots)
    assert (near.verdict, far.verdict) == ("supported", "contradicted")


REDUCTION = {"measure": "risk_reduction", "endpoint": "PFS", "unit": "%", "arm": "EXEMPLAR + Kd", "versus": "Kd"}


def test_an_approved_fact_outweighs_a_draft_that_has_the_number(verdict_of: Verdict) -> None:
    slots = {**REDUCTION, "population": "refractory to lenalidomide"}
    match = verdict_of("38% reduction in patients refractory to lenalidomide", quote="38%", value="38", **slots)
    assert (match.verdict, match.fact.id) == ("contradicted", "pfs-hr-refractory")
    right = verdict_of("53% reduction in patients refractory to lenalidomide", quote="53%", value="53", **slots)
    assert right.verdict == "derived"


def test_an_interim_ratio_does_not_contradict_a_page_that_names_no_analysis(verdict_of: Verdict) -> None:
    slots = {**REDUCTION, "quote": "33%", "value": "33", "population": "renal impairment"}
    assert verdict_of("33% reduction in renal impairment", **slots).verdict == "unsupported"
    named = verdict_of("Interim analysis: 33% reduction in renal impairment", analysis="interim", **slots)
    assert (named.verdict, named.fact.id) == ("contradicted", "pfs-hr-renal")
