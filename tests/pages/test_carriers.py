"""What pages of content systems say beside their visible text: each carrier is read, marked for what it is, checked."""

from pathlib import Path

import pytest

from checker.rules import RULES
from checker.verify import audit_page
from claims.extract import extract
from claims.model import Carrier, Extraction, Kind, Page
from claims.pages import read_bytes
from references.index import Index
from references.load import load

REGISTRY = Path(__file__).parents[2] / "examples" / "exemplar" / "registry"


def page_of(source: str) -> Page:
    page = read_bytes(source.encode(), shown_as="page.html", format="html")
    assert isinstance(page, Page)
    return page


def extraction(source: str) -> Extraction:
    return extract(page_of(source))


def told(source: str) -> list[tuple[str, str | None, str]]:
    return [(claim.quote, claim.endpoint, str(claim.carrier)) for claim in extraction(source).claims]


SAYS = "ORR was 41.7% with EXEMPLAR."


@pytest.mark.parametrize(
    ("source", "carrier"),
    [
        (f"<p>{SAYS}</p>", "text"),
        (f"<div role=tabpanel aria-hidden=true><p>{SAYS}</p></div>", "hidden"),
        (f"<div role=tabpanel hidden>{SAYS}</div>", "hidden"),
        (f"<details><summary>Efficacy</summary><p>{SAYS}</p></details>", "text"),
        (f"<div style='display: none'>{SAYS}</div>", "hidden"),
        (f"<div style='height:0;overflow:hidden'>{SAYS}</div>", "hidden"),
        (f"<div style='max-height: 0px'>{SAYS}</div>", "hidden"),
        (f"<p style='position:absolute; left:-9999px'>{SAYS}</p>", "hidden"),
        (f"<p style='text-indent:-9999px'>{SAYS}</p>", "hidden"),
        (f"<p style='clip:rect(0,0,0,0)'>{SAYS}</p>", "hidden"),
        (f"<p style='font-size:0'>{SAYS}</p>", "hidden"),
        (f"<template><p>{SAYS}</p></template>", "hidden"),
        (f"<noscript><p>{SAYS}</p></noscript>", "hidden"),
        (f"<figure><img src=a.png alt='{SAYS}'></figure>", "alt"),
        (f"<img src=a.png title='{SAYS}'>", "alt"),
        (f"<a href='#' aria-label='{SAYS}'>more</a>", "alt"),
        (f"<button data-bs-content='{SAYS}'>i</button>", "alt"),
        (f"<button data-tooltip='{SAYS}'>i</button>", "alt"),
        (f"<table summary='{SAYS}'><tr><td>x</table>", "alt"),
        (f"<select><option label='{SAYS}'>x</select>", "alt"),
        (f"<iframe srcdoc='{SAYS}'></iframe>", "alt"),
        (f"<svg><title>{SAYS}</title></svg>", "svg"),
        (f"<svg><g><text x=1 y=2>{SAYS}</text></g></svg>", "svg"),
        (f"<title>{SAYS}</title>", "meta"),
        (f"<meta name=description content='{SAYS}'>", "meta"),
        (f"<meta property=og:image:alt content='{SAYS}'>", "meta"),
        (f'<script type="application/ld+json">{{"description": "{SAYS}"}}</script>', "structured"),
    ],
)
def test_each_carrier_is_read_and_marked(source: str, carrier: str) -> None:
    assert told(f"<body>{source}<p>Please see below.</p>") == [("41.7%", "ORR", carrier)]


@pytest.mark.parametrize(
    "style",
    [
        "height:0.5em",
        "max-height:100px",
        "font-size:0.9em",
        "left:-2px",
        "opacity:0",
        "text-indent:-1em",
        "line-height:0",
    ],
)
def test_what_is_seen_is_not_hidden(style: str) -> None:
    assert told(f"<p style='{style}'>{SAYS}</p>") == [("41.7%", "ORR", "text")]


@pytest.mark.parametrize(
    "marked",
    [
        "<sup>1,2</sup>",
        "<span class=sup>1,2</span>",
        "<span class='c-superscript'>1,2</span>",
        "<span style='vertical-align: super'>1,2</span>",
        "<span style='font-size:60%;vertical-align:text-top'>1,2</span>",
        "<span style='vertical-align: 4px; font-size: .6em'>1,2</span>",
        "<span style='vertical-align:0.4em'>1,2</span>",
        "<span style='position:relative;top:-.5em;font-size:75%'>1,2</span>",
        "<span style='bottom:.4em;position:relative'>1,2</span>",
    ],
)
def test_text_raised_by_class_or_style_is_a_citation(marked: str) -> None:
    (claim,) = extraction(f"<p>ORR was 41.7%{marked} with EXEMPLAR.</p>").claims
    assert (claim.quote, claim.citations) == ("41.7%", ("1", "2"))


@pytest.mark.parametrize(
    "style",
    ["vertical-align:baseline", "vertical-align:middle", "vertical-align:0", "top:-3px", "position:relative;top:0"],
)
def test_what_is_not_raised_stays_in_the_line(style: str) -> None:
    (block,) = page_of(f"<p>ORR was 41<span style='{style}'>.7</span>%.</p>").blocks
    assert (block.text, block.marks) == ("ORR was 41.7%.", ())


def test_lowered_text_is_lowered() -> None:
    (block,) = page_of("<p>C<span style='vertical-align:-2px'>max</span> of 4 ng/mL</p>").blocks
    assert (block.text, block.marks) == ("Cmax of 4 ng/mL", ()), "no citation, as a raised word would be"


def test_a_heading_that_a_break_wraps_is_one_line() -> None:
    first, second = (b for b in page_of("<h2>Overall<br>response of<br>41.7%</h2><h2>41.7%<br>ORR</h2>").blocks)
    assert (first.kind, first.text) == (Kind.HEADING, "Overall response of 41.7%")
    assert second.text == "41.7%\nORR"
    assert told("<h2>Overall<br>response of<br>41.7%</h2>") == [("41.7%", "ORR", "text")]


def test_a_table_in_a_table_keeps_its_heads() -> None:
    source = (
        "<table><tr><td>Results<table><tr><th rowspan=2>Endpoint<th colspan=2>ORR<tr><th>EXEMPLAR<th>Placebo"
        "<tr><td>All patients<td>41.7%<td>12.5%</table></table>"
    )
    assert told(source) == [("41.7%", "ORR", "text"), ("12.5%", "ORR", "text")]
    arms = [claim.arm for claim in extraction(source).claims]
    assert arms[1] == "Placebo"


def test_a_definition_list_tells_what_its_numbers_are() -> None:
    assert told("<dl><dt>ORR<dd>41.7%<dt>Median PFS<dd>12.5 months</dl>") == [
        ("41.7%", "ORR", "text"),
        ("12.5 months", "PFS", "text"),
    ]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("{{ rate }}", "template left-over {{ }} not read"),
        ("{{!-- was 9% }} --}}", "template left-over {{ }} not read"),
        ("{% if x %}", "template left-over {% %} not read"),
        ("<% x %>", "template left-over <% %> not read"),
        ("<?php echo 9 ?>", "template left-over <?php ?> not read"),
        (
            "<script type=text/x-handlebars-template><p>9%</p></script>",
            "template in a script of type text/x-handlebars-template not read",
        ),
    ],
)
def test_what_a_template_left_is_told_and_never_a_number(source: str, says: str) -> None:
    page = page_of(f"<p>{source} {SAYS}</p>")
    assert [problem.message for problem in page.problems] == [says]
    assert [claim.quote for claim in extract(page).claims] == ["41.7%"]


def test_comments_and_plain_scripts_are_no_content() -> None:
    page = page_of(f"<!-- 9% --><!--/* AEM 8% */--><script>var a = '7%'</script><style>b{{width:6%}}</style><p>{SAYS}")
    assert page.problems == ()
    assert [block.text for block in page.blocks] == [SAYS]


def findings(source: str, rule: str) -> list[str]:
    registry = load(REGISTRY, shown_as="registry")
    report = audit_page(extraction(source), registry, Index(registry), RULES, "us-hcp")
    return [finding.quote for finding in report.findings if finding.rule == rule]


FIGURE = "<h2>EXAMPLE-1</h2><figure><img src=a.png alt='ORR was {alt} with EXEMPLAR + Rd.'></figure><p>ORR was 91.2% with EXEMPLAR + Rd.</p>"


def test_a_number_in_alternative_text_that_differs_from_the_visible_one_is_a_finding() -> None:
    assert findings(FIGURE.format(alt="92.1%"), "sub.conflict")
    assert not findings(FIGURE.format(alt="91.2%"), "sub.conflict")


@pytest.mark.parametrize(
    "carrier",
    [
        "<meta name=description content='ORR was {} with EXEMPLAR + Rd.'>",
        "<div hidden>ORR was {} with EXEMPLAR + Rd.</div>",
        "<svg><text>ORR was {} with EXEMPLAR + Rd.</text></svg>",
        '<script type="application/ld+json">{{"description": "ORR was {} with EXEMPLAR + Rd."}}</script>',
    ],
)
def test_other_carriers_are_compared_with_the_visible_text_too(carrier: str) -> None:
    visible = "<h2>EXAMPLE-1</h2><p>ORR was 91.2% with EXEMPLAR + Rd.</p>"
    assert findings(visible + carrier.format("92.1%"), "sub.conflict")
    assert not findings(visible + carrier.format("91.2%"), "sub.conflict")


def test_carriers_have_their_names() -> None:
    assert {str(carrier) for carrier in Carrier} == {"text", "hidden", "alt", "svg", "meta", "structured", "comment"}
