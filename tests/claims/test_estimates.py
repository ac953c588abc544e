from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.estimates import Estimate, find_estimates

FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "Median PFS was 35.7 months",
            "86.6% (155/179)",
            "177 of 425 patients (41.6%)",
            "(95% CI, 0.37-0.82)",
            "HR=0.548",
            "p<0.001",
            "(P=0.0032)",
            "vs",
            "20 to 25%",
            "(range 4 to 240)",
            "NR",
            "Eleven patients (3.9%)",
            "twice",
            "one in three",
            "at least",
            "n=12",
            "1,234",
            "56 mg/m2",
            "10-5",
            "<1%",
            "-1.4%",
            "(",
            ")",
            ";",
            ". The",
            "\n",
            "95% CI",
            "p",
            "0.5",
            "–",
            "%",
        ]
    ),
    max_size=12,
).map(" ".join)


def only(text: str) -> Estimate:
    (estimate,) = find_estimates(text)
    return estimate


@given(FRAGMENTS)
def test_estimates_stand_in_order_and_share_no_character(text: str) -> None:
    found = find_estimates(text)
    spans = [(estimate.start, estimate.end) for estimate in found]
    assert spans == sorted(spans)
    stretches = sorted([*spans, *(part for estimate in found for part in estimate.parts)])
    assert all(0 <= start < end <= len(text) for start, end in stretches)
    assert all(before[1] <= behind[0] for before, behind in pairwise(stretches))


@given(FRAGMENTS)
def test_every_estimate_has_a_value_or_says_why_not(text: str) -> None:
    assert all((estimate.value is None) != (estimate.status is None) for estimate in find_estimates(text))


@given(FRAGMENTS)
def test_no_two_estimates_share_an_interval_or_a_p_value(text: str) -> None:
    found = find_estimates(text)
    assert sum(estimate.ci is not None for estimate in found) <= text.count("CI")
    assert sum(estimate.p is not None for estimate in found) <= text.lower().count("p")


@given(FRAGMENTS)
def test_what_is_taken_holds_no_estimate(text: str) -> None:
    assert find_estimates(text, ((0, len(text)),)) == ()


def test_a_taken_stretch_leaves_the_rest() -> None:
    text = "CD38 in 45% of patients"
    assert [text[e.start : e.end] for e in find_estimates(text, ((0, 4),))] == ["45%"]


@pytest.mark.parametrize(
    ("words", "op"),
    [
        ("about 5%", "~"),
        ("approximately 5%", "~"),
        ("an estimated 5%", "~"),
        ("nearly 5%", "~"),
        ("less than 5%", "<"),
        ("no more than 5%", "<="),
        ("up to 5%", "<="),
        ("more than 5%", ">"),
        ("over 5%", ">"),
        ("at least 5%", ">="),
        ("a minimum of 5%", ">="),
        ("≥5%", ">="),
        ("≤ 5%", "<="),
        ("5% or more", ">="),
        ("5% or less", "<="),
        ("was 5%", "="),
        ("turnover 5%", "="),
        ("whereabouts 5%", "="),
    ],
)
def test_the_words_before_and_behind_a_number_are_its_comparator(words: str, op: str) -> None:
    assert only(words).op == op


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("177 of 425 patients (41.6%)", {"value": "41.6", "n": "177", "of": "425", "unit": "%"}),
        ("41.6% (n=177/425)", {"value": "41.6", "n": "177", "of": "425", "unit": "%"}),
        ("41.6% (177 of 425 patients)", {"value": "41.6", "n": "177", "of": "425", "unit": "%"}),
        ("1,020/1,275 (80.0%)", {"value": "80.0", "n": "1020", "of": "1275", "unit": "%"}),
        ("6 out of 10 patients", {"value": "60", "n": "6", "of": "10", "unit": "%"}),
        ("one in three patients", {"value": "33.3", "n": "1", "of": "3", "unit": "%"}),
        ("65% of the 159 PFS events (ie, 103 events)", {"value": "65", "n": "103", "of": "159", "unit": "%"}),
        ("n=12", {"value": "12", "n": None, "of": None, "unit": "patients"}),
    ],
)
def test_counts_behind_a_share(text: str, slots: dict[str, Any]) -> None:
    estimate = only(text)
    got = {key: getattr(getattr(estimate, key), "text", None) for key in ("value", "n", "of")}
    assert got | {"unit": estimate.unit} == {"n": None, "of": None} | slots


def test_a_sentence_ends_between_an_estimate_and_the_next_interval() -> None:
    first, second = find_estimates("ORR was 86.6%. HR was 0.548 (95% CI 0.37-0.82).")
    assert (first.ci, second.ci is not None) == (None, True)


def test_a_p_value_goes_with_the_ratio_and_not_with_the_medians_before_it() -> None:
    first, second, ratio = find_estimates("35.7 vs 19.2 months; HR=0.548, p=0.0032")
    assert (first.p, second.p, str(ratio.p)) == (None, None, "0.0032")


def test_a_p_value_with_no_estimate_stands_alone() -> None:
    estimate = only("All were significant (p<0.001)")
    assert (estimate.form, str(estimate.value)) == ("p", "<0.001")


def test_bounds_keep_their_signs() -> None:
    estimate = only("was −1.4% (95% CI −1.6 to −1.2)")
    assert estimate.ci is not None
    assert [str(bound) for bound in (estimate.ci.low, estimate.ci.high)] == ["-1.6", "-1.2"]


def test_a_dash_between_positive_bounds_is_no_sign() -> None:
    estimate = only("was 0.548 (95% CI 0.37 –0.82)")
    assert estimate.ci is not None
    assert str(estimate.ci.high) == "0.82"


@pytest.mark.parametrize("text", ["", "no numbers", "months", "p", "one of them", "NRAS", "the NEC trial", "p=n/a"])
def test_no_estimate(text: str) -> None:
    assert find_estimates(text) == ()


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("The risk was cut almost in half.", "shares"),
        ("Twice as many were alive.", "folds"),
        ("Eleven patients left.", "number in words"),
        ("The median was not reached.", "not reached"),
        ("12 of 40 patients (30 per cent)", "n of N (%)"),
        ("12 of 40 patients (30%)", "n of N (%)"),
        ("one in ten of them", "n in N"),
    ],
)
def test_an_estimate_in_words_is_read_as_one_in_digits(text: str, form: str) -> None:
    assert [estimate.form for estimate in find_estimates(text)] == [form]


@pytest.mark.parametrize("text", ["", "No one left.", "Patients were treated as usual.", "A percentage was not given."])
def test_words_without_a_number_hold_no_estimate(text: str) -> None:
    assert find_estimates(text) == ()
