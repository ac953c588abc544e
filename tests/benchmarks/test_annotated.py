"""What an annotation knows stays in its registry: equally right readings are names of one thing."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from claims.extract import extract
from claims.model import Page
from claims.pages import read_bytes
from references.load import load
from references.model import Registry

Bench = Callable[[str], ModuleType]
OPEN = dict.fromkeys(
    ("endpoint", "status", "high", "unit", "ci", "p", "n", "of", "arm", "versus", "population", "analysis", "timepoint", "trial")
)  # fmt: skip


def any_of(*readings: str | None) -> dict[str, list[str | None]]:
    return {"any": list(readings)}


def gold(value: float, **slots: Any) -> dict[str, Any]:
    told = {"measure": "rate", "endpoint": "ORR", "unit": "%", "trial": "GLOW-1", "op": "=", "optional": False}
    return {**OPEN, **told, "quote": f"{value}%", "value": value, "citations": [], "footnotes": [], **slots}


@pytest.fixture
def registry_of(bench: Bench, tmp_path: Path) -> Callable[..., Registry]:
    def made(*golds: dict[str, Any]) -> Registry:
        page = read_bytes(b"Nothing.", shown_as="page", format="text")
        assert isinstance(page, Page)
        annotated = bench("annotated")
        file = tmp_path / "registry.yaml"
        file.write_text(annotated.as_yaml(annotated.registry_of(golds, extract(page))), "utf-8")
        return load(file, shown_as="registry.yaml")

    return made


def arms(registry: Registry) -> dict[str, set[str]]:
    return {arm.id: set(arm.names) for trial in registry.trials for arm in trial.arms}


def test_readings_of_each_other_are_one_arm(registry_of: Callable[..., Registry]) -> None:
    registry = registry_of(
        gold(58, arm=any_of("Exa + Kd", "the combination")),
        gold(61, arm=any_of("the combination", "Exa + Kd", "Exa with Kd")),
        gold(40, arm="Kd"),
    )
    assert arms(registry) == {"Exa + Kd": {"the combination", "Exa with Kd"}, "Kd": set()}
    assert [fact.arm for fact in registry.facts] == ["Exa + Kd", "Exa + Kd", "Kd"]


def test_two_doses_that_share_a_short_name_stay_two_arms(registry_of: Callable[..., Registry]) -> None:
    registry = registry_of(
        gold(58, arm=any_of("Exa 10 mg", "Exa")), gold(61, arm=any_of("Exa 25 mg", "Exa")), gold(60, arm="Exa")
    )
    assert arms(registry) == {"Exa": set(), "Exa 10 mg": {"Exa"}, "Exa 25 mg": {"Exa"}}


def test_a_dose_that_goes_by_the_short_name_gives_no_name_to_another_dose(registry_of: Callable[..., Registry]) -> None:
    registry = registry_of(
        gold(58, arm=any_of("Exa 10 mg", "Exa")),
        gold(61, arm=any_of("Exa", "Exa 10 mg", "25 mg")),
        gold(60, arm="25 mg"),
    )
    assert arms(registry) == {"25 mg": set(), "Exa 10 mg": {"Exa"}}


def test_one_result_told_in_two_spellings_is_one_fact(registry_of: Callable[..., Registry]) -> None:
    registry = registry_of(gold(58, arm="Exa", versus="placebo"), gold(58, arm="Exa", versus=any_of("Placebo", None)))
    assert len(registry.facts) == 1


def test_what_a_page_may_leave_out_is_known_all_the_same(registry_of: Callable[..., Registry]) -> None:
    (fact,) = registry_of(gold(58, trial=any_of(None, "GLOW-1"), arm=any_of("Exa", None))).facts
    assert (fact.trial, fact.arm) == ("GLOW-1", "Exa")


def test_a_number_that_is_rather_of_nobody_has_no_arm(registry_of: Callable[..., Registry]) -> None:
    (fact,) = registry_of(gold(58, arm=any_of(None, "Exa"), population=any_of(None, "adults"))).facts
    assert (fact.arm, fact.population) == (None, None)


def test_a_name_of_two_endpoints_is_a_name_of_none(registry_of: Callable[..., Registry]) -> None:
    registry = registry_of(
        gold(3, endpoint=any_of("fatal sepsis", "sepsis")), gold(4, endpoint=any_of("severe sepsis", "sepsis"))
    )
    assert [fact.endpoint for fact in registry.facts] == ["fatal sepsis", "severe sepsis"]
    assert all("sepsis" not in endpoint.names for endpoint in registry.endpoints)


def test_a_name_that_everyone_may_have_is_no_subgroups(registry_of: Callable[..., Registry]) -> None:
    registry = registry_of(
        gold(58, population=any_of("elderly", "older adults")), gold(61, population=any_of(None, "older adults"))
    )
    assert [fact.population for fact in registry.facts] == ["elderly", None]
    assert not any("older adults" in group.names for trial in registry.trials for group in trial.populations)
