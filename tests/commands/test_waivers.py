"""Findings that a reviewer has accepted: what covers them, what reopens them, how the file's mistakes are told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import cli
from checker.waivers.reasons import gives_a_reason, says_who

WRONG, NOWHERE = ("sub.value", "78.3%"), ("sub.unregistered", "31.4%")
AUDIT = ("page.md", "--registry", "facts.yaml", "--today", "2026-12-31")
WITH = (*AUDIT, "--waivers", "accepted.yaml")
Report = Callable[..., tuple[int, dict[str, Any]]]
Run = Callable[..., tuple[int, str, str]]
Found = Callable[..., list[tuple[str, str]]]
Accept = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def accept(run: Run) -> Accept:
    """Waives all that is found now, as a reviewer would: by filling in the file that promocheck writes."""

    def written(**told: Any) -> list[dict[str, Any]]:
        run("audit", *AUDIT, "--write-waivers", "draft.yaml")
        waivers = yaml.safe_load(Path("draft.yaml").read_text("utf-8"))["waivers"]
        filled = {"reason": "Agreed with the agency in its letter.", "by": "J. Doe", "until": "2026-12-31"} | told
        for waiver in waivers:
            waiver.update(filled)
        Path("accepted.yaml").write_text(yaml.safe_dump({"waivers": waivers}, sort_keys=False), "utf-8")
        Path("draft.yaml").unlink()
        return list(waivers)

    return written


def change(file: str, old: str, new: str) -> None:
    text = Path(file).read_text("utf-8")
    assert old in text
    Path(file).write_text(text.replace(old, new), "utf-8")


# --- what a waiver does -------------------------------------------------------------------------------------------


def test_a_waived_finding_stays_and_does_not_count(accept: Accept, report: Report, found: Found) -> None:
    accept()
    status, told = report(*WITH)
    assert status == cli.ExitCode.CLEAN
    assert (found(told), found(told, waived=True)) == ([], [WRONG, NOWHERE])
    assert told["pages"][0]["findings"][0]["waived"] == (
        "Agreed with the agency in its letter. (J. Doe, until 2026-12-31)"
    )
    assert (told["summary"]["waived"], told["summary"]["rules"]) == (2, {})
    assert told["settings"]["waivers"] == "accepted.yaml"


def test_the_text_shows_it_with_its_reason(accept: Accept, run: Run) -> None:
    accept(until="never")
    out = run("audit", *WITH)[1]
    assert "sub.value  waived: Agreed with the agency in its letter. (J. Doe, for good)\n" in out
    assert "findings      none\n" in out
    assert "waived        2 by accepted.yaml; they do not count\n" in out


def test_the_default_file_stands_beside_the_configuration(accept: Accept, report: Report, found: Found) -> None:
    accept()
    Path("accepted.yaml").rename("promocheck.waivers.yaml")
    assert found(report(*AUDIT)[1]) == [WRONG, NOWHERE]
    Path("promocheck.yaml").write_text("registry: facts.yaml\n", "utf-8")
    status, told = report("page.md", "--today", "2026-12-31")
    assert (status, found(told)) == (cli.ExitCode.CLEAN, [])
    assert told["settings"]["waivers"] == "promocheck.waivers.yaml"


def test_it_holds_from_wherever_promocheck_is_run(
    accept: Accept, report: Report, found: Found, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept()
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    up = [f"../{word}" if word.endswith((".md", ".yaml")) else word for word in WITH]
    assert found(report(*up)[1], waived=True) == [WRONG, NOWHERE]


# --- what reopens -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("page.md", "# EXAMPLE-1\n", "# EXAMPLE-1\n\nWords that were not there.\n"),
        ("page.md", "rate was 78.3% with", "rate  was\n78.3% with"),
        ("page.md", "The complete response rate was", "The complete response rate was "),
        ("facts.yaml", "trials:", "# a comment\ntrials:"),
        ("facts.yaml", "note: as printed", "note: as printed in section 14"),
        ("facts.yaml", "sources: [pi]", "sources: [pi]\n    checked: {by: somebody, on: 2026-05-04}"),
        (
            "facts.yaml",
            "facts:",
            "facts:\n  - {id: os, endpoint: OS, measure: median_time, value: 30, unit: months, sources: [pi]}",
        ),
    ],
)
def test_what_does_not_matter_does_not_reopen(
    file: str, old: str, new: str, accept: Accept, report: Report, found: Found
) -> None:
    accept()
    change(file, old, new)
    status, told = report(*WITH)
    assert (found(told), found(told, waived=True)) == ([], [WRONG, NOWHERE])
    assert status == cli.ExitCode.CLEAN


@pytest.mark.parametrize(
    ("file", "old", "new", "reopened"),
    [
        ("page.md", "78.3%", "79.3%", ("sub.value", "79.3%")),  # another wrong number
        ("page.md", "31.4%", "41.3%", ("sub.unregistered", "41.3%")),
        ("page.md", "The overall response", "Once more, the overall response", WRONG),
        ("facts.yaml", "value: 73.8", "value: 72.8", WRONG),  # the fact was corrected
        ("facts.yaml", "value: 73.8", "value: 73.80", WRONG),  # and this one is more exact
        ("facts.yaml", "arm: ex\n", "arm: ex\n    rank: primary\n", WRONG),
    ],
)
def test_other_words_or_another_fact_reopen(
    file: str, old: str, new: str, reopened: tuple[str, str], accept: Accept, report: Report, found: Found
) -> None:
    accept()
    change(file, old, new)
    status, told = report(*WITH)
    assert status == cli.ExitCode.FOUND
    assert [one for one in found(told) if one[0] != "wvr.unused"] == [reopened]


ROW = "<table><tr><th></th><th>EXEMPLAR</th></tr>{}</table>"


def test_the_same_number_in_another_row_is_another_claim(folder: Path, run: Run, report: Report, found: Found) -> None:
    rows = "<tr><th>Complete response</th><td>31.4%</td></tr>"
    (folder / "page.md").unlink()
    (folder / "page.html").write_text("<h1>EXAMPLE-1</h1>" + ROW.format(rows), "utf-8")
    audit = ("page.html", "--registry", "facts.yaml", "--select", "sub")
    run("audit", *audit, "--write-waivers", "draft.yaml")
    waivers = yaml.safe_load((folder / "draft.yaml").read_text("utf-8"))["waivers"]
    assert [(waiver["rule"], waiver["quote"]) for waiver in waivers] == [NOWHERE]
    waivers[0] |= {"reason": "Agreed with the agency in its letter.", "by": "J. Doe", "until": "never"}
    (folder / "accepted.yaml").write_text(yaml.safe_dump({"waivers": waivers}), "utf-8")
    rows += "<tr><th>Partial response</th><td>31.4%</td></tr>"
    (folder / "page.html").write_text("<h1>EXAMPLE-1</h1>" + ROW.format(rows), "utf-8")
    told = report(*audit, "--waivers", "accepted.yaml")[1]
    assert (found(told, waived=True), found(told)) == ([NOWHERE], [NOWHERE])


def test_a_waiver_is_for_its_page_alone(folder: Path, accept: Accept, report: Report, found: Found) -> None:
    accept()
    (folder / "other.md").write_text((folder / "page.md").read_text("utf-8") + "\n", "utf-8")
    told = report("other.md", *WITH)[1]
    assert [(page["path"], len([f for f in page["findings"] if f["waived"]])) for page in told["pages"]] == [
        ("other.md", 0),
        ("page.md", 2),
    ]
    waivers = yaml.safe_load((folder / "accepted.yaml").read_text("utf-8"))["waivers"]
    for waiver in waivers:
        del waiver["path"]
    (folder / "accepted.yaml").write_text(yaml.safe_dump({"waivers": waivers}), "utf-8")
    assert found(report("other.md", *WITH)[1]) == []


# --- unused and expired -------------------------------------------------------------------------------------------


def test_a_waiver_ends_after_its_last_day(accept: Accept, report: Report, found: Found) -> None:
    accept()
    status, told = report(*WITH[:-3], "2027-01-01", *WITH[-2:])
    assert status == cli.ExitCode.FOUND
    expired = ("wvr.expired", "78.3%"), ("wvr.expired", "31.4%")
    assert sorted(found(told)) == sorted([WRONG, NOWHERE, *expired])
    page = next(page for page in told["pages"] if page["path"] == "accepted.yaml")
    assert [(one["line"], one["severity"], one["message"]) for one in page["findings"]] == [
        (2, "warning", "Expired on 2026-12-31; sub.value at page.md:3 is no longer waived by it."),
        (9, "warning", "Expired on 2026-12-31; sub.unregistered at page.md:5 is no longer waived by it."),
    ]
    assert told["summary"]["findings"]["warning"] == 2


def test_an_unused_waiver_says_what_became_of_it(accept: Accept, report: Report, run: Run) -> None:
    accept()
    change("page.md", "31.4%", "41.3%")
    change("facts.yaml", "value: 73.8", "value: 72.8")
    now = report(*WITH)[1]
    bound = now["pages"][1]["findings"][0]["bound"]
    see = "see page.md:3 and, if it may stand, bind it to"
    assert [(one["line"], one["rule"], one["message"]) for one in now["pages"][0]["findings"]] == [
        (
            2,
            "wvr.unused",
            f"Waives sub.value at “78.3%”, but its words or facts have changed since; {see} {bound}.",
        ),
        (9, "wvr.unused", "Waives sub.unregistered at “31.4%”, which is not found there any more."),
    ]
    assert "accepted.yaml:9:1  warning  wvr.unused\n" in run("audit", *WITH)[1]


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--fail-on", "warning"], 1),
        (["--fail-on", "error"], 0),
        (["--fail-on", "warning", "--ignore", "wvr"], 0),
        (["--fail-on", "warning", "--ignore", "wvr.unused"], 0),
        (["--fail-on", "warning", "--select", "cit"], 0),  # the rules that are waived did not run
    ],
)
def test_an_unused_waiver_is_a_warning(options: list[str], status: int, accept: Accept, run: Run) -> None:
    accept()
    Path("page.md").write_text("# Words\n", "utf-8")
    assert run("audit", *WITH, *options)[0] == status


def test_a_waiver_of_a_page_that_was_not_read_is_not_unused(accept: Accept, report: Report, found: Found) -> None:
    accept()
    Path("other.md").write_text("# Words\n", "utf-8")
    assert found(report("other.md", *WITH[1:])[1]) == []
    Path("page.md").unlink()
    status, told = report(*WITH)
    assert (status, found(told)) == (cli.ExitCode.COULD_NOT_CHECK, [])


def test_a_waiver_of_any_page_is_unused_where_all_were_read(accept: Accept, report: Report, found: Found) -> None:
    for waiver in (waivers := accept()):
        del waiver["path"]
    Path("accepted.yaml").write_text(yaml.safe_dump({"waivers": waivers}), "utf-8")
    Path("other.md").write_text("# Words\n", "utf-8")
    assert [rule for rule, _ in found(report("other.md", *WITH[1:])[1])] == ["wvr.unused", "wvr.unused"]
    assert found(report("other.md", "lost.md", *WITH[1:])[1]) == []


# --- the draft ----------------------------------------------------------------------------------------------------


def test_the_draft_is_refused_until_it_is_filled_in(run: Run) -> None:
    run("audit", *AUDIT, "--write-waivers", "accepted.yaml")
    status, out, err = run("audit", *WITH)
    assert (status, out) == (cli.ExitCode.USAGE, "")
    wanted = "is missing; a waiver needs rule, quote, reason, by, until, bound"
    assert err.splitlines() == [
        f"accepted.yaml:{line}: waivers[{at}].{key}: {wanted}"
        for at, first in enumerate((9, 17))
        for line, key in enumerate(("reason", "by", "until"), start=first)
    ]


def test_the_draft_leaves_out_what_is_waived_already(accept: Accept, run: Run) -> None:
    accept()
    change("page.md", "31.4%", "41.3%")
    run("audit", *WITH, "--write-waivers", "more.yaml")
    assert [one["quote"] for one in yaml.safe_load(Path("more.yaml").read_text("utf-8"))["waivers"]] == ["41.3%"]


def test_a_draft_never_replaces_what_people_wrote(run: Run) -> None:
    Path("accepted.yaml").write_text("waivers: []\n", "utf-8")
    status, out, err = run("audit", *AUDIT, "--write-waivers", "accepted.yaml")
    assert (status, out) == (cli.ExitCode.USAGE, "")
    assert err == (
        "--write-waivers accepted.yaml: exists already; write to a new file and move over what is to be waived\n"
    )
    assert Path("accepted.yaml").read_text("utf-8") == "waivers: []\n"


def test_a_hostile_page_makes_no_hostile_draft(folder: Path, run: Run, report: Report, found: Found) -> None:
    quote = "78.3 % \u2028\u202e# }} &x *y !!z: 'a\" {{"
    (folder / "page.md").write_text(f"# EXAMPLE-1\n\nThe overall response rate was {quote} with EXEMPLAR.\n", "utf-8")
    run("audit", *AUDIT, "--write-waivers", "draft.yaml")
    waivers = yaml.safe_load((folder / "draft.yaml").read_text("utf-8"))["waivers"]
    assert waivers
    for waiver in waivers:
        waiver.update(reason="Agreed with the agency in its letter.", by="J. Doe", until="never")
    (folder / "accepted.yaml").write_text(yaml.safe_dump({"waivers": waivers}), "utf-8")
    assert found(report(*WITH)[1]) == []


# --- reasons ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "ok",
        "OK.",
        "n/a",
        "N/A",
        "na",
        "As discussed.",
        "as discussed with legal",
        "todo",
        "TBD",
        "see above",
        "false positive",
        "Approved by MLR.",
        "reviewed and accepted",
        "won’t fix",
        "-",
        "???",
        "x",
        "known issue, ignore for now",
        "rounding",
        "Not applicable (OK per medical)",
    ],
)
def test_no_reason(words: str) -> None:
    assert not gives_a_reason(words)


@pytest.mark.parametrize(
    "words",
    [
        "The label itself prints 80% in section 14.1.",
        "Disease burden, sourced in reference 4.",
        "Agency letter of 2026-05-04 accepts this wording.",
        "Ages of the screening programme, no result of the trial.",
        "OK because the label rounds to whole numbers",
        "Fiktivzahl der Behörde",
    ],
)
def test_a_reason(words: str) -> None:
    assert gives_a_reason(words)


@pytest.mark.parametrize(
    ("words", "is_one"), [("J. Doe", True), ("jd", True), ("medical", False), ("n/a", False), ("TBD", False)]
)
def test_a_name(words: str, is_one: bool) -> None:
    assert says_who(words) is is_one


# --- mistakes in the file -----------------------------------------------------------------------------------------

GOOD = {
    "rule": "sub.value",
    "quote": "78.3%",
    "bound": "0123456789abcdef",
    "reason": "The label prints it.",
    "by": "J. Doe",
    "until": "never",
}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"rule": "sub"}, 'rule: "sub" is no rule or group'),
        ({"rule": "sub.vlaue"}, 'rule: "sub.vlaue" is no rule or group; did you mean "sub.value"?'),
        ({"rule": "wvr.unused"}, 'rule: "wvr.unused" is no rule or group'),
        ({"reason": "ok"}, 'reason: "ok" does not tell; write why it may stand'),
        ({"reason": ""}, "reason: is missing; a waiver needs rule, quote, reason, by, until, bound"),
        ({"by": "n/a"}, 'by: "n/a" does not tell; write a name'),
        ({"until": "2027"}, 'until: "2027" is neither a day such as 2027-01-31 nor never'),
        ({"until": "2027-02-30"}, 'until: "2027-02-30" is no date of the calendar'),
        ({"until": "forever"}, 'until: "forever" is neither a day such as 2027-01-31 nor never'),
        ({"bound": "78.3"}, 'bound: "78.3" is no bound; copy the 16 digits that the report gives'),
        ({"paths": "page.md"}, 'paths: is no key of a waiver; did you mean "path"?'),
        ({"quote": ["78.3%"]}, "quote: is a list; write the words of the page"),
    ],
)
def test_a_mistake_is_one_clear_line(told: dict[str, Any], said: str, run: Run) -> None:
    Path("accepted.yaml").write_text("waivers:\n- " + yaml.safe_dump(GOOD | told).replace("\n", "\n  "), "utf-8")
    status, out, err = run("audit", *WITH)
    assert (status, out, err.count("\n")) == (cli.ExitCode.USAGE, "", 1)
    assert err.rstrip("\n").partition(": waivers[0].")[2].startswith(said)
    assert err.startswith("accepted.yaml:")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("waivers: {}", "1: waivers: is no list"),
        ("waiver: []", '1: waiver: is no key of a file of waivers; did you mean "waivers"?'),
        ("[]", "1: a list is no file of waivers; write a mapping with waivers"),
        ("waivers: [a]", '1: waivers[0]: "a" is no waiver; write a mapping with rule, quote, reason, by, until, bound'),
        ("a: &a [x]\nb: [*a, *a]", "2: aliases are not allowed (*a): write the value out"),
    ],
)
def test_a_file_that_is_none(text: str, said: str, run: Run) -> None:
    Path("accepted.yaml").write_text(text + "\n", "utf-8")
    assert run("audit", *WITH)[::2] == (cli.ExitCode.USAGE, f"accepted.yaml:{said}\n")


@pytest.mark.parametrize("text", ["", "waivers:\n", "waivers: []\n"])
def test_a_file_without_waivers(text: str, report: Report, found: Found) -> None:
    Path("accepted.yaml").write_text(text, "utf-8")
    assert found(report(*WITH)[1]) == [WRONG, NOWHERE]
