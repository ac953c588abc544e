import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from checker.catalogue import CATALOGUE
from checker.model import PageReport, Report
from checker.reports.sarif import render
from tests.reports.conftest import WAIVED

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "sarif-2.1.0.schema.json").read_text("utf-8"))


def run_of(report: Report) -> dict[str, Any]:
    (run,) = json.loads(render(report))["runs"]
    return dict(run)


@pytest.mark.parametrize("name", ["report", "clean", "hostile"])
def test_it_is_valid_by_the_published_schema(name: str, request: pytest.FixtureRequest) -> None:
    validator = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    told = json.loads(render(request.getfixturevalue(name)))
    assert [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(told)] == []
    assert (told["version"], told["$schema"]) == ("2.1.0", SCHEMA["id"])


def test_the_schema_would_find_what_is_wrong(report: Report) -> None:
    told = json.loads(render(report))
    told["runs"][0]["results"][0]["level"] = "grave"
    assert not jsonschema.Draft4Validator(SCHEMA).is_valid(told)


def test_every_rule_is_declared(report: Report) -> None:
    rules = run_of(report)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.id for rule in CATALOGUE]
    for rule, declared in zip(CATALOGUE, rules, strict=True):
        assert declared["shortDescription"]["text"] == rule.title
        assert declared["help"]["text"] == rule.manual.strip()
        assert "### Why" in declared["help"]["markdown"]
        assert declared["properties"]["tags"] == [rule.group]
    value = next(rule for rule in rules if rule["id"] == "sub.value")
    assert value["fullDescription"]["text"].startswith(
        "Every number of a claim (the estimate, its interval, p, n and N)"
    )
    assert value["defaultConfiguration"] == {"level": "error", "enabled": True}


def test_each_result_names_its_rule(report: Report) -> None:
    run = run_of(report)
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(run["results"]) == len(report.findings)
    for result, finding in zip(run["results"], report.findings, strict=True):
        assert ids[result["ruleIndex"]] == result["ruleId"] == finding.rule
        assert result["level"] == finding.severity


def test_a_region_is_the_quote_in_the_source(report: Report, slips: PageReport) -> None:
    source = slips.extraction.page.source
    lines = source.split("\n")
    quotes = {(f.rule, f.place.start): f.quote for f in slips.findings}
    regions = 0
    for result in run_of(report)["results"]:
        place = result["locations"][0]["physicalLocation"]
        if place["artifactLocation"]["uri"] != "pages/slips.html":
            continue
        region = place["region"]
        start, words = region["charOffset"], region["snippet"]["text"]
        assert source[start : start + region["charLength"]] == words
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 :].startswith(words.split("\n")[0])
        assert lines[region["endLine"] - 1][: region["endColumn"] - 1].endswith(words.split("\n")[-1])
        if result["ruleId"] == "sub.value":  # whose quotes are the claim's own numbers as they stand there
            assert words == quotes["sub.value", start]
        regions += 1
    assert regions == len(slips.findings)


def test_a_pdf_has_pages_and_no_lines(report: Report) -> None:
    (found, *_) = (
        result["locations"][0]
        for result in run_of(report)["results"]
        if result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "pages/draft.pdf"
    )
    assert "region" not in found["physicalLocation"]
    assert found["logicalLocations"][0]["name"].startswith("page ")


def test_related_places_lead_into_the_registry_and_the_page(report: Report) -> None:
    uris = {
        place["physicalLocation"]["artifactLocation"]["uri"]: place["physicalLocation"].get("region")
        for result in run_of(report)["results"]
        for place in result.get("relatedLocations", ())
    }
    assert uris["facts/registry/pfs.yaml"]["startLine"] > 1
    assert uris["pages/slips.html"]["startLine"] > 1


def test_waived_findings_are_suppressed_and_all_others_say_that_they_are_not(report: Report) -> None:
    suppressed = [result["suppressions"] for result in run_of(report)["results"]]
    (waived,) = filter(None, suppressed)
    assert waived == [{"kind": "external", "status": "accepted", "justification": WAIVED}]


def test_artifacts_are_relative_and_indexed(report: Report) -> None:
    run = run_of(report)
    uris = [artifact["location"]["uri"] for artifact in run["artifacts"]]
    assert {"pages/draft.pdf", "pages/old.doc", "pages/slips.html", "promocheck.waivers.yaml"} <= set(uris)
    assert {artifact["location"]["uriBaseId"] for artifact in run["artifacts"]} == {"%SRCROOT%"}
    for result in run["results"]:
        for place in (*result["locations"], *result.get("relatedLocations", ())):
            at = place["physicalLocation"]["artifactLocation"]
            assert uris[at["index"]] == at["uri"]


def test_paths_are_percent_encoded(hostile: Report) -> None:
    uris = [artifact["location"]["uri"] for artifact in run_of(hostile)["artifacts"]]
    assert "a%2Cb%3Ac%25.txt" in uris
    assert "a,b:c%.txt" in map(unquote, uris)


def test_what_could_not_be_read_is_told(report: Report, clean: Report) -> None:
    (invocation,) = run_of(report)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    told = [(each["level"], each["message"]["text"]) for each in invocation["toolExecutionNotifications"]]
    assert ("error", "Could not read: unknown format") in told
    assert ("error", "Could not read page 2: only an image") in told
    (invocation,) = run_of(clean)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 0)


def test_words_of_a_page_become_no_link(hostile: Report) -> None:
    assert "](" not in run_of(hostile)["results"][0]["message"]["text"]


def test_fingerprints_are_those_of_the_findings(report: Report) -> None:
    for result, finding in zip(run_of(report)["results"], report.findings, strict=True):
        assert result["partialFingerprints"] == {
            "promocheck/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
        }
