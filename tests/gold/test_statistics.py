"""Real trial abstracts and the annotated pages without any registry: what the rules of statistics say was judged by hand."""

import sys
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
def bench() -> ModuleType:
    """The benchmark that lists the same findings."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        import abstracts as benchmark
    finally:
        sys.path.pop(0)
    return benchmark


@pytest.fixture(scope="module")
def told(bench: ModuleType) -> list[object]:
    return [one for file in (ABSTRACTS, *bench.gold_pages()) for one in bench.findings_of(file)]


def test_every_error_and_warning_was_judged(bench: ModuleType, told: list[object]) -> None:
    known = bench.judgements(bench.JUDGED)
    weighty = [one for one in told if one.finding.severity in BARS]
    assert weighty
    assert [one.key for one in weighty if one.key not in known] == []


def test_what_is_told_is_right(bench: ModuleType, told: list[object]) -> None:
    tally = bench.tallied(told, bench.judgements(bench.JUDGED))
    precision = {severity: right / (right + wrong) for severity, (right, wrong, _) in tally.items()}
    assert {severity: share for severity, share in precision.items() if share < BARS[severity]} == {}


def test_no_judgement_is_of_a_finding_that_is_gone(bench: ModuleType, told: list[object]) -> None:
    keys = {one.key for one in told}
    assert [key for key, right in bench.judgements(bench.JUDGED).items() if right and key not in keys] == []
