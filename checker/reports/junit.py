"""A report -> JUnit XML: a suite a page, a case a finding; what fails the run is a failure, what broke it an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from checker.coverage import coverage
from checker.model import Finding, PageReport, Report
from checker.outcome import at_or_above
from checker.reports.coverage_lines import requirement_words
from checker.reports.json import TOOL
from checker.reports.told import Trouble, troubles_of
from checker.reports.visible import visible


def render(report: Report) -> str:
    """The whole run; there is a failure just where the run exits 1, and an error just where it exits 3."""
    suites = [_page(page, report) for page in report.pages]
    suites += [_unreadable(Trouble(page.path, page.reason, is_unread=True)) for page in report.unreadable]
    if report.about_waivers:
        cases = (_finding(finding, report) for finding in report.about_waivers)
        suites.append(_suite(report.about_waivers[0].path, cases))
    suites.sort(key=lambda suite: suite.get("name", ""))
    whole = Element("testsuites", {"name": TOOL} | _counts(case for suite in suites for case in suite))
    whole.extend(suites)
    indent(whole)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(whole, encoding="unicode")}\n'


def _page(page: PageReport, report: Report) -> Element:
    return _suite(page.path, _cases(page, report))


def _cases(page: PageReport, report: Report) -> Iterator[Element]:
    """That it was read, that enough was decided where that is asked, then its findings."""
    whole = _case(page.path, "read")
    undecided = []
    for trouble in troubles_of(page):
        if trouble.is_unread:
            _say(whole, "error", trouble.kind, trouble.at, trouble.words)
        else:
            undecided.append(f"{trouble.at}: {trouble.words}")
    _note(whole, undecided)
    yield whole
    if report.require_coverage is not None:
        found = coverage(page)
        case = _case(page.path, "coverage")
        words = requirement_words(found, report.require_coverage)
        if found.reaches(report.require_coverage):
            _note(case, [words])
        else:
            _say(case, "failure", "coverage", words, words)
        yield case
    yield from (_finding(finding, report, page) for finding in page.findings)


def _unreadable(trouble: Trouble) -> Element:
    case = _case(trouble.path, "read")
    _say(case, "error", trouble.kind, trouble.words, trouble.words)
    return _suite(trouble.path, [case])


def _finding(finding: Finding, report: Report, page: PageReport | None = None) -> Element:
    at = f"{finding.path}:{finding.place.line}:{finding.place.column}"
    if page is not None:
        at = page.extraction.page.located(finding.place)
    case = _case(finding.path, f"{finding.rule} {at.removeprefix(finding.path).lstrip(':, ')}")
    if finding.place.block is None:
        case.set("line", str(finding.place.line))
    if finding.waived is not None:
        SubElement(case, "skipped", {"message": visible(f"waived: {finding.waived}")})
    elif at_or_above(finding.severity, report.fail_on):
        _say(case, "failure", finding.rule, finding.message, "\n".join(_details(finding, at)))
    else:
        _note(case, _details(finding, at))
    return case


def _details(finding: Finding, at: str) -> Iterator[str]:
    yield f"{at}: {finding.severity} {finding.rule}"
    yield finding.quote
    yield finding.message
    yield from (f"{other.at}: {other.message}" for other in finding.related)


def _case(path: str, name: str) -> Element:
    return Element("testcase", {"classname": visible(path), "name": visible(name), "file": visible(path), "time": "0"})


def _say(case: Element, what: str, kind: str, message: str, text: str) -> None:
    said = SubElement(case, what, {"type": kind, "message": visible(message)})
    said.text = "\n".join(map(visible, text.split("\n")))


def _note(case: Element, lines: Iterable[str]) -> None:
    told = "\n".join(map(visible, lines))
    if told:
        SubElement(case, "system-out").text = told


def _suite(path: str, cases: Iterable[Element]) -> Element:
    suite = Element("testsuite", {"name": visible(path)})
    suite.extend(tuple(cases))
    for name, number in _counts(suite).items():
        suite.set(name, number)
    return suite


def _counts(cases: Iterable[Element]) -> dict[str, str]:
    cases = tuple(cases)
    counted = {"tests": len(cases)}
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        counted[name] = sum(case.find(tag) is not None for case in cases)
    return {name: str(number) for name, number in counted.items()} | {"time": "0"}
