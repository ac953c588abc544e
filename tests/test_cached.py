"""A registry from the cache gives the very same output as one that is read anew."""

from __future__ import annotations

from pathlib import Path

import pytest

import cli
from references import load as loading

EXEMPLAR = Path(__file__).parents[1] / "examples" / "exemplar"
COMMANDS = [
    ["audit", str(EXEMPLAR / "slips.html"), "--registry", str(EXEMPLAR / "registry"), "--output", "json"],
    ["audit", str(EXEMPLAR / "slips.html"), "--registry", str(EXEMPLAR / "registry")],
    ["registry", "check", str(EXEMPLAR / "registry"), "--today", "2030-01-01"],
    ["registry", "show", str(EXEMPLAR / "registry")],
]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(loading, "WORTH", 1)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    return tmp_path / "promocheck"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]).partition("/")[0])
def test_the_output_is_the_same(
    command: list[str], cache: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
):
    def run(*more: str) -> tuple[int, bytes, bytes]:
        status = cli.main([*command, *more])
        return status, *capfdbinary.readouterr()

    anew = run("--no-cache")
    assert not cache.exists()
    written = run()
    assert len(list(cache.iterdir())) == 1

    monkeypatch.setattr(loading, "compose", None)  # nothing is parsed any more
    assert run() == written == anew
