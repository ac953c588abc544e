"""Real trial abstracts and the annotated pages without any registry: what the rules of statistics say was judged by hand."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
ABSTRACTS = SHARED / "abstracts" / "abstracts.jsonl"
BARS = {"error": 0.95, "warning": 0.85}

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not ABSTRACTS.exists(), reason="the abstracts are not beside the project"),
]


@pytest.fixture(scope="module")
def abstracts(bench: Callable[[str], ModuleType]) -> ModuleType:
    """The benchmark that lists the same findings."""
    return bench("abstracts")


@pytest.fixture(scope="module")
def told(abstracts: ModuleType) -> list[object]:
    return [one for file in (ABSTRACTS, *abstracts.gold_pages()) for one in abstracts.findings_of(file)]


def test_every_error_and_warning_was_judged(abstracts: ModuleType, told: list[object]) -> None:
    known = abstracts.judgements(abstracts.JUDGED)
    weighty = [one for one in told if one.finding.severity in BARS]
    assert weighty
    assert [one.key for one in weighty if one.key not in known] == []


def test_what_is_told_is_right(abstracts: ModuleType, told: list[object]) -> None:
    tally = abstracts.tallied(told, abstracts.judgements(abstracts.JUDGED))
    precision = {severity: right / (right + wrong) for severity, (right, wrong, _) in tally.items()}
    assert {severity: share for severity, share in precision.items() if share < BARS[severity]} == {}


def test_no_judgement_is_of_a_finding_that_is_gone(abstracts: ModuleType, told: list[object]) -> None:
    keys = {one.key for one in told}
    assert [key for key, right in abstracts.judgements(abstracts.JUDGED).items() if right and key not in keys] == []
