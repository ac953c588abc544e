from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from references import cache as caching
from references import load as loading
from references.cache import keep, recalled, user_folder
from references.load import load
from references.model import Registry
from references.stored import NotStoredError, restored, stored

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def home(tmp_path: Path, full: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry that is small, and worth a cache all the same."""
    monkeypatch.setattr(loading, "WORTH", 1)
    folder = tmp_path / "registry"
    folder.mkdir()
    (folder / "a.yaml").write_text(full, "utf-8")
    return folder


@pytest.fixture
def read(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], tuple[Registry, bool]]:
    """Reads the registry with its cache; says whether its files had to be parsed."""
    parsed: list[bool] = []
    compose = loading.compose
    monkeypatch.setattr(loading, "compose", lambda text: parsed.append(True) or compose(text))

    def run() -> tuple[Registry, bool]:
        parsed.clear()
        registry = load(home, shown_as="registry", cache=tmp_path / "cache" / "promocheck")
        return registry, bool(parsed)

    return run


def _split(file: Path, other: Path) -> None:
    """The file's caveats and policy in a file of their own: all that is said stays the same, and where it stands not."""
    front, mark, back = file.read_text("utf-8").partition("caveats:\n")
    file.write_text(front, "utf-8")
    other.write_text(mark + back, "utf-8")


def kept(tmp_path: Path) -> Path:
    (file,) = (tmp_path / "cache" / "promocheck").iterdir()
    return file


@pytest.mark.parametrize("example", ["exemplar", "ikema"])
def test_what_is_stored_comes_back(example: str):
    registry = load(EXAMPLES / example / "registry", shown_as="r")

    assert restored(stored(registry), path="r", sha256=registry.sha256) == registry


def test_every_key_comes_back(registry: Registry):
    assert restored(stored(registry), path=registry.path, sha256=registry.sha256) == registry


def test_a_registry_is_parsed_once(read, home: Path):
    first, second = read(), read()

    assert (first[1], second[1]) == (True, False)
    assert first[0] == second[0] == load(home, shown_as="registry")


@pytest.mark.parametrize(
    "change",
    [
        lambda home: (home / "a.yaml").write_text((home / "a.yaml").read_text("utf-8") + "\n", "utf-8"),
        lambda home: (home / "b.yaml").write_text("sources: [{id: new}]\n", "utf-8"),
        lambda home: (home / "a.yaml").rename(home / "c.yaml"),
        lambda home: _split(home / "a.yaml", home / "b.yaml"),
    ],
    ids=["a file is changed", "a file is added", "a file is renamed", "words move from file to file"],
)
def test_a_change_is_noticed(read, home: Path, change: Callable[[Path], object]):
    read()
    change(home)
    registry, parsed = read()

    assert parsed
    assert registry == load(home, shown_as="registry")
    assert not read()[1]


def test_a_file_that_is_gone_is_noticed(read, home: Path):
    (home / "b.yaml").write_text("sources: [{id: new}]\n", "utf-8")
    assert "new" in read()[0].source_by_id
    (home / "b.yaml").unlink()

    registry, parsed = read()

    assert parsed
    assert "new" not in registry.source_by_id


def test_defects_that_a_change_brings_are_said(read, home: Path):
    from references.errors import RegistryError

    read()
    (home / "a.yaml").write_text("facts: [{id: f}]\n", "utf-8")

    with pytest.raises(RegistryError):
        read()


def test_the_same_date_and_size_do_not_hide_a_change(read, home: Path):
    read()
    file = home / "a.yaml"
    about = file.stat()
    file.write_text(file.read_text("utf-8").replace("0.530", "0.531"), "utf-8")
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))

    assert str(read()[0].fact_by_id["hr"].value) == "0.531"


def test_other_code_reads_anew(read, monkeypatch: pytest.MonkeyPatch):
    read()
    monkeypatch.setattr(caching, "_code", lambda: b"another version")

    assert read()[1]
    assert not read()[1]


@pytest.mark.parametrize("file", ["references/nodes.py", "references/names.yaml", "claims/lexicon/endpoints.yaml"])
def test_code_and_words_that_a_registry_is_read_by_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str
):
    for part in ("references", "claims"):
        shutil.copytree(EXAMPLES.parent / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(caching, "__file__", str(tmp_path / "references" / "cache.py"))
    before = caching._code.__wrapped__()
    assert caching._code.__wrapped__() == before

    with (tmp_path / file).open("a", encoding="utf-8") as stream:
        stream.write("# another version\n")

    assert caching._code.__wrapped__() != before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data.replace(b"0.530", b"0.531"),
        lambda data: data.replace(b"PFS", b"P\xffS"),
        lambda data: data.partition(b"\n")[2],
        lambda data: data.partition(b"\n")[0],
        lambda data: b"\x80\x04\x95" + data,
        lambda data: data.replace(b"promocheck registry 1", b"promocheck registry 0"),
    ],
    ids=["empty", "half", "cut", "changed", "no text", "headless", "bodiless", "another format", "another version"],
)
def test_a_spoilt_file_is_passed_over_and_mended(read, tmp_path: Path, spoil: Callable[[bytes], bytes]):
    first, _ = read()
    file = kept(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(spoil(whole))

    assert read() == (first, True)
    assert kept(tmp_path).read_bytes() == whole


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "[" * 100_000,
        '{"products": 1}',
    ],
)
def test_a_text_that_is_no_stored_registry(text: str):
    with pytest.raises(NotStoredError):
        restored(text, path="r", sha256="")


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("id", [[1], []]),
        ("id", [["f"], [0]]),
        ("id", [[], []]),
        ("id", [["f"], [0, 0, 7]]),
        ("value", [["62.3"], []]),
        ("value", [[["six", "="]], []]),
        ("value", [[[62.3, "="]], []]),
        ("sources", [["pi"], []]),
        ("checked", [[["by"]], []]),
        ("where", [[["file"]], []]),
        ("trial", None),
    ],
)
def test_a_column_that_does_not_fit(registry: Registry, column: str, told: object):
    told_otherwise = json.loads(stored(registry))
    told_otherwise["facts"]["columns"][column] = told

    with pytest.raises(NotStoredError):
        restored(json.dumps(told_otherwise), path="r", sha256="")


def test_a_folder_that_cannot_be_written_is_done_without(home: Path, tmp_path: Path):
    (tmp_path / "file").write_text("", "utf-8")

    assert load(home, shown_as="r", cache=tmp_path / "file" / "promocheck").facts


def test_a_file_of_another_user_is_passed_over(registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    keep(tmp_path, Path("registry.yaml"), registry)
    told = {"shown_as": registry.path, "sha256": registry.sha256}
    assert recalled(tmp_path, Path("registry.yaml"), **told) == registry

    monkeypatch.setattr(os, "getuid", lambda: 123_456, raising=False)

    assert recalled(tmp_path, Path("registry.yaml"), **told) is None


def test_nothing_is_left_behind_where_writing_fails(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", fail)
    folder = tmp_path / "cache"
    keep(folder, Path("registry.yaml"), registry)

    assert list(folder.iterdir()) == []


def test_a_small_registry_is_not_kept(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loading, "WORTH", 1_000_000)
    load(home, shown_as="r", cache=tmp_path / "cache")

    assert not (tmp_path / "cache").exists()


def test_another_way_of_showing_the_path_is_kept_apart(home: Path, tmp_path: Path):
    for shown_as in ("one", "two", "one"):
        assert load(home, shown_as=shown_as, cache=tmp_path / "cache").facts[0].where.file == f"{shown_as}/a.yaml"
    assert len(list((tmp_path / "cache").iterdir())) == 2


@pytest.mark.parametrize(("given", "in_home"), [("/var/cache", False), ("relative", True), ("", True)])
@pytest.mark.skipif(os.name == "nt", reason="XDG_CACHE_HOME is a matter of Unix")
def test_the_users_folder(monkeypatch: pytest.MonkeyPatch, given: str, in_home: bool):
    monkeypatch.setenv("XDG_CACHE_HOME", given)
    folder = user_folder()

    assert folder is not None
    assert folder.name == "promocheck"
    assert folder.is_relative_to(Path.home()) == in_home
