"""promocheck.yaml: where it is found, what it gives, what overrides it, how its mistakes are told."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import cli
from checker.catalogue import names
from checker.settings.model import Settings
from checker.settings.read import read_settings
from checker.waivers.read import read_waivers

WRONG, NOWHERE = ("sub.value", "78.3%"), ("sub.unregistered", "31.4%")
KEYS = ("registry", "profile", "select", "ignore", "severity", "fail_on", "require_coverage", "waivers", "baseline")
Report = Callable[..., tuple[int, dict[str, Any]]]
Run = Callable[..., tuple[int, str, str]]
Found = Callable[..., list[tuple[str, str]]]


def configure(text: str, folder: str = ".") -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    Path(folder, "promocheck.yaml").write_text(text, "utf-8")


# --- three applications of one shape ------------------------------------------------------------------------------


def test_settings_apply_in_turn() -> None:
    settings = Settings().apply({"profile": "uk-hcp", "ignore": ("cit",)}).apply({"profile": None, "ignore": ()})
    assert (settings.profile, settings.ignore, settings.fail_on) == ("uk-hcp", (), "error")


def test_the_file_gives_the_registry(report: Report, found: Found) -> None:
    configure("registry: facts.yaml\n")
    status, told = report("page.md")
    assert status == cli.ExitCode.FOUND
    assert found(told) == [WRONG, NOWHERE]
    assert told["registry"]["path"] == "facts.yaml"
    assert told["settings"]["config"] == "promocheck.yaml"


def test_every_key_has_its_effect(report: Report, found: Found) -> None:
    configure(
        "registry: facts.yaml\nprofile: uk-hcp\nselect: [sub, cit]\nignore: [sub.unregistered]\n"
        "severity: {sub.value: note}\nfail_on: warning\nrequire_coverage: 50\n"
    )
    status, told = report("page.md")
    assert status == cli.ExitCode.CLEAN
    assert found(told) == [WRONG]
    assert told["pages"][0]["findings"][0]["severity"] == "note"
    assert (told["profile"], told["summary"]["fail_on"]) == ("uk-hcp", "warning")
    assert told["summary"]["coverage"]["required"] == 50
    assert {"sub.unregistered", "sta.malformed"} <= set(told["settings"]["off"])
    assert "sub.value" not in told["settings"]["off"]


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        (["--fail-on", "error"], 1),
        (["--fail-on", "never"], 0),
        (["--ignore", "sub"], 0),
        (["--ignore", "cit"], 1),
        (["--select", "cit,led"], 0),
        (["--require-coverage", "50.1"], 1),
    ],
)
def test_the_command_line_overrides_the_file(option: list[str], expected: int, report: Report) -> None:
    configure("registry: facts.yaml\nignore: [sub.unregistered]\nfail_on: never\n")
    assert report("page.md")[0] == cli.ExitCode.CLEAN
    fail_on = [] if "--fail-on" in option else ["--fail-on", "error"]
    assert report("page.md", *option, *fail_on)[0] == expected


def test_the_command_line_replaces_a_list(report: Report, found: Found) -> None:
    configure("registry: facts.yaml\nignore: [sub.unregistered]\n")
    assert found(report("page.md")[1]) == [WRONG]
    assert found(report("page.md", "--ignore", "sub.value")[1]) == [NOWHERE]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "registry:\nprofile: null\n", "{}\n"])
def test_what_is_left_out_stays_as_it_is(text: str, report: Report) -> None:
    configure(text)
    status, told = report("page.md", "--registry", "facts.yaml")
    assert (status, told["profile"]) == (cli.ExitCode.FOUND, "us-hcp")


# --- severity -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        ("{sub: warning}", [("sub.value", "warning"), ("sub.unregistered", "warning")]),
        ("{sub: off, sub.value: note}", [("sub.value", "note")]),
        ("{sub.value: off}", [("sub.unregistered", "error")]),
        ("{sub: note, sub.unregistered: off}", [("sub.value", "note")]),
    ],
)
def test_severity_by_rule_comes_before_its_group(
    severity: str, expected: list[tuple[str, str]], report: Report
) -> None:
    configure(f"registry: facts.yaml\nseverity: {severity}\n")
    findings = report("page.md")[1]["pages"][0]["findings"]
    assert [(one["rule"], one["severity"]) for one in findings] == expected


def test_rules_that_are_off_are_named_in_the_text(run: Run) -> None:
    configure("registry: facts.yaml\nseverity: {cit.order: off}\nignore: [src]\n")
    out = run("audit", "page.md")[1]
    assert "rules off     3: cit.order, src.expired, src.superseded" in out
    assert "settings      promocheck.yaml" in out


# --- where it is found --------------------------------------------------------------------------------------------


def test_the_nearest_above_counts(folder: Path, report: Report) -> None:
    configure("profile: uk-hcp\n")
    configure("profile: eu-hcp\n", "site")
    (folder / "site" / "a" / "b").mkdir(parents=True)
    (folder / "page.md").rename("site/a/b/page.md")
    told = report("site/a/b/page.md")[1]
    assert (told["profile"], told["settings"]["config"]) == ("eu-hcp", "site/promocheck.yaml")


def test_it_may_stand_above_the_folder_that_promocheck_is_run_in(
    folder: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure("registry: facts.yaml\n")
    (folder / "site").mkdir()
    (folder / "page.md").rename("site/page.md")
    monkeypatch.chdir(folder / "site")
    status, told = report("page.md")
    assert status == cli.ExitCode.FOUND
    assert told["settings"]["config"] == "../promocheck.yaml"
    assert told["registry"]["path"] == "../facts.yaml"


def test_no_absolute_path_is_printed(folder: Path, run: Run) -> None:
    configure("registry: facts.yaml\n")
    for form in ("text", "json"):
        assert str(folder) not in run("audit", "page.md", "--output", form)[1]


def test_pages_with_different_configurations_are_no_one_run(folder: Path, run: Run, report: Report) -> None:
    configure("profile: uk-hcp\n", "one")
    (folder / "one" / "page.md").write_text("# Words\n", "utf-8")
    status, out, err = run("audit", ".")
    assert (status, out) == (cli.ExitCode.USAGE, "")
    assert err == "the pages have different configurations: none and one/promocheck.yaml; name one with --config\n"
    assert report(".", "--config", "one/promocheck.yaml", "--select", "led")[0] == cli.ExitCode.CLEAN


def test_a_misspelt_name_is_told(folder: Path, run: Run) -> None:
    (folder / "promocheck.yml").write_text("profile: uk-hcp\n", "utf-8")
    status, out, err = run("audit", "page.md")
    assert (status, out, err) == (cli.ExitCode.USAGE, "", "promocheck.yml: is not read; name it promocheck.yaml\n")


def test_standard_input_takes_that_of_the_current_folder(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    configure("profile: eu-hcp\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"# Words\n")))
    assert report("-", "--as", "md")[1]["profile"] == "eu-hcp"


def test_a_drill_reads_it_too(run: Run) -> None:
    status, out, err = run("drill", "page.md")
    assert (status, out) == (cli.ExitCode.USAGE, "")
    assert err == "a drill needs --registry, or registry: in promocheck.yaml\n"
    configure("registry: facts.yaml\n")
    status, out, err = run("drill", "page.md")
    assert (status, err) == (cli.ExitCode.CLEAN, "")
    assert out.startswith("page.md: slips")


# --- the page that explains it --------------------------------------------------------------------------------------


def test_the_examples_of_the_page_are_read_as_they_stand(folder: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text("utf-8")
    configuration, waivers = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    configure(configuration)
    (folder / "accepted.yaml").write_text(waivers, "utf-8")
    given = read_settings(folder / "promocheck.yaml", rules=names())
    assert given.keys() - {"config"} == {*KEYS, "limits"}
    assert (given["severity"], given["registry"]) == ({"cit": "warning", "cit.order": "off"}, "facts")
    (waiver,) = read_waivers(folder / "accepted.yaml", shown_as="accepted.yaml", rules=names())
    assert (waiver.rule, waiver.until, waiver.where.line) == ("sub.rounding", date(2027, 1, 31), 2)


# --- mistakes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("profle: uk-hcp", '1: profle: is no key of a configuration; did you mean "profile"?'),
        ("\nprofile: uk-hpc", '2: profile: "uk-hpc" is none of us-hcp, us-dtc, uk-hcp, eu-hcp; did you mean "uk-hcp"?'),
        ("select: sub", "1: select: is no list; write [sub]"),
        (
            "select:\n  - sub\n  - cit.mising",
            '3: select[1]: "cit.mising" is no rule or group; did you mean "cit.missing"?',
        ),
        ("severity: off", "1: severity: is no mapping; write rule: error|warning|note|off"),
        (
            "severity: {cit.order: none}",
            '1: severity.cit.order: "none" is none of error, warning, note, off; did you mean "note"?',
        ),
        (
            "severity: {cit.ordre: off}",
            '1: severity: "cit.ordre" is no rule or group; did you mean "cit.order"?',
        ),
        ("severity: {cit: off, cit: note}", "1: severity.cit: is written twice"),
        ("fail_on: always", '1: fail_on: "always" is none of error, warning, note, never'),
        ("require_coverage: 101", '1: require_coverage: "101" is no percentage from 0 to 100'),
        ("require_coverage: 1e1", '1: require_coverage: "1e1" is no percentage from 0 to 100'),
        ("profile: uk-hcp\nprofile: us-hcp", "2: profile: is written twice, first on line 1"),
        ("registry: [a, b]", "1: registry: is a list; write a file or folder"),
        ("- sub", f"1: a list is no configuration; write a mapping with {', '.join((*KEYS, 'limits'))}"),
        (
            "profile: 'uk-hcp",
            "1: is no valid YAML: while scanning a quoted scalar that begins on line 1, found unexpected end of stream",
        ),
        ("a: &x [1]\nselect: *x", "2: aliases are not allowed (*x): write the value out"),
        ("registry: !!python/object:os.system x", None),
        ("select: " + "[" * 60, "1: is nested deeper than 50 levels"),
        (
            "profile: uk-hcp\n---\nprofile: us-hcp",
            "2: a second document (---) begins here; keep one document in a file",
        ),
    ],
)
def test_one_clear_line(text: str, line: str | None, run: Run) -> None:
    configure(text + "\n")
    status, out, err = run("audit", "page.md")
    assert (status, out) == (cli.ExitCode.USAGE, "")
    if line is None:
        assert err.startswith("promocheck.yaml:1: tags are not allowed")
        assert err.count("\n") == 1
    else:
        assert err == f"promocheck.yaml:{line}\n"


def test_all_mistakes_come_at_once(run: Run) -> None:
    configure("profle: uk-hcp\nfail_on: always\nselect: [nothing-such]\n")
    assert [line.split(": ")[0] for line in run("audit", "page.md")[2].splitlines()] == [
        "promocheck.yaml:1",
        "promocheck.yaml:2",
        "promocheck.yaml:3",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"profile: \xff\n", "promocheck.yaml:1: byte 0xff is no UTF-8; save the file as UTF-8\n"),
        (b"profile: \x00\n", None),
        (b"#" * 2_000_001, "promocheck.yaml:1: is larger than 2 MB; split it into several files\n"),
    ],
)
def test_files_that_are_no_text(data: bytes, said: str | None, folder: Path, run: Run) -> None:
    (folder / "promocheck.yaml").write_bytes(data)
    status, out, err = run("audit", "page.md")
    assert (status, out, err.count("\n")) == (cli.ExitCode.USAGE, "", 1)
    assert said is None or err == said


@pytest.mark.parametrize("option", ["--config", "--waivers", "--baseline"])
def test_a_file_that_is_not_there(option: str, run: Run) -> None:
    status, out, err = run("audit", "page.md", option, "lost.yaml")
    assert (status, out, err.count("\n")) == (cli.ExitCode.USAGE, "", 1)
    assert err.startswith("lost.yaml:")
    assert err.casefold().endswith("cannot be read: no such file or directory\n")


@pytest.mark.parametrize("key", ["registry", "waivers", "baseline"])
def test_files_of_the_configuration_are_meant_from_its_folder(key: str, run: Run) -> None:
    configure(f"{key}: ../lost.yaml\n", "site")
    Path("site", "page.md").write_text("# Words\n", "utf-8")
    status, _, err = run("audit", "site/page.md")
    assert status == cli.ExitCode.USAGE
    assert err.startswith("lost.yaml:")
