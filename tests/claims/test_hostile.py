"""Pages made to stall a reader: 50 KB of one piece over and over are read within a generous time."""

import subprocess
import sys

import pytest

SIZE = 50_000  # characters
LIMIT = 90  # seconds, many times what each takes alone: only what grows with the square runs into it
PROGRAM = """
import sys
from claims.extract import extract
from claims.pages import read_bytes
piece, size = sys.argv[1], int(sys.argv[2])
page = read_bytes((piece * (size // len(piece))).encode(), shown_as="page.txt", format="text")
print(len(extract(page).ledger), len(page.problems))
"""
PIECES = {
    "nines": "9",
    "opening brackets": "(",
    "letters with digits": "a1",
    "intervals without bounds": "95% CI ",
    "numbers": "9 ",
    "citations that never end": "1-",
    "citations in brackets": "[1",
    "carets": "^1",
    "stars": "*",
    "values": "86.6% ",
    "p values": "p<0.001 (",
    "items of a list": "- 1\n",
    "paragraphs": "Table 1 (n=1)\n\n",
    "joined names": "A-",
    "words": "patients with a ",
    "arms": "EXEMPLAR + ",
}


@pytest.mark.parametrize("name", PIECES)
def test_a_page_of_one_piece_is_read_in_time(name: str) -> None:
    piece = PIECES[name]
    command = [sys.executable, "-c", PROGRAM, piece, str(SIZE)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert done.returncode == 0, done.stderr
    numerals, problems = map(int, done.stdout.split())
    if " " not in piece and "\n" not in piece:
        assert problems == 1, "a run without a space is left out, and that is told"
    elif any(character.isdigit() for character in piece):
        assert numerals >= SIZE // len(piece)
