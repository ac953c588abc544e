"""Every input that ever broke something while fuzzing."""

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

FOUND = Path(__file__).parent / "fuzz" / "found"
INPUTS = sorted(file for file in FOUND.glob("*/*") if file.is_file())


@pytest.mark.parametrize("target", TARGETS)
def test_plain_input_is_accepted(target: str) -> None:
    TARGETS[target](b"facts: []\nsources: []\n")


@pytest.mark.parametrize("file", INPUTS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_what_was_found_is_mended(file: Path) -> None:
    TARGETS[file.parent.name](file.read_bytes())
