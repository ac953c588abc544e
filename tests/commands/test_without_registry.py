"""An audit without a registry: what needs no source is checked, and that nothing else was is said."""

from collections.abc import Callable
from typing import Any

import cli

Report = Callable[..., tuple[int, dict[str, Any]]]
Run = Callable[..., tuple[int, str, str]]
Found = Callable[..., list[tuple[str, str]]]

SLIPS = """\
# EXAMPLE-1

The risk of progression or death was 37% lower with EXEMPLAR (HR 0.67; 95% CI: 0.54, 0.83).<sup>9</sup>

The hazard ratio for overall survival was 0.67 (95% CI: 0.83, 0.54).<sup>1</sup>

The overall response rate was 73.8% with EXEMPLAR.

## References

1. EXEMPLAR. Prescribing information. Example Inc.; 2024.
"""


def test_no_figure_is_called_unregistered(report: Report, found: Found) -> None:
    status, told = report("page.md")
    assert (status, found(told)) == (cli.ExitCode.CLEAN, [])
    claims = told["pages"][0]["claims"]
    assert {(claim["verdict"], claim["reason"]) for claim in claims} == {
        ("unsupported", "no registry to check it against")
    }


def test_what_needs_no_source_is_checked(folder: Any, report: Report, found: Found) -> None:
    (folder / "page.md").write_text(SLIPS, "utf-8")
    status, told = report("page.md")
    assert status == cli.ExitCode.FOUND
    rules = {rule for rule, _ in found(told)}
    assert {"sta.hr-vs-percent", "sta.malformed", "cit.dangling", "cit.missing"} <= rules
    assert not {rule for rule in rules if rule.startswith(("sub.unregistered", "sub.value", "src.", "cav.required"))}


def test_the_json_keeps_its_shape(report: Report) -> None:
    _, told = report("page.md")
    assert told["registry"] == {"path": None, "sha256": None, "facts": 0}
    assert told["summary"]["coverage"]["percent"] == 0


def test_the_text_says_so(run: Run) -> None:
    status, out, _ = run("audit", "page.md")
    assert status == cli.ExitCode.CLEAN
    assert "  coverage      no registry: none of 2 claims was checked against a source\n" in out
    assert "  claims        2: 2 not checked\n" in out
    assert "  registry      none: nothing was checked against sources\n" in out
    assert "unsupported" not in out


def test_required_coverage_is_not_reached(run: Run) -> None:
    status, out, _ = run("audit", "page.md", "--require-coverage", "1")
    assert status == cli.ExitCode.FOUND
    assert "0% is below the required 1%" in out


def test_an_empty_registry_is_one_all_the_same(folder: Any, report: Report, found: Found) -> None:
    (folder / "empty.yaml").write_text("facts: []\n", "utf-8")
    status, told = report("page.md", "--registry", "empty.yaml")
    assert status == cli.ExitCode.FOUND
    assert found(told) == [("sub.unregistered", "78.3%"), ("sub.unregistered", "31.4%")]
