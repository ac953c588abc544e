from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from references import model, parse, parse_fact
from references.nodes import ListOf
from references.record import Record
from references.schema import json_schema

EXAMPLES = sorted(
    file for folder in (Path(__file__).parents[2] / "examples").glob("*/registry") for file in folder.rglob("*.y*ml")
)
BUILT = {
    "product": model.Product,
    "source": model.Source,
    "arm": model.Arm,
    "analysis": model.Analysis,
    "population": model.Population,
    "trial": model.Trial,
    "endpoint": model.Endpoint,
    "fact": model.Fact,
    "caveat": model.Caveat,
}


class AnEditor(yaml.SafeLoader):
    """Reads YAML 1.2 as the language servers of editors do: `on` and `2024-07-31` are text."""


AnEditor.yaml_implicit_resolvers = {
    sign: [pair for pair in pairs if pair[0] not in {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}]
    for sign, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
AnEditor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|True|TRUE|false|False|FALSE"), list("tTfF"))


def faults(text: str) -> list[str]:
    validator = Draft202012Validator(json_schema())
    return sorted(error.json_path for error in validator.iter_errors(yaml.load(text, AnEditor)))


def objects(schema: object) -> Iterator[dict[str, object]]:
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


def test_it_is_a_schema():
    Draft202012Validator.check_schema(json_schema())


def test_every_key_is_described_and_no_other_is_allowed():
    found = list(objects(json_schema()))

    assert len(found) > 15
    for one in found:
        assert one["additionalProperties"] is False
        for name, said in one["properties"].items():
            assert len(said["description"]) > 5, name


@pytest.mark.parametrize(
    "record",
    [parse.PRODUCT, parse.SOURCE, parse.TRIAL, parse.ENDPOINT, parse_fact.FACT, parse.CAVEAT],
    ids=lambda one: one.name,
)
def test_every_attribute_of_the_model_is_declared(record: Record):
    made = {field.name for field in dataclasses.fields(BUILT[record.name])} - {"where", "status_value"}

    assert {key.attribute for key in record.keys} == made


@pytest.mark.parametrize(
    "key",
    [key for key in parse.TRIAL.keys if isinstance(key.form, ListOf) and isinstance(key.form.item, Record)],
    ids=lambda key: key.name,
)
def test_every_attribute_of_a_trials_parts_is_declared(key):
    record = key.form.item
    made = {field.name for field in dataclasses.fields(BUILT[record.name])} - {"where"}

    assert {inner.attribute for inner in record.keys} == made


def test_a_registry_that_loads_is_valid(registry, full: str):
    assert len(registry.facts) == 3
    assert faults(full) == []


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("rank: main", "$.facts[0].rank"),
        ("value: abc", "$.facts[0].value"),
        ("value: 1e3", "$.facts[0].value"),
        ("ci: [1]", "$.facts[0].ci"),
        ("n: 12.5", "$.facts[0].n"),
        ("p: 3", "$.facts[0].p"),
        ("p: NS", "$.facts[0].p"),
        ("base_selected: perhaps", "$.facts[0].base_selected"),
        ("sources: []", "$.facts[0].sources"),
        ("sources: [{at: Table 2}]", "$.facts[0].sources[0]"),
        ("checked: {on: 4 May}", "$.facts[0].checked.on"),
        ("cii: [1, 2]", "$.facts[0]"),
        ("id: null", "$.facts[0].id"),
    ],
)
def test_what_an_editor_underlines(said_of, written: str, place: str):
    given = {"id": "f", "measure": "rate", "endpoint": "ORR", "value": "62.3", "sources": "[pi]"}
    given.update([written.split(": ", 1)])
    text = f"sources: [{{id: pi}}]\nfacts: [{{{', '.join(f'{key}: {value}' for key, value in given.items())}}}]"

    assert faults(text) == [place]
    assert len(said_of(text)) == 1


@pytest.mark.parametrize(
    "written",
    [
        "value: NR",
        "value: '62.30'",
        "ci: [0.3, NE]",
        'p: "<0.001"',
        "p: 0.0032",
        "p_sided: 1",
        "p_sided: '2'",
        "unit: null",
        "note: 12",
        "note: yes",
        "checked: {on: 2024}",
        "base_selected: true",
        "n: '179'",
        "sources: [pi, {id: pi, at: 3}]",
        "caveats: [null]",
    ],
)
def test_what_an_editor_leaves_alone(said_of, written: str):
    given = {"id": "f", "measure": "rate", "endpoint": "ORR", "value": "62.3", "sources": "[pi]"}
    given.update([written.split(": ", 1)])
    text = f"sources: [{{id: pi}}]\nfacts: [{{{', '.join(f'{key}: {value}' for key, value in given.items())}}}]"

    assert faults(text) == []
    assert said_of(text) == []


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_the_example_registries_are_valid(file: Path):
    assert faults(file.read_text("utf-8")) == []
