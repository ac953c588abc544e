"""Where a finding leads to: lines where a page has lines to open, pages and blocks in words where it has none."""

import json
from dataclasses import replace

import pytest

from checker.model import Finding, PageReport, Report
from checker.reports import json as as_json
from checker.reports import junit, rdjson
from checker.wording import and_more, finding_place, page_place


@pytest.fixture
def led_on(pdf: PageReport, slips: PageReport, report: Report) -> Report:
    """The first finding of a PDF and of an HTML page, each with another place on its page."""
    return replace(report, pages=(_leading(pdf), _leading(slips)), unreadable=(), about_waivers=())


def _leading(page: PageReport) -> PageReport:
    place = page.extraction.claims[1].place
    first = replace(page.findings[0], related=(page_place(page.path, place, "said again"),))
    return replace(page, findings=(first,), extraction=replace(page.extraction, problems=()))


def first(page: PageReport) -> Finding:
    return page.findings[0]


def test_a_related_place_is_a_page_or_a_line(led_on: Report) -> None:
    printed, source = (first(page).related[0] for page in led_on.pages)
    assert printed.at == "pages/draft.pdf, page 1"
    assert source.at == f"pages/slips.html:{led_on.pages[1].extraction.claims[1].place.line}"


def test_junit_and_rdjson_lead_there(led_on: Report) -> None:
    printed, source = (first(page).related[0] for page in led_on.pages)
    messages = [one["message"] for one in json.loads(rdjson.render(led_on))["diagnostics"]]
    assert [message.splitlines()[-1] for message in messages] == [
        f"see {printed.at}: said again",
        f"see {source.at}: said again",
    ]
    cases = junit.render(led_on)
    assert "pages/draft.pdf, page 1: said again" in cases
    assert f"{source.at}: said again" in cases


def test_json_has_the_place_in_words_where_there_is_no_line_to_open(led_on: Report) -> None:
    printed, source = (page["findings"][0]["related"][0] for page in json.loads(as_json.render(led_on))["pages"])
    assert printed["where"] == "page 1"
    assert "where" not in source


def test_waivers_name_the_place_of_a_finding(pdf: PageReport, slips: PageReport) -> None:
    assert finding_place(first(pdf)) == "pages/draft.pdf, page 3"
    assert finding_place(first(slips)) == f"pages/slips.html:{first(slips).place.line}"


def test_what_holds_elsewhere_too_names_each_place_once(slips: PageReport) -> None:
    one, two, three = (claim.place for claim in slips.extraction.claims[:3])
    here = replace(one, line=4)
    assert and_more(here, []) == ""
    assert and_more(here, [here]) == " The same holds of 1 more."
    assert and_more(here, [replace(two, line=5), replace(three, line=5), here, replace(two, line=9)]) == (
        " The same holds of 4 more, at line 5, line 9."
    )
