from __future__ import annotations

import gc
import os
import time
from itertools import pairwise
from pathlib import Path

import pytest

from references import compose, load
from references.errors import Defect, RegistryError

FACT = "facts: [{id: f, measure: rate, endpoint: ORR, value: 62.3, sources: [pi]}]\n"
SOURCE = "sources: [{id: pi}]\n"


def defects(path: Path) -> list[str]:
    try:
        load.load(path, shown_as="registry")
    except RegistryError as error:
        return [str(defect) for defect in error.defects]
    return []


def test_a_folder_is_joined_in_order_of_names(tmp_path: Path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.yml").write_text(FACT.replace("id: f", "id: deep"))
    (tmp_path / "b.yaml").write_text(FACT)
    (tmp_path / "z.YAML").write_text(SOURCE)

    registry = load.load(tmp_path, shown_as="registry/")

    assert [fact.id for fact in registry.facts] == ["f", "deep"]
    assert [fact.where.file for fact in registry.facts] == ["registry/b.yaml", "registry/deep/a.yml"]
    assert registry.path == "registry/"


def test_hidden_files_and_other_files_are_passed_over(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(SOURCE + FACT)
    for name in (".hidden.yaml", "notes.txt", "a.yaml~", "a.json"):
        (tmp_path / name).write_text("no: registry")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.yaml").write_text("no: registry")
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")

    assert defects(tmp_path) == []


def test_a_link_is_followed_only_within_the_folder(tmp_path: Path):
    outside, home = tmp_path / "outside", tmp_path / "home"
    outside.mkdir()
    (home / "..data").mkdir(parents=True)
    (outside / "secret.yaml").write_text("no: registry")
    (home / "secret.yaml").symlink_to(outside / "secret.yaml")
    (home / "folder").symlink_to(outside)
    (home / "gone.yaml").symlink_to(outside / "gone.yaml")
    (home / "circle.yaml").symlink_to(home / "circle.yaml")
    (home / "..data" / "facts.yaml").write_text(SOURCE + FACT)
    (home / "facts.yaml").symlink_to(home / "..data" / "facts.yaml")
    (home / "again.yaml").symlink_to(home / "facts.yaml")

    registry = load.load(home, shown_as="registry")

    assert [fact.where.file for fact in registry.facts] == ["registry/again.yaml"]


def test_the_same_bytes_have_the_same_sum_wherever_they_are(tmp_path: Path):
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.yaml").write_text(SOURCE + FACT)
    one, two = (load.load(tmp_path / place, shown_as="r") for place in ("one", "two"))
    (tmp_path / "two" / "a.yaml").write_text(SOURCE + FACT + "# a comment\n")

    assert one == two
    assert load.load(tmp_path / "two", shown_as="r").sha256 != one.sha256
    (tmp_path / "one" / "a.yaml").rename(tmp_path / "one" / "b.yaml")
    assert load.load(tmp_path / "one", shown_as="r").sha256 != one.sha256


def test_defects_of_all_files_come_at_once_in_order(tmp_path: Path):
    (tmp_path / "b.yaml").write_text("\n\nsources: [{id: pi, knd: label}]\n" + FACT)
    (tmp_path / "a.yaml").write_text(FACT.replace("62.3", "x"))

    assert defects(tmp_path) == [
        'registry/a.yaml:1: facts[0].value: "x" is no number; write digits such as 0.548, or NR / NE',
        'registry/b.yaml:3: sources[0].knd: is no key of a source; did you mean "kind"?',
        'registry/b.yaml:4: facts[0].id: "f" is taken by registry/a.yaml:1 (facts[0].id)',
    ]


def test_ids_of_a_file_that_cannot_be_read_are_not_missed(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(FACT.replace("62.3", "x"))
    (tmp_path / "b.yaml").write_text("sources: [{id: pi}")
    said = "while parsing a flow sequence that begins on line 1, did not find expected ',' or ']'"

    assert defects(tmp_path) == [
        'registry/a.yaml:1: facts[0].value: "x" is no number; write digits such as 0.548, or NR / NE',
        f"registry/b.yaml:1: is no valid YAML: {said}",
    ]


def test_the_policy_of_several_files_is_joined(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("policy: {indirect_comparisons: allow, derived: {pooled: allow}}")
    (tmp_path / "b.yaml").write_text("policy: {derived: {difference: forbid}}")

    policy = load.load(tmp_path, shown_as="r").policy

    assert policy.indirect_comparisons == "allow"
    assert (policy.derived["pooled"], policy.derived["difference"]) == ("allow", "forbid")
    assert policy.derived["ratio_of_medians"] == "needs_wording"


def test_one_choice_of_the_policy_made_twice(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("policy: {indirect_comparisons: allow, derived: {pooled: allow}}")
    (tmp_path / "b.yaml").write_text("policy: {indirect_comparisons: allow, derived: {pooled: forbid}}")

    assert defects(tmp_path) == [
        "registry/b.yaml:1: policy.derived.pooled: is set twice, first in registry/a.yaml:1",
        "registry/b.yaml:1: policy.indirect_comparisons: is set twice, first in registry/a.yaml:1",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "1: is empty; a registry needs sources and facts"),
        (b"# only a comment\n", "1: is empty; a registry needs sources and facts"),
        (b"---\n...\n", "1: is empty; a registry needs sources and facts"),
        (b"null\n", "1: is empty; a registry needs sources and facts"),
        (b"sources:\n\t- id: pi\n", "2: is no valid YAML: a tab stands where only spaces may; indent with spaces"),
        (
            b"a: b: c\n",
            "1: is no valid YAML: a colon followed by a space stands within a value; put the value in quotes",
        ),
        (b"sources:\n- {id: \xe9}\n", "2: byte 0xe9 is no UTF-8; save the file as UTF-8"),
        ("sources: []".encode("utf-16"), "1: byte 0xff is no UTF-8; save the file as UTF-8"),
        (b"a: 1\nb: \x00\n", "2: is no valid YAML: it holds the control character U+0000"),
        (b"a: 1\n---\nb: 1\n", "2: a second document (---) begins here; keep one document in a file"),
        (b"a: &x [1]\nb: *x\n", "2: aliases are not allowed (*x): write the value out"),
        (b"a:\n  <<: {b: 1}\n", "2: merge keys (<<) are not allowed: write the keys out"),
        (
            b"a: !!python/object/apply:os.system [ls]\n",
            "1: tags are not allowed (tag:yaml.org,2002:python/object/apply:os.system): write the value alone",
        ),
        (b"a:\n  - !!int 3\n", "2: tags are not allowed (tag:yaml.org,2002:int): write the value alone"),
        (b"? [a, b]\n: c\n", "1: a key is a list or a mapping; keys are words"),
        (b"a: &x b\n*x : c\n", "2: aliases are not allowed (*x): write the value out"),
        (b"a: 1\n!!str b: c\n", "2: tags are not allowed (tag:yaml.org,2002:str): write the value alone"),
        (b"- &x a\n- *x\n", "2: aliases are not allowed (*x): write the value out"),
        (b"a: " + b"[" * 60 + b"]" * 60, "1: is nested deeper than 50 levels"),
    ],
)
@pytest.mark.parametrize("parser", ["C", "Python"])
def test_a_file_that_is_no_registry_is_one_line(tmp_path: Path, monkeypatch, data: bytes, said: str, parser: str):
    file = tmp_path / "a.yaml"
    file.write_bytes(data)
    if parser == "Python":
        monkeypatch.setattr(compose, "_LOADER", compose.yaml.SafeLoader)

    assert defects(file) == [f"registry:{said}"]


@pytest.mark.parametrize("parser", [compose._LOADER, compose.yaml.SafeLoader])
def test_a_list_that_is_not_closed_is_one_line(tmp_path: Path, monkeypatch, parser: type):
    (tmp_path / "a.yaml").write_bytes(b"sources: [\n")
    monkeypatch.setattr(compose, "_LOADER", parser)

    (said,) = defects(tmp_path)

    assert said.startswith("registry/a.yaml:1: is no valid YAML: while parsing a flow node")


def test_a_byte_order_mark_is_passed_over(tmp_path: Path):
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbf" + (SOURCE + FACT).encode())

    assert defects(tmp_path) == []


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x, x]\n"
        + "".join(f"{one}: &{one} [{(f'*{before}, ' * 9)}]\n" for before, one in pairwise("abcdefghijkl")),
        "[" * 200_000,
        "{a: " * 200_000,
        "- " * 200_000,
        "a: &a [*a]\n",
    ],
    ids=["aliases", "lists", "mappings", "dashes", "itself"],
)
def test_a_bomb_takes_no_time(tmp_path: Path, bomb: str):
    file = tmp_path / "a.yaml"
    file.write_text(bomb)
    start = time.process_time()

    said = defects(file)

    assert len(said) == 1
    assert "aliases are not allowed" in said[0] or "is nested deeper than 50 levels" in said[0]
    assert time.process_time() - start < 0.5


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(load, "LARGEST", 2_000_000)
    (tmp_path / "a.yaml").write_bytes(b"#" * 2_000_001)

    assert defects(tmp_path) == ["registry/a.yaml:1: is larger than 2 MB; split it into several files"]


def test_a_path_that_is_not_there(tmp_path: Path):
    assert defects(tmp_path / "gone") == ["registry:1: there is no such file or folder"]
    assert defects(tmp_path) == ["registry:1: holds no *.yaml or *.yml file"]
    os.mkfifo(tmp_path / "pipe")
    assert defects(tmp_path / "pipe") == ["registry:1: is neither a file nor a folder"]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch):
    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.yaml").write_text(SOURCE)
    monkeypatch.setattr(Path, "open", refuse)

    assert defects(tmp_path) == ["registry/a.yaml:1: cannot be read: Permission denied"]


def test_an_error_holds_its_defects(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("nonsense: 1")

    with pytest.raises(RegistryError) as raised:
        load.load(tmp_path, shown_as="r")

    said = "is no key of a registry; it may have products, sources, trials, endpoints, facts, caveats, policy"
    assert raised.value.defects == (Defect("r/a.yaml", 1, "nonsense", said),)


def test_collecting_goes_on_after_a_load(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("nonsense: 1")

    assert defects(tmp_path) != []
    assert gc.isenabled()
