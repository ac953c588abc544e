"""`rules`, `explain`, `registry check`, and docs/rules/: one catalogue, told four ways."""

import importlib.util
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

import cli
from checker.catalogue import CATALOGUE, GROUPS, elsewhere, grouped, level, needs
from checker.choosing import choose
from checker.model import Finding, Rule, Severity
from checker.settings.model import PROFILES
from checker.view import PageView

GROUPED = {group for group, _ in grouped()}
SECTIONS = ("What is required", "Why", "Source", "Passes", "Fails", "Stays silent")
ROOT = Path(__file__).parents[2]
Run = Callable[..., tuple[int, str, str]]


def silent(_: PageView) -> Iterator[Finding]:
    return iter(())


MANUAL = """One thing is so.

What is required
    That it is `a_b` and *starred*, of <5 and a|b; two lines
    of one paragraph.

    - an item that goes on
      behind its line
    - another [R]

Source
    1. no list, a paragraph [K].
"""
SOME = Rule(
    id="sta.some",
    title="One thing is so",
    severity=Severity.WARNING,
    check=silent,
    by_profile=(("us-dtc", None), ("uk-hcp", Severity.ERROR)),
    needs=("products.markets.{market}.launched", "facts.rank"),
    manual=MANUAL,
)


# --- the catalogue ------------------------------------------------------------------------------------------------


def test_every_group_has_its_title_and_every_rule_its_group() -> None:
    assert {rule.group for rule in CATALOGUE} <= GROUPS.keys()
    assert sorted(rule.id for _, rules in grouped() for rule in rules) == sorted(rule.id for rule in CATALOGUE)
    assert len({rule.id for rule in CATALOGUE}) == len(CATALOGUE)


@pytest.mark.parametrize("rule", [rule for rule in CATALOGUE if rule.group == "wvr"], ids=lambda rule: rule.id)
def test_rules_about_waivers_have_their_manual_page(rule: Rule) -> None:
    assert [line for line in rule.manual.splitlines()[1:] if line and not line.startswith(" ")] == list(SECTIONS)


def test_levels_by_profile() -> None:
    assert [level(SOME, profile) for profile in PROFILES] == ["warning", "off", "error", "warning"]
    assert elsewhere(SOME, "us-hcp") == "off us-dtc, error uk-hcp"
    assert elsewhere(replace(SOME, by_profile=()), "us-hcp") == ""


@pytest.mark.parametrize(("profile", "market"), [("us-dtc", "us"), ("uk-hcp", "uk"), ("eu-hcp", "eu")])
def test_needs_of_the_profiles_own_market(profile: str, market: str) -> None:
    assert needs(SOME, profile) == (f"products.markets.{market}.launched", "facts.rank")


@pytest.mark.parametrize(
    ("severity", "profile", "expected"),
    [
        ({}, "us-dtc", "off"),
        ({"sta": "error"}, "us-dtc", "off"),  # a group does not wake what the profile leaves out
        ({"sta": "error"}, "us-hcp", "error"),
        ({"sta.some": "note"}, "us-dtc", "note"),  # a rule by its name does
        ({"sta.some": "note"}, "uk-hcp", "note"),
    ],
)
def test_a_severity_that_is_chosen(severity: dict[str, str], profile: str, expected: str) -> None:
    (rule,) = choose([SOME], profile=profile, severity=severity).rules
    assert level(rule, profile) == expected


def test_what_is_chosen_away() -> None:
    assert choose([SOME], profile="us-hcp", severity={"sta": "off"}).off == ("sta.some",)
    assert choose([SOME], profile="us-hcp", severity={"sta": "off", "sta.some": "error"}).off == ()
    assert choose([SOME], profile="us-hcp", select=["sub"], severity={}).off == ("sta.some",)
    assert choose([SOME], profile="us-hcp", select=["sta.some"], ignore=["sta"], severity={}).off == ("sta.some",)


def test_what_is_asked_for_in_vain_is_told() -> None:
    assert choose([SOME], profile="us-dtc", select=["sta.some"], severity={}).off == ("sta.some",)
    assert choose([SOME], profile="us-dtc", select=["sta"], severity={}).off == ()
    assert choose([SOME], profile="us-dtc", select=["sta.some"], severity={"sta.some": "note"}).off == ()


@pytest.mark.parametrize("options", [["--select", "cit", "--ignore", "cit"], ["--ignore", ",".join(sorted(GROUPED))]])
def test_an_audit_by_no_rule_is_none(options: list[str], run: Run) -> None:
    status, out, err = run("audit", "page.md", *options)
    assert (status, out) == (cli.ExitCode.USAGE, "")
    assert err == "no rule is left to run in us-hcp; select or ignore others\n"


# --- the commands -------------------------------------------------------------------------------------------------


def test_rules_are_listed_by_group_for_every_profile(run: Run) -> None:
    status, out, err = run("rules")
    assert (status, err) == (cli.ExitCode.CLEAN, "")
    lines = [line.split() for line in out.splitlines()]
    assert ["Waivers", "(wvr)"] in lines
    assert ["rule", *PROFILES, "what", "it", "requires", "(and", "needs", "of", "the", "registry)"] in lines
    missing = next(line for line in lines if line[:1] == ["cit.missing"])
    assert missing[1:5] == ["warning", "warning", "error", "error"]
    assert {rule.id for rule in CATALOGUE} <= {word for line in lines for word in line}


def test_rules_of_one_profile(run: Run) -> None:
    out = run("rules", "--profile", "uk-hcp")[1]
    missing = next(line.split() for line in out.splitlines() if line.startswith("cit.missing"))
    assert missing[1:3] == ["error", "Every"]


def test_rules_as_json(run: Run) -> None:
    told = json.loads(run("rules", "--output", "json")[1])
    assert told["schema"] == "promocheck/rules/1"
    assert [rule["id"] for rule in told["rules"]] == [rule.id for rule in CATALOGUE]
    missing = next(rule for rule in told["rules"] if rule["id"] == "cit.missing")
    assert missing["severity"] == {"us-hcp": "warning", "us-dtc": "warning", "uk-hcp": "error", "eu-hcp": "error"}
    assert missing["manual"].startswith("Every result on the page has a reference.")
    told = json.loads(run("rules", "--output", "json", "--profile", "uk-hcp")[1])
    assert next(rule for rule in told["rules"] if rule["id"] == "cit.missing")["severity"] == {"uk-hcp": "error"}


@pytest.mark.parametrize("rule", ["wvr.unused", "wvr.expired", "src.expired"])
def test_explain_prints_the_manual_page(rule: str, run: Run) -> None:
    status, out, _ = run("explain", rule)
    assert status == cli.ExitCode.CLEAN
    assert out.startswith(f"{rule}  (warning)\n\n")
    assert "\nStays silent\n    " in out


def test_explain_says_what_the_registry_must_have(run: Run) -> None:
    assert run("explain", "src.expired")[1].endswith("\nNeeds of the registry\n    sources.expires\n")


def test_explain_asks_back(run: Run) -> None:
    assert run("explain", "wvr.used") == (2, "", 'no rule "wvr.used"; did you mean "wvr.unused"?\n')


# --- what a registry turns off ------------------------------------------------------------------------------------


@pytest.fixture
def needy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of one rule that needs a market, a product's risks and a fact's rank."""
    rule = replace(SOME, needs=("products.markets.{market}.launched", "products.key_risks", "facts.rank"))
    monkeypatch.setattr("checker.catalogue.CATALOGUE", (rule,))


@pytest.mark.usefixtures("needy")
@pytest.mark.parametrize(
    ("product", "profile", "missing"),
    [
        ("", "us-hcp", ["products.markets.us.launched", "products.key_risks", "facts.rank"]),
        ("", "us-dtc", []),  # it is off there
        ("key_risks: [infections]", "us-hcp", ["products.markets.us.launched", "facts.rank"]),
        ("markets: {us: {launched: 2021-03-31}}", "us-hcp", ["products.key_risks", "facts.rank"]),
        (
            "markets: {us: {launched: 2021-03-31}}",
            "uk-hcp",
            ["products.markets.uk.launched", "products.key_risks", "facts.rank"],
        ),
        ("markets: {eu: {launched: 2021-03-31}}, key_risks: [infections]", "eu-hcp", ["facts.rank"]),
        (
            "markets: {eu: {}}, key_risks: []",
            "eu-hcp",
            ["products.markets.eu.launched", "products.key_risks", "facts.rank"],
        ),
    ],
)
def test_registry_check_names_rules_that_are_off(
    product: str, profile: str, missing: list[str], folder: Path, run: Run
) -> None:
    products = f"products: [{{id: exemplar, {product}}}]\n" if product else ""
    (folder / "facts.yaml").write_text(products + (folder / "facts.yaml").read_text("utf-8"), "utf-8")
    status, out, err = run("registry", "check", "facts.yaml", "--profile", profile)
    assert (status, err) == (cli.ExitCode.CLEAN, "")
    assert [line.rsplit(" ", 1)[1] for line in out.splitlines() if "stays silent" in line] == missing


def test_every_need_is_a_field_that_records_have(run: Run) -> None:
    for profile in PROFILES:
        assert run("registry", "check", "facts.yaml", "--profile", profile)[0] == cli.ExitCode.CLEAN


# --- docs/rules/ --------------------------------------------------------------------------------------------------


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """docs/rules.py, writing to a folder of the test."""
    spec = importlib.util.spec_from_file_location("docs_rules", ROOT / "docs" / "rules.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "FOLDER", tmp_path / "rules")
    return module


def test_a_manual_page_as_markdown(docs: ModuleType) -> None:
    assert docs.manual(SOME) == (
        "## sta.some\n\n"
        "Severity: warning us-hcp, off us-dtc, error uk-hcp, warning eu-hcp.\n\n"
        "Needs: `products.markets.{market}.launched`, `facts.rank`.\n\n"
        "One thing is so.\n\n"
        "### What is required\n\n"
        "That it is `a_b` and \\*starred\\*, of \\<5 and a\\|b; two lines of one paragraph.\n\n"
        "- an item that goes on behind its line\n- another [R]\n\n"
        "### Source\n\n"
        "\\1. no list, a paragraph [K].\n"
    )


def test_every_rule_has_its_place_in_the_pages(docs: ModuleType) -> None:
    pages = docs.written()
    for rule in CATALOGUE:
        assert f"\n## {rule.id}\n" in pages[f"{rule.group}.md"]
        assert f"| [{rule.id}]({rule.group}.md#{docs.anchor(rule.id)}) |" in pages["index.md"]
    assert docs.written() == pages


def test_pages_that_are_not_current_are_told(docs: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert docs.main([]) == 0
    assert docs.main(["--check"]) == 0
    (docs.FOLDER / "cit.md").write_text("old", "utf-8")
    (docs.FOLDER / "gone.md").write_text("old", "utf-8")
    assert docs.main(["--check"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert [line.split()[0] for line in said] == ["docs/rules/cit.md", "docs/rules/gone.md"]
    assert docs.main([]) == 0
    assert docs.main(["--check"]) == 0
    assert not (docs.FOLDER / "gone.md").exists()
