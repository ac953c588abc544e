"""Annotated pages against the registries of their annotation: right numbers pass, planted slips are caught."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from checker.drill.run import drill

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLD = ROOT.parent / "shared" / "gold"
FLOORS: dict[str, dict[str, float]] = yaml.safe_load((HERE / "drill_floors.yaml").read_text("utf-8"))

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated pages are not beside the project"),
]


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The benchmark that prints the same figures."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        import drill as benchmark
    finally:
        sys.path.pop(0)
    return benchmark


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_right_claims_pass_and_planted_slips_are_caught(name: str, bench: ModuleType, scorer: ModuleType) -> None:
    page = bench.annotated(GOLD / f"{name}.gold.jsonl")
    report = page.audit(page.extraction)
    right = bench.rightly_extracted(page, report, scorer)
    borne = [match for match in right if match.verdict in bench.BORNE_OUT]
    done = drill(page.extraction, page.registry, page.index, page.audit, seed=1, each=2)
    got = {"borne out": len(borne) / len(right), "caught": done.caught / len(done.outcomes)}
    below = {figure: (got[figure], floor) for figure, floor in FLOORS[name].items() if got[figure] < floor}
    assert not below
    blamed = {finding.claim for finding in report.findings if finding.rule == "sub.value"}
    assert not {match.claim.id for match in borne} & blamed


def test_every_annotated_page_has_floors() -> None:
    assert set(FLOORS) == {file.name.removesuffix(".gold.jsonl") for file in GOLD.glob("*.gold.jsonl")}
