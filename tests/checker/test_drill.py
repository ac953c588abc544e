"""Slips are planted as they are named, and what an audit says of them is counted honestly."""

import json
from pathlib import Path
from random import Random

import pytest

import cli
from checker.drill.digits import changed, point_moved, transposed, zero_lost
from checker.drill.kinds import KINDS
from checker.drill.model import Drill, Edit, applied
from checker.drill.run import drill
from checker.model import PageReport
from checker.reports.drilled import render, text
from checker.rules import RULES
from checker.verify import audit_page
from claims.extract import extract
from claims.model import Extraction, Page, Unreadable
from claims.pages import read, read_bytes
from references.index import Index
from references.load import load

EXEMPLAR = Path(__file__).parents[2] / "examples" / "exemplar"


def test_one_digit_is_another() -> None:
    made = list(changed("0.548", Random(1)))
    assert len(made) == 27
    assert all(len(number) == 5 and number.startswith("0.") for number in made)
    assert all(sum(a != b for a, b in zip(number, "0.548", strict=True)) == 1 for number in made)


def test_a_number_does_not_begin_with_a_nought() -> None:
    assert all(not number.startswith("0") for number in changed("41", Random(1)))
    assert set(changed("4", Random(1))) == set("012356789")


@pytest.mark.parametrize(
    ("text", "made"),
    [("41.7", {"14.7", "47.1"}), ("0.548", {"0.458", "0.584"}), ("55", set()), ("10", set()), ("1,234", {"2,134", "1,324", "1,243"})],
)  # fmt: skip
def test_neighbouring_digits_are_exchanged(text: str, made: set[str]) -> None:
    assert set(transposed(text, Random(1))) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [("0.548", {"5.48", "0.0548"}), ("19.4", {"194", "1.94"}), ("44", {"4.4"}), ("7", set())],
)
def test_the_point_is_moved_by_one(text: str, made: set[str]) -> None:
    assert set(point_moved(text, Random(1))) == made


def test_a_zero_is_lost() -> None:
    assert list(zero_lost("0.0025")) == ["0.025"]
    assert list(zero_lost("0.25")) == []


def test_edits_are_applied_wherever_they_stand() -> None:
    assert applied("abcdef", [Edit(4, 5, "E!"), Edit(0, 1, ""), Edit(2, 3, "C")]) == "bCdE!f"


@pytest.fixture(scope="module")
def drilled() -> Drill:
    return _drill(_example(), each=1)


def _example() -> Extraction:
    page = read(EXEMPLAR / "draft.md", shown_as="draft.md")
    assert isinstance(page, Page)
    return extract(page)


def _drill(extraction: Extraction, *, each: int, seed: int = 1) -> Drill:
    registry = load(EXEMPLAR / "registry", shown_as="registry")
    index = Index(registry)

    def audit(page: Extraction) -> PageReport:
        return audit_page(page, registry, index, RULES)

    return drill(extraction, registry, index, audit, seed=seed, each=each)


def test_every_kind_is_planted_on_the_example_and_caught(drilled: Drill) -> None:
    assert [name for name, possible in drilled.possible if not possible] == []
    assert {outcome.slip.kind.name for outcome in drilled.outcomes} == {kind.name for kind, _ in KINDS}
    assert [(o.slip.kind.name, o.slip.was, o.slip.said) for o in drilled.outcomes if not o.caught] == []


def test_findings_of_a_slip_are_of_its_rules_and_no_notes(drilled: Drill) -> None:
    for outcome in drilled.outcomes:
        for finding in outcome.findings:
            assert {finding.rule, finding.rule.partition(".")[0]} & set(outcome.slip.kind.rules)
            assert finding.severity != "note"


def test_same_seed_same_slips() -> None:
    page = read_bytes((EXEMPLAR / "draft.txt").read_bytes()[:6000], shown_as="draft.txt", format="text")
    assert isinstance(page, Page)
    extraction = extract(page)
    assert render([_drill(extraction, each=1)], seed=1) == render([_drill(extraction, each=1)], seed=1)


def test_a_page_whose_claims_are_not_borne_out_cannot_be_made_wrong() -> None:
    page = read_bytes(b"Median PFS was 99.9 months with Ninexamab [1].\n", shown_as="page.txt", format="text")
    assert isinstance(page, Page)
    done = _drill(extract(page), each=0)
    assert (done.claims, done.sound, done.outcomes) == (1, 0, ())


def test_the_report_lists_every_kind_and_what_could_not_be_read(drilled: Drill) -> None:
    shown = text([drilled, Unreadable("lost.html", "no such file")], width=100, color=False)
    assert all(kind.name.split()[0] in shown for kind, _ in KINDS)
    assert "lost.html: could not read: no such file" in shown
    assert f"{drilled.sound} of {drilled.claims} claims" in shown


def test_the_command_reports_unreadable_pages_and_never_exits_0_for_them(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("EXEMPLAR in EXAMPLE-1.\n\nORR was 89.0% with EXEMPLAR + Rd.\n", "utf-8")
    arguments = [
        "drill",
        str(page),
        str(tmp_path / "none.txt"),
        "--registry",
        str(EXEMPLAR / "registry"),
        "--each",
        "1",
    ]
    assert cli.main([*arguments, "--output", "json"]) == cli.ExitCode.COULD_NOT_CHECK
    told = json.loads(capfd.readouterr().out)
    assert told["schema"] == "promocheck/drill/1"
    assert [bool(page.get("problems")) for page in told["pages"]].count(True) == 1
