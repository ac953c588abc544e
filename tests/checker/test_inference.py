"""Recomputed p values, intervals of shares, and what stands between an estimate and its statistics in running words."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from checker.inference import Span, estimated, printed_p, times_off
from checker.model import Finding
from checker.proportions import counts_behind, has_count, share_off_middle
from checker.rules import RULES
from checker.verify import audit_page
from claims.extract import extract
from claims.model import Claim, ConfidenceInterval, Page, Place
from claims.pages import read_bytes
from claims.quantity import Quantity
from references.index import Index
from references.model import Registry

EMPTY = Registry(path="", sha256="")
INDEX = Index(EMPTY)


NUMBERS = {"sta.malformed", "sta.ci-vs-p", "sta.hr-vs-percent", "sta.arithmetic"}


def findings(words: str) -> list[Finding]:
    page = read_bytes(words.encode(), shown_as="draft.txt", format="text")
    assert isinstance(page, Page), page
    rules = [rule for rule in RULES if rule.id in NUMBERS]
    return list(audit_page(extract(page), EMPTY, INDEX, rules).findings)


def claim(measure: str, value: str, low: str, high: str, *, unit: str | None = None) -> Claim:
    bounds = ConfidenceInterval(Quantity.of(low), Quantity.of(high), Quantity.of("95"))
    nowhere = Place(1, 1, 1, 1, 0, 0)
    return Claim(
        id="c1", quote=value, place=nowhere, block=0, measure=measure, value=Quantity.of(value), unit=unit, ci=bounds
    )


@pytest.mark.parametrize(
    ("value", "low", "high", "p"),
    [
        # Altman and Bland, BMJ 2011;343:d2304: a ratio of 0.81 (0.70 to 0.94) gives .005
        ("0.81", "0.70", "0.94", 0.005),
        ("0.80", "0.63", "1.02", 0.069),
        ("0.70", "0.55", "0.89", 0.0037),
    ],
)
def test_p_of_a_ratio(value: str, low: str, high: str, p: float) -> None:
    numbers = estimated(claim("hazard_ratio", value, low, high))
    assert numbers is not None
    assert numbers.p_as_printed(0.95) == pytest.approx(p, rel=0.06)
    box = numbers.p_value(0.95)
    assert box.low < p < box.high


def test_p_of_a_difference() -> None:
    numbers = estimated(claim("difference", "3.9", "1.0", "6.8", unit="%"))
    assert numbers is not None
    assert numbers.p_as_printed(0.95) == pytest.approx(0.0084, rel=0.02)  # z = 3.9 / (5.8 / 3.92)


def test_a_reduction_in_percent_is_a_ratio_turned() -> None:
    ratio, percent = (
        estimated(claim("hazard_ratio", "0.80", "0.63", "1.02")),
        estimated(claim("risk_reduction", "20", "-2", "37", unit="%")),
    )
    assert ratio is not None
    assert percent is not None
    assert percent.p_as_printed(0.95) == pytest.approx(ratio.p_as_printed(0.95), rel=0.01)


def test_medians_and_single_arms_have_no_p() -> None:
    assert estimated(claim("median_time", "35.7", "25.8", "44.0", unit="months")) is None
    assert estimated(claim("rate", "87", "81", "91", unit="%")) is None


def test_printed_p_values() -> None:
    assert printed_p(Quantity.of("0.04")) == Span(pytest.approx(0.035), pytest.approx(0.045))
    assert printed_p(Quantity.of("0.001", "<")) == Span(0.0, 0.001)
    assert printed_p(Quantity.of("0.001")) == Span(0.0, pytest.approx(0.0015))
    assert printed_p(Quantity.of("0.5", ">")) == Span(0.5, 1.0)
    assert times_off(Span(0.01, 0.02), Span(0.04, 0.05)) == pytest.approx(2.0)
    assert times_off(Span(0.01, 0.05), Span(0.04, 0.06)) == 1.0


def test_the_count_behind_an_exact_interval() -> None:
    low, high = Quantity.of("70.8"), Quantity.of("86.5")
    assert [(each.count, each.method) for each in counts_behind(low, high, 112, 0.95)] == [(89, "Clopper-Pearson")]
    assert counts_behind(Quantity.of("69.8"), Quantity.of("85.8"), 112, 0.95)[0].count == 88
    assert counts_behind(Quantity.of("71.8"), Quantity.of("87.3"), 112, 0.95)[0].count == 90


def test_the_count_behind_other_intervals() -> None:
    # 29 of 77 by Wilson: 27.7 to 48.8; by Wald: 26.8 to 48.5 (Newcombe, Stat Med 1998;17:857, the formulas)
    methods = {each.method for each in counts_behind(Quantity.of("27.7"), Quantity.of("48.8"), 77, 0.95)}
    assert methods == {"Wilson"}
    methods = {each.method for each in counts_behind(Quantity.of("26.8"), Quantity.of("48.5"), 77, 0.95)}
    assert methods == {"Wald"}


def test_no_share_with_its_own_interval_is_off_the_middle() -> None:
    for count, of, low, high in ((1, 10, "0.3", "44.5"), (9, 10, "55.5", "99.7"), (89, 112, "70.8", "86.5")):
        value = Quantity.of(f"{Decimal(count * 100) / of:.1f}")
        assert share_off_middle(value, Quantity.of(low), Quantity.of(high)) == 0


def test_whole_numbers_of_patients() -> None:
    assert has_count(Quantity.of("42.5"), 87)
    assert not has_count(Quantity.of("41.7"), 87)
    assert has_count(Quantity.of("43"), 87)


SILENT = [
    "HR 0,75 (95% CI 0,60-0,94; p=0,03).",
    "The HR was 0.75 (95% CI 0.60,0.94; p = 0 .03).",
    "HbA1c changed by -1.9 vs -0.4 (ETD -1.5 [95% CI -1.7; -1.3], P<.0001).",
    "Sensitivity was 92.3% (95% CI, 88.4-95.2) and specificity 85.1% (95% CI: 81.0-88.6).",
    "The LS mean difference was -3.4 points (95% CI -5.9 to -0.9; P=.008): -12.3 points with EXEMPLAR and -8.1 points.",
    "There were 36% fewer heart attacks (3% vs 2%).",
    "There were 48% fewer heart attacks (2.8% vs 1.5%).",
    "There were 20% more responders (60% vs 40%).",
    "The dose was lower: 17% higher dose, 0.62 vs 0.53 U/kg.",
    "HbA1c fell from 7.4% to 5.9%, a 20% reduction.",
    "EXEMPLAR freed 1.4 times more volume (180 mL vs 128 mL).",
    "HR 0.67: 33% lower risk of progression.",
    "Response was 2.6% with EXEMPLAR vs 3.3% with placebo (P = 0.475; 90% CI -2.5 to 1.0).",
    "Response was 12% with EXEMPLAR vs 10% with placebo (95% CI -1 to 5; P=.20).",
    "Median PFS was 9.5 months, range 1.0-117.0 [95% CI 8.3-11.2].",
    "Higher intake was associated with response (OR 1.36 per 20 gram intake; 95% CI 1.07 to 1.73; P=.01).",
    "EXEMPLAR led to an 83% response rate (15 of 18; 95% CI, 59% to 96%).",
    "The hazard ratio for failure was 0.72 (CI 95%, 0.41-1.26).",
    "Costs were lower (mean difference, −£448; 95% CI −934 to 37; P=.07).",
    "The odds were higher (OR 1.41; 95% CI 1.06 to 1.89); there was no change over time (interaction, P=.948).",
    "EXEMPLAR was noninferior to placebo (HR 0.84; 95% CI 0.71 to 0.98; P=.0007).",
    "The HR was 1.02 (95% CI 0.91-1.14; P<.001 for noninferiority).",
    "The hazard ratio was 0.71 (95% CI 0.55-0.92; P=.48 for interaction).",
    "The hazard ratio was 0.78 (95% CI 0.61-1.01; one-sided P=.028).",
    "Response was 52% (95% CI 44-60) with EXEMPLAR and 40% (95% CI 32-48) with placebo (P<.001).",
    "The excess relative risk per mGy was 0.036 (95% CI 0.005-0.120; P=.0097).",
    "The median difference was 2.1 points (95% CI 0.1 to 9.0; P=.001).",
    "The posterior hazard ratio was 0.80 (95% CrI 0.63-1.02; P=.003).",
    "Patients aged 70-79 years had 90% efficacy (95% CI 83-94).",
    "The number needed to treat was 21 (95% CI 12-79).",
]
TOLD = [
    ("EXAMPLE-1 was a non-inferiority trial. The HR was 0.84 (95% CI 0.71-0.98; P=.0007).", "sta.ci-vs-p", "note"),
    ("HR 0.67: 37% lower risk of progression.", "sta.hr-vs-percent", "error"),
    ("A 10% lower dose, 0.39 vs 0.43 U/kg, was given.", "sta.arithmetic", "note"),
    ("A 30% lower dose, 0.39 vs 0.43 U/kg, was given.", "sta.arithmetic", "warning"),
    ("Patients lived 3.7 months longer with EXEMPLAR (6.4 vs 6.0 months).", "sta.arithmetic", "error"),
    ("3 times as many patients responded (48% vs 31%).", "sta.arithmetic", "error"),
    ("The HR for death was 0.80 (95% CI, 0.63 to 1.02; P = .003).", "sta.ci-vs-p", "error"),
    ("The HR for death was 0.55 with EXEMPLAR (95% CI 0.61 to 0.72).", "sta.malformed", "error"),
    ("The hazard ratio was 0.87; P=.31; 95% CI 0.76-0.98.", "sta.ci-vs-p", "error"),
    ("EXEMPLAR reduced the risk of death by 20% (HR 0.70; 95% CI 0.55-0.89).", "sta.hr-vs-percent", "error"),
    ("Response was 30% with EXEMPLAR (95% CI: 35, 47) vs 13% with placebo (95% CI: 8, 20).", "sta.malformed", "error"),
]


@pytest.mark.parametrize("words", SILENT)
def test_what_is_printed_elsewhere_or_of_something_else_is_left_alone(words: str) -> None:
    weighty = [found.message for found in findings(words) if found.severity != "note"]
    assert weighty == []


@pytest.mark.parametrize(("words", "rule", "severity"), TOLD)
def test_what_stands_together_is_held_against_each_other(words: str, rule: str, severity: str) -> None:
    assert [(found.rule, found.severity) for found in findings(words)] == [(rule, severity)]


def test_a_page_without_an_interval_of_a_share_loads_no_scipy() -> None:
    code = (
        "import sys; import cli; "
        "from tests_words import findings; findings('HR 0.80 (95% CI 0.63-1.02; P=.003); 52% vs 40%'); "
        "sys.exit('scipy' in sys.modules)"
    )
    words = Path(__file__).read_text("utf-8").partition("def claim(")[0]
    code = code.replace("from tests_words import findings; ", f"exec({words!r}); ")
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
