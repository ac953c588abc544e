"""The words of the field keep their own rules."""

import re
from collections import defaultdict
from importlib.resources import files

import pytest
import yaml

import claims.lexicon
from claims.exclusions import find_exclusions
from claims.lexicon import endpoint_names, load, pattern
from claims.pages.listed import REFERENCE_TITLE
from claims.pipeline import endpoint_mentions
from claims.units import canonical, dimension, unit_at

FILES = sorted(file.name for file in files(claims.lexicon).iterdir() if file.name.endswith(".yaml"))
NAMES: dict[str, str] = {}  # every name with its code, the first where there are two
for _code, _names in endpoint_names().items():
    for _name in _names:
        NAMES.setdefault(_name, _code)


@pytest.mark.parametrize("name", FILES)
def test_a_file_loads_and_repeats_no_key(name: str) -> None:
    node = yaml.compose(files(claims.lexicon).joinpath(name).read_text(encoding="utf-8"))
    assert load(name.removesuffix(".yaml"))
    stack = [node]
    while stack:
        node = stack.pop()
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            assert len(set(keys)) == len(keys)
            stack.extend(value for _, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            stack.extend(node.value)


def test_a_shared_name_is_that_of_another_endpoint() -> None:
    entries = load("endpoints")["endpoints"]
    shared = [(entry["id"], name) for entry in entries for name in entry.get("shared", ())]
    assert shared
    for code, name in shared:
        assert [entry["id"] for entry in entries if name in entry.get("names", ())] not in ([], [code])


def test_every_endpoint_has_one_code_and_a_kind() -> None:
    entries = load("endpoints")["endpoints"]
    codes = [str(entry["id"]) for entry in entries]
    assert len(set(codes)) == len(codes)
    assert {entry["kind"] for entry in entries} == {"time", "response", "level", "event"}
    assert all(
        set(entry)
        <= {"id", "kind", "names", "not_with", "not_before", "only_with", "cut_short", "printed", "shared", "units"}
        for entry in entries
    )


@pytest.mark.parametrize("key", ["cut_short", "printed"])
def test_what_is_told_of_some_names_is_told_of_names(key: str) -> None:
    told = [entry for entry in load("endpoints")["endpoints"] if key in entry]
    assert told
    assert all(set(entry[key]) <= set(entry["names"]) for entry in told)


def test_no_name_stands_for_two_endpoints() -> None:
    codes = defaultdict(set)
    for code, names in endpoint_names().items():
        for name in names:
            codes[name.casefold()].add(code)
    assert {name: sorted(told) for name, told in codes.items() if len(told) > 1} == {}


PRINTED = {name for entry in load("endpoints")["endpoints"] for name in entry.get("printed", ())}
CUT_SHORT = {name for entry in load("endpoints")["endpoints"] for name in entry.get("cut_short", ())}


def said_as(name: str, code: str) -> str:
    """What an endpoint is called where a page prints this name: an id in plain words gives way to the page's words."""
    id_is_code = not re.search(r"[a-z]{4,}", code)
    return name if name in PRINTED or not (id_is_code or name in CUT_SHORT) else code


@pytest.mark.parametrize(("name", "code"), NAMES.items(), ids=[f"{code}: {name}" for name, code in NAMES.items()])
def test_an_endpoint_is_found_by_each_of_its_names(name: str, code: str) -> None:
    text = f"the {name} was"
    (mention,) = endpoint_mentions(text)
    assert (mention.id, text[mention.start : mention.end]) == (said_as(name, code), name)


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("progression-free survival", "PFS", "PFS"),
        ("glycated hemoglobin", "HbA1c", "glycated hemoglobin"),
        ("A1C", "HbA1c", "A1C"),
        ("SBP", "systolic blood pressure", "SBP"),
        ("hHF", "hospitalisation for heart failure", "hHF"),
        ("heart failure hospitalization", "hospitalisation for heart failure", "heart failure hospitalization"),
        ("weight loss", "body weight", "weight loss"),
        ("weight", "body weight", "body weight"),
    ],
)
def test_codes_stand_for_their_names_and_plain_words_for_themselves(name: str, code: str, said: str) -> None:
    assert name in endpoint_names()[code]
    assert [mention.id for mention in endpoint_mentions(f"the {name} was")] == [said] == [said_as(name, code)]


@pytest.mark.parametrize(
    "text",
    ["the patients", "a prior line", "or", "orr", "a cr of the moon", "sd", "mi", "os", "the pressure", "weightless"],
)
def test_words_that_name_no_endpoint(text: str) -> None:
    assert endpoint_mentions(text) == ()


UNITS = [(dim, unit, form) for dim, units in load("units").items() for unit, forms in units.items() for form in forms]


def test_no_form_stands_for_two_units() -> None:
    units = defaultdict(set)
    for _, unit, form in UNITS:
        units[form].add(unit)
    assert {form: sorted(told) for form, told in units.items() if len(told) > 1} == {}


@pytest.mark.parametrize(("dim", "unit", "form"), UNITS, ids=[f"{form} is {unit}" for _, unit, form in UNITS])
def test_a_unit_is_read_behind_a_number(dim: str, unit: str, form: str) -> None:
    glue = "" if form.startswith(("-", "/", "%")) else " "
    text = f"12{glue}{form}"
    assert unit_at(text, 2) == (unit, len(text))
    assert canonical(form)[0] == unit
    assert dimension(unit) == dim


@pytest.mark.parametrize("text", ["12 ", "12 minimum", "12 mgs", "12 of the patients", "12, months", "12) patients"])
def test_no_unit(text: str) -> None:
    assert unit_at(text, 2) == (None, 2)


def test_every_name_pattern_compiles_and_says_why() -> None:
    entries = load("names")
    assert all(
        set(entry) - {"signs", "first"} == {"bucket", "reason", "pattern"} and entry["reason"] for entry in entries
    )
    assert all(isinstance(sign, str) and sign for entry in entries for sign in entry.get("signs", ()))
    assert all(re.compile(entry["pattern"]) for entry in entries)


def test_every_cue_compiles_and_matches_no_empty_text() -> None:
    for key, node in load("measures").items():
        for cues in node.values() if isinstance(node, dict) else [node]:
            assert all(re.compile(cue).search("") is None for cue in cues), key
    for key in ("safety", "indication", "references", "abbreviations", "footnotes", "boilerplate"):
        assert pattern("sections", key).fullmatch("") is None
    for key in ("compared", "whole", "diseases"):
        assert pattern("context", key).fullmatch("") is None


def test_no_exclusion_begins_inside_a_plain_number() -> None:
    assert all(find_exclusions(text) == () for text in ("1234.5", "86.6%", "0.548", "12 patients", "35.7 months"))


@pytest.mark.parametrize("title", ["References", "REFERENCES", "References:", "Reference", "Bibliography"])
def test_titles_of_a_reference_list(title: str) -> None:
    assert REFERENCE_TITLE().fullmatch(title)


def test_the_words_for_numbers_stand_for_numbers() -> None:
    numbers = load("numbers")
    assert all(isinstance(value, int) for value in numbers["words"].values())
    assert all(0 < value < 100 for value in numbers["shares"].values())
    assert set(numbers["absent"]) == {"NR", "NE"}
    absent = [word.casefold() for words in numbers["absent"].values() for word in words]
    assert len(set(absent)) == len(absent)


def test_hedges_are_the_contract_s_comparators() -> None:
    assert set(load("context")["hedges"]) == {"~", "<", "<=", ">", ">="}
    words = [word for forms in load("context")["hedges"].values() for word in forms]
    assert len(set(words)) == len(words)
