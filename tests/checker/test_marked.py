"""Each case draws a page: a source line, and under it a letter below every numeral. The report must draw the same."""

import re
import time
from collections.abc import Sequence

import pytest

from checker.reports.listing import drawn
from checker.reports.marked import LETTERS, marked
from checker.reports.windows import Span, windows
from claims.model import Bucket, Entry, Extraction, Page

BUCKETS = {letter: bucket for bucket, (letter, _) in LETTERS.items()}


def drawn_page(*lines: tuple[str, str], reason: str | None = None) -> Extraction:
    """(source line, letters under it) -> a page whose ledger says just that."""
    source = "\n".join(text for text, _ in lines)
    page, ledger, start = Page("draft.md", "text", source, ()), [], 0
    for text, letters in lines:
        for run in re.finditer(r"(\S)\1*", letters):
            place = page.place(start + run.start(), start + run.end())
            ledger.append(Entry(text[run.start() : run.end()], place, BUCKETS[run[1]], reason))
        start += len(text) + 1
    return Extraction(page=page, claims=(), ledger=tuple(ledger))


def shown(extraction: Extraction, width: int = 100, color: bool = False) -> str:
    return drawn(marked(extraction, width=width), width, color)


HAZARD = (
    "HR=0.56 (95% CI: 0.39, 0.82) in 179 patients.1 EXAMPLE-1 2024",
    "   CCCC  pp      pppp  pppp     ???          r         n dddd",
)
PLAIN = ("No numerals here, only words.", "")

PAGE = """\
  ?  1  UNREAD: not placed, not checked; line 1
  C  1  claim
  p  3  part of a claim
  r  1  citation (reference number)
  n  1  name
  d  1  date or version

? 1 | HR=0.56 (95% CI: 0.39, 0.82) in 179 patients.1 EXAMPLE-1 2024
    |    CCCC  pp      pppp  pppp     ???          r         n dddd
"""


def test_the_whole_page() -> None:
    assert shown(drawn_page(HAZARD, PLAIN)) == PAGE


def test_each_bucket_has_its_own_letter() -> None:
    assert set(LETTERS) == set(Bucket)
    assert len(BUCKETS) == len(LETTERS)
    assert next(iter(LETTERS)) is Bucket.UNREAD


def test_none_unread_is_said_too() -> None:
    text = shown(drawn_page(("ORR 86.6%", "    CCCC")))
    assert text.splitlines()[0] == "  ?  0  UNREAD: not placed, not checked"
    assert "\n? " not in text


def test_a_page_without_numerals_has_a_legend_and_no_lines() -> None:
    assert shown(drawn_page(PLAIN)) == "  ?  0  UNREAD: not placed, not checked\n"


def test_lines_with_something_unread_can_be_grepped() -> None:
    page = drawn_page(("of 17", "   ??"), ("ORR 86.6%", "    CCCC"), PLAIN, ("and 18 or 19", "    ??    CC"))
    assert re.findall(r"^\? +(\d+) \|", shown(page), re.MULTILINE) == ["1", "4"]
    assert "line 1, 4" not in shown(page)
    assert "lines 1, 4" in shown(page)


def test_many_unread_lines_are_counted_in_the_legend_and_all_marked() -> None:
    text = shown(drawn_page(*[("of 17", "   ??")] * 20))
    assert "lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 8 more" in text
    assert text.count("| of 17") == 20


def test_what_is_excluded_says_why_under_its_line() -> None:
    text = shown(drawn_page(("on Days 1, 8 and 15", "        x  x     xx"), reason="day list of a dosing schedule"))
    assert "  x  3  excluded: 3 day list of a dosing schedule\n" in text
    assert "        x  x     xx\n      x 1, 8, 15: day list of a dosing schedule\n" in text


def test_a_name_says_why_in_the_legend_only() -> None:
    text = shown(drawn_page(("EXAMPLE-1", "        n"), reason="trial"))
    assert text.count("trial") == 1
    assert "  n  1  name: 1 trial\n" in text


def test_two_numerals_of_one_marker_stand_once_and_count_twice() -> None:
    page = drawn_page(("responded1,3", "         rrr"))
    page = Extraction(page=page.page, claims=(), ledger=page.ledger * 2)
    assert "  r  2  citation" in shown(page)
    assert shown(page).count("rrr") == 1


def test_the_unread_is_seen_where_two_share_a_place() -> None:
    page = drawn_page(("responded13", "         rr"))
    unread = Entry("13", page.ledger[0].place, Bucket.UNREAD)
    assert "\n? 1 | responded13\n    |          ??\n" in shown(
        Extraction(page=page.page, claims=(), ledger=(*page.ledger, unread))
    )


def test_colour_adds_only_escapes() -> None:
    page = drawn_page(HAZARD)
    colored = shown(page, color=True)
    assert "\x1b[1;37;41m179\x1b[0m" in colored
    assert [line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", colored).splitlines()] == shown(page).splitlines()


def test_a_hostile_line_stays_text_and_keeps_its_marks_in_place() -> None:
    text = shown(drawn_page(("[red]\x1b[2J\u202e测试\t86.6%[/]", "                CCCC".replace(" " * 16, " " * 13))))
    assert "| [red]<U+001B>[2J<U+202E>测试 86.6%[/]\n" in text
    source, letters = text.splitlines()[-2:]
    cells = len(source[: source.index("86.6")]) + 2  # two letters are two cells wide
    assert letters.index("CCCC") == cells
    assert "\x1b" not in text


# --- long lines -------------------------------------------------------------------------------------------------


def pieces(line: str, numerals: Sequence[str], width: int) -> list[str]:
    """The windows of a line, each numeral in angle brackets."""
    spans, at = [], 0
    for numeral in numerals:
        at = line.index(numeral, at)
        spans.append(Span(at, at + len(numeral), "C"))
        at += len(numeral)
    return ["".join(f"<{w}>" if what else w for w, what in window.pieces) for window in windows(line, spans, width)]


def test_a_line_that_fits_is_shown_whole() -> None:
    assert pieces("   ORR was 86.6% with EXEMPLAR vs 57%", ["86.6", "57"], 40) == [
        "ORR was <86.6>% with EXEMPLAR vs <57>%"
    ]


def test_a_long_line_is_shown_around_its_numerals() -> None:
    line = "much is said before it and " * 3 + "ORR was 86.6% " + "and much is said behind it " * 3 + "vs 57% or so"
    assert pieces(line, ["86.6", "57"], 40) == [
        "…ORR was <86.6>% and much is said behind…",
        "…it vs <57>% or so",
    ]


def test_no_numeral_is_lost_or_cut_between_windows() -> None:
    numerals = [f"{number}.{number}" for number in range(100, 160)]
    windows_ = pieces(", ".join(numerals), numerals, 40)
    assert [numeral for window in windows_ for numeral in re.findall("<(.*?)>", window)] == numerals
    assert all(len(window.replace("<", "").replace(">", "")) <= 40 for window in windows_)


@pytest.mark.parametrize("line", ["7" * 500, "\x1b" * 100 + "77" + "\x1b" * 100, "测" * 100 + "77" + "试" * 100])
@pytest.mark.parametrize("width", [20, 60])
def test_every_window_keeps_to_the_width(line: str, width: int) -> None:
    from rich.cells import cell_len

    start = line.index("7")
    (window,) = windows(line, [Span(start, line.rindex("7") + 1, "C")], width)
    assert cell_len("".join(words for words, _ in window.pieces)) <= width
    assert any(what for _, what in window.pieces)


def test_time_grows_with_the_line_not_with_its_square() -> None:
    unit = "<p>ORR was 86.6% with EXEMPLAR and " + "x" * 300 + "</p>"

    def seconds(times: int) -> float:
        line = unit * times
        spans = [Span(at * len(unit) + 11, at * len(unit) + 15, "C") for at in range(times)]
        began = time.perf_counter()
        assert sum(1 for _ in windows(line, spans, 100)) == times
        return time.perf_counter() - began

    seconds(100)
    assert seconds(4000) < 24 * max(seconds(500), 0.005)
