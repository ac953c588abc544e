"""Annotated pages against the registries of their annotation: right numbers pass, planted slips are caught."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from checker.drill.run import drill

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLD = ROOT.parent / "shared" / "gold"
FLOORS: dict[str, dict[str, float]] = yaml.safe_load((HERE / "drill_floors.yaml").read_text("utf-8"))
Bench = Callable[[str], ModuleType]

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated pages are not beside the project"),
]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_right_claims_pass_and_planted_slips_are_caught(name: str, bench: Bench, scorer: ModuleType) -> None:
    benchmark = bench("drill")
    page = benchmark.annotated(GOLD / f"{name}.gold.jsonl")
    report = page.audit(page.extraction)
    right = benchmark.rightly_extracted(page, report, scorer)
    borne = [match for match in right if match.verdict in benchmark.BORNE_OUT]
    done = drill(page.extraction, page.registry, page.index, page.audit, seed=1, each=2)
    got = {"borne out": len(borne) / len(right), "caught": done.caught / len(done.outcomes)}
    below = {figure: (got[figure], floor) for figure, floor in FLOORS[name].items() if got[figure] < floor}
    assert not below
    blamed = {finding.claim for finding in report.findings if finding.rule == "sub.value"}
    assert not {match.claim.id for match in borne} & blamed


def test_every_annotated_page_has_floors() -> None:
    assert set(FLOORS) == {file.name.removesuffix(".gold.jsonl") for file in GOLD.glob("*.gold.jsonl")}
