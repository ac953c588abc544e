"""How well claims are extracted from real pages, and whether what is called a contradiction is one."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from checker.model import PageReport, Verdict
from checker.rules import RULES
from checker.verify import audit_page
from references.index import Index
from references.load import load

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLD = ROOT.parent / "shared" / "gold"
FLOORS: dict[str, dict[str, float]] = yaml.safe_load((HERE / "floors.yaml").read_text("utf-8"))
REVIEWED: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / "ikema_contradictions.yaml").read_text("utf-8"))
DECIDED = {Verdict.SUPPORTED, Verdict.DERIVED, Verdict.CONTRADICTED}

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated pages are not beside the project"),
]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_accuracy_does_not_fall(
    name: str, annotated: dict[str, Any], scorer: ModuleType, figures: dict[str, dict[str, Any]]
) -> None:
    page = annotated[name]
    score, *_ = scorer.score(page.gold, page.claims)
    figures[name] = score
    got = {"detection": score["detection"]["f1"], "slots": score["slots"]["f1"], "whole": score["whole"]["share"]}
    below = {figure: (got[figure], floor) for figure, floor in FLOORS[name].items() if got[figure] < floor}
    assert not below


def test_every_annotated_page_has_floors(annotated: dict[str, Any]) -> None:
    assert set(annotated) == set(FLOORS)


@pytest.fixture(scope="module")
def ikema(annotated: dict[str, Any]) -> PageReport:
    registry = load(ROOT / "examples" / "ikema" / "registry", shown_as="examples/ikema/registry")
    return audit_page(annotated["ikema"].extraction, registry, Index(registry), RULES)


def test_ikema_every_scored_claim_is_decided(ikema: PageReport, annotated: dict[str, Any], scorer: ModuleType) -> None:
    page = annotated["ikema"]
    verdicts = {match.claim.id: match.verdict for match in ikema.matches}
    by_gold = {i: verdicts[page.claims[j]["id"]] for i, j in scorer.align(page.gold, page.claims)}
    undecided = {
        f"line {gold['line']}: {gold['quote']}": str(by_gold.get(i, "not extracted"))
        for i, gold in enumerate(page.gold)
        if not gold["optional"] and by_gold.get(i) not in DECIDED
    }
    known = {f"line {each['line']}: {each['said']}": each["verdict"] for each in REVIEWED["undecided"]}
    assert undecided == known


def test_ikema_contradictions_are_the_reviewed_ones(ikema: PageReport) -> None:
    found = {
        (match.claim.place.line, match.claim.quote, match.fact.id if match.fact else None)
        for match in ikema.matches
        if match.verdict is Verdict.CONTRADICTED
    }
    assert found == {(each["line"], each["said"], each["fact"]) for each in REVIEWED["contradicted"]}


def test_ikema_contradicted_facts_are_in_the_registry() -> None:
    registry = load(ROOT / "examples" / "ikema" / "registry", shown_as="examples/ikema/registry")
    for each in REVIEWED["contradicted"]:
        sources = {citing.source for citing in registry.fact_by_id[each["fact"]].sources}
        assert each["source"] in sources
