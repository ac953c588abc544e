"""Pages made to stall a reader: 50 KB of one piece over and over are read within a generous time."""

import subprocess
import sys

import pytest

SIZE = 50_000  # characters
GROWN_SIZE = 25_000  # of pieces under one opening, which cost more each
LIMIT = 90  # seconds, many times what each takes alone: only what grows with the square runs into it
PROGRAM = """
import sys
from claims.extract import extract
from claims.pages import read_bytes
form, opening, piece, size = *sys.argv[1:4], int(sys.argv[4])
page = read_bytes((opening + piece * (size // len(piece))).encode(), shown_as="page", format=form)
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
    "capitals": "AB ",
    "brackets in a sentence": f"ORR in {'(' * 60} all patients (5%). ",
    "lines with a bar": "1 | \n",
    "single bars": "|\n",
    "values on lines of their own": "86.6%\n",
    "p values in a row": "p<0.05; ",
    "items with p values": "• ORR 86.6%\nP<0.001\n",
}
HEADED = "<table><tr><th>x<th>y"
GROWN = {  # (format, what stands before the pieces, the piece)
    "markers": ("text", "References\n\n1. Example A. J. 2024.\n\n", "ORR was 86.6%* vs 4%.1 "),
    "glued capitals": ("text", "References\n\n1. Example A. J. 2024.\n\nTITLE\n\n", "ABCDE1 "),
    "rows of intervals": ("text", "x\ta\t95% CI\n", "y\t(1, 9)\t(1, 9)\n"),
    "cells of a row": ("text", "a\tb\tc\nd", "\t5%\tP<0.01"),
    "a cell": ("html", f"{HEADED}<tr><th>z<td>", "ORR was 86.6%. "),
    "a row of heads": ("html", f"{HEADED}<tr>", "<th>A<td>5%"),
    "a long head": ("html", f"<table><tr><th>x<th>{'PFS with a ' * 500}", "<tr><th>z<td>5%"),
    "a long title": ("html", f"<h1>{'placebo vs EXEMPLAR, ' * 1000}</h1>", "<p>ORR was 5%."),
    "elements never closed": ("markdown", "", "5% <b> a "),
    "nested elements": ("html", "", "<div>5% "),
}


@pytest.mark.parametrize("name", PIECES)
def test_a_page_of_one_piece_is_read_in_time(name: str) -> None:
    piece = PIECES[name]
    numerals, problems = numerals_and_problems("text", "", piece, SIZE)
    if " " not in piece and "\n" not in piece:
        assert problems == 1, "a run without a space is left out, and that is told"
    elif any(character.isdigit() for character in piece):
        assert numerals >= SIZE // len(piece)


@pytest.mark.parametrize("name", GROWN)
def test_what_grows_under_one_opening_is_read_in_time(name: str) -> None:
    form, opening, piece = GROWN[name]
    numerals, _ = numerals_and_problems(form, opening, piece, GROWN_SIZE)
    assert numerals >= GROWN_SIZE // len(piece)


def numerals_and_problems(form: str, opening: str, piece: str, size: int) -> tuple[int, int]:
    command = [sys.executable, "-c", PROGRAM, form, opening, piece, str(size)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert done.returncode == 0, done.stderr
    numerals, problems = map(int, done.stdout.split())
    return numerals, problems
