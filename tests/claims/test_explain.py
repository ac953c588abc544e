"""Every filled slot of a claim says which words of the page filled it, where, and by which pattern."""

import html
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import cli
from claims.explained import Explained, explained
from claims.extract import extract
from claims.model import Claim, Extraction, Page, Unreadable
from claims.pages import read_bytes

EXEMPLAR = Path(__file__).parents[2] / "examples" / "exemplar"
FORMATS = {"md": "markdown", "html": "html", "txt": "text"}
SLOTS = (
    *("measure", "endpoint", "value", "status", "high", "unit", "ci", "p", "n", "of"),
    *("arm", "versus", "population", "analysis", "timepoint", "trial", "citations", "footnotes"),
)


@pytest.fixture(scope="module", params=FORMATS)
def draft(request: pytest.FixtureRequest) -> Extraction:
    path = EXEMPLAR / f"draft.{request.param}"
    page = read_bytes(path.read_bytes(), shown_as=path.name, format=FORMATS[request.param])
    assert not isinstance(page, Unreadable)
    return extract(page)


def filled(claim: Claim) -> list[str]:
    return [slot for slot in SLOTS if getattr(claim, slot) not in (None, ())]


def plain(source: str) -> str:
    """Source without its markup and white space."""
    shown = html.unescape(re.sub(r"</?[A-Za-z][^>]*>", "", source))
    return re.sub(r"[\s*_|>#^~`\\-]+", "", shown)


def readings(one: Explained, page: Page) -> list[str]:
    """The lines of a piece of evidence: as they stand, without markers, with the attributes that carry text."""
    assert one.place is not None
    lines = "".join(page.line_text(line) for line in range(one.place.line, one.place.end_line + 1))
    unmarked = re.sub(r"<sup>.*?</sup>|[*†‡§‖¶®]|(?<=[A-Za-z)])\d", "", lines)
    return [plain(lines), plain(unmarked), re.sub(r"\s+", "", html.unescape(lines))]


def test_every_filled_slot_has_evidence_and_no_empty_one(draft: Extraction) -> None:
    for claim in draft.claims:
        assert [one.slot for one in claim.evidence] == filled(claim)


def test_the_words_stand_in_the_lines_that_it_names(draft: Extraction) -> None:
    for claim in draft.claims:
        for one in explained(claim, draft.page):
            if one.pattern.startswith("inferred"):
                assert (one.words, one.place) == ("", None)
                continue
            assert one.words.strip(), one
            assert any(plain(one.words) in line for line in readings(one, draft.page)), one


def test_few_slots_of_the_drafts_are_inferred(draft: Extraction) -> None:
    told = Counter(bool(one.place) for claim in draft.claims for one in explained(claim, draft.page))
    assert told[False] == 0


SAID = [
    ("Median PFS was 35.7 months with EXEMPLAR vs 19.2 months with placebo.", 0, "endpoint", ["PFS"], "sentence: named before"),
    ("Median PFS was 35.7 months with EXEMPLAR vs 19.2 months with placebo.", 0, "measure", ["Median"], "sentence: lexicon measures: median"),
    ("Median PFS was 35.7 months with EXEMPLAR vs 19.2 months with placebo.", 0, "arm", ["EXEMPLAR"], "sentence: linked behind"),
    ("Median PFS was 35.7 months with EXEMPLAR vs 19.2 months with placebo.", 0, "versus", ["placebo"], "sentence: value behind: linked behind"),
    ("Progression-free survival was 35.7 months.", 0, "endpoint", ["Progression-free survival"], "sentence: named before, lexicon endpoints: PFS"),
    ("Median PFS was 25.8 vs 16.2 months.", 0, "unit", ["months"], "unit of the value that it is set against"),
    ("PFS: HR=0.548; 95% CI, 0.37–0.82; P=0.0032.", 0, "ci", ["95% CI, 0.37–0.82"], "interval behind its value"),
    ("PFS: HR=0.548; 95% CI, 0.37–0.82; P=0.0032.", 0, "p", ["P=0.0032"], "p of the ratio"),
    ("ORR was 86.6% (155/179) at week 24.", 0, "n", ["155"], "% (n/N)"),
    ("ORR was 86.6% (155/179) at week 24.", 0, "timepoint", ["at week 24"], "sentence: nearest time named"),
    ("Median PFS and OS were 13.1 months and 30.8 months, respectively.", 1, "endpoint", ["OS"], "sentence: respectively"),
    ("The EXAMPLE-1 trial was run. ORR was 86.6%.", 0, "trial", ["EXAMPLE-1"], "carried from the sentence before: trial named last in the block"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "place", "slot", "words", "pattern"), SAID)
def test_a_slot_is_told_by_these_words(
    sentence: str, place: int, slot: str, words: list[str], pattern: str, extraction_of: Callable[..., Extraction]
) -> None:
    found = extraction_of(sentence)
    told = [one for one in explained(found.claims[place], found.page) if one.slot == slot]
    assert [one.words for one in told] == words
    assert {one.pattern for one in told} == {pattern}
    assert {one.place.line for one in told if one.place} == {1}


def test_a_heading_and_its_line_are_named(extraction_of: Callable[..., Extraction]) -> None:
    found = extraction_of("# EXAMPLE-1 trial\n\n## Final analysis\n\nORR was 86.6%.\n", "md")
    told = {
        one.slot: (one.words, one.place and one.place.line, one.pattern)
        for one in explained(found.claims[0], found.page)
    }
    assert told["analysis"] == ("Final analysis", 3, "heading: analysis named above")
    assert told["trial"][:2] == ("EXAMPLE-1", 1)
    assert told["trial"][2].startswith("page title: ")


TABLE = """\
<table><tr><th>Endpoint</th><th>EXEMPLAR (n=179)</th><th>Placebo (n=123)</th></tr>
<tr><td>Overall response rate, n (%)</td><td>155 (86.6)</td><td>60 (48.8)</td></tr></table>
"""


def test_the_heads_of_a_cell_are_named(extraction_of: Callable[..., Extraction]) -> None:
    found = extraction_of(TABLE, "html")
    claim = next(claim for claim in found.claims if str(claim.value) == "86.6")
    told = {one.slot: (one.words, one.pattern) for one in explained(claim, found.page)}
    assert told["arm"] == ("EXEMPLAR (n=179)", "table column head: names the arm")
    assert told["of"] == ("EXEMPLAR (n=179)", "size of the arm in its head")
    assert told["endpoint"][0] == "Overall response rate, n (%)"
    assert told["endpoint"][1].startswith("row stub: ")


def test_an_empty_slot_has_no_evidence(extraction_of: Callable[..., Extraction]) -> None:
    found = extraction_of("ORR was 86.6%.")
    assert [one.slot for one in found.claims[0].evidence] == ["measure", "endpoint", "value", "unit"]


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.md"
    path.write_text("# EXAMPLE-1 trial\n\nORR\u202e was 86.6% with EXEMPLAR\x1b[2J vs 57% with placebo.\n", "utf-8")
    return str(path)


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(["extract", *arguments]) == cli.ExitCode.CLEAN
    return capfd.readouterr().out


def test_lines_below_each_claim_on_request_only(page: str, capfd: pytest.CaptureFixture[str]) -> None:
    told = run(capfd, page, "--explain")
    assert re.search(r'^ {4}arm +EXEMPLAR  <- "EXEMPLAR" \(line 3, \S', told, re.MULTILINE)
    kept = [line for line in told.splitlines() if not line.startswith("    ")]
    assert kept == run(capfd, page).splitlines()
    assert not any(character in told for character in "\x1b\u202e")


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_has_evidence_on_request_only(form: str, page: str, capfd: pytest.CaptureFixture[str]) -> None:
    told, silent = (run(capfd, page, "--output", form, *more) for more in (["--explain"], []))
    claim = json.loads(told.splitlines()[0]) if form == "jsonl" else json.loads(told)["claims"][0]
    endpoint = next(one for one in claim["evidence"] if one["slot"] == "endpoint")
    assert (endpoint["value"], endpoint["words"], endpoint["line"], endpoint["column"]) == ("ORR", "ORR", 3, 1)
    assert '"evidence"' not in silent


@pytest.mark.parametrize("form", ["csv", "table"])
def test_rows_and_tables_are_the_same(form: str, page: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, page, "--output", form, "--explain") == run(capfd, page, "--output", form)
