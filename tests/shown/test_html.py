"""The HTML report without a browser: its structure, its links, its policy, and that a page's words stay words."""

import base64
import hashlib
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from checker.model import Report
from checker.reports import html
from checker.reports.html.addresses import addresses
from checker.reports.html.draft import groups, shown_as, words_at
from checker.reports.html.inlined import embedded
from claims.model import Unreadable
from references.model import NO_REGISTRY, Source, Where

ROOT = Path(__file__).parents[2]
VOID = {"meta", "link", "br", "input"}


class Tree(HTMLParser):
    """The elements of a document with their attributes, and whether they are nested as they should be."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.texts: dict[str, str] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts[tag] = self.texts.get(tag, "") + data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


def data_of(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


@pytest.fixture(scope="session")
def text(slips: Report) -> str:
    return html.render(slips)


@pytest.fixture(scope="session")
def tree(text: str) -> Tree:
    return Tree(text)


def test_elements_are_nested_and_ids_are_unique(tree: Tree) -> None:
    assert tree.wrong == []
    assert tree.open == []
    ids = Counter(attrs["id"] for _, attrs in tree.elements if "id" in attrs)
    assert [name for name, count in ids.items() if count > 1] == []


def test_every_claim_and_finding_is_in_the_draft_and_in_its_list(tree: Tree, slips: Report) -> None:
    (page,) = slips.pages
    ids = {attrs.get("id") for _, attrs in tree.elements}
    assert {f"p1-{match.claim.id}" for match in page.matches} <= ids
    assert {f"in-p1-{match.claim.id}" for match in page.matches} <= ids
    assert {f"f-{finding.fingerprint}" for finding in page.findings} <= ids
    assert page.findings


def test_links_within_lead_somewhere_and_none_leaves_but_to_sources(tree: Tree) -> None:
    ids = {attrs.get("id") for _, attrs in tree.elements}
    links = [attrs["href"] or "" for attrs in tree.all("a")]
    assert [link for link in links if link.startswith("#") and link[1:] not in ids] == []
    outside = [attrs for attrs in tree.all("a") if not (attrs["href"] or "").startswith("#")]
    assert all(attrs["rel"] == "noopener noreferrer" for attrs in outside)
    assert all((attrs["href"] or "").startswith("https://") for attrs in outside)


def test_nothing_is_loaded_from_elsewhere(tree: Tree, text: str) -> None:
    assert [attrs for _, attrs in tree.elements if "src" in attrs] == []
    assert [attrs["href"] for attrs in tree.all("link")] == ["data:,"]
    assert "url(" not in text
    assert "@import" not in text
    assert [name for _, attrs in tree.elements for name in attrs if name.startswith("on") or name == "style"] == []


def test_the_policy_names_the_script_and_the_style_by_hash(text: str, tree: Tree) -> None:
    (policy,) = [attrs["content"] for attrs in tree.all("meta") if "http-equiv" in attrs]
    assert policy
    rules = dict(part.split(" ", 1) for part in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        (inline,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"


def test_a_claim_beside_its_fact_with_source_evidence_and_findings(text: str, slips: Report) -> None:
    told = data_of(text)
    (match,) = [match for match in slips.pages[0].matches if match.claim.quote.startswith("18.1 months")]
    claim = told["claims"][f"p1-{match.claim.id}"]
    assert claim["verdict"] == "contradicted"
    assert ["value", "18.1", "18.74", "differs", ""] in claim["slots"]
    assert ["arm", "Rd alone", "rd", "agrees", ""] in claim["slots"]
    (name,) = claim["facts"]
    fact = told["facts"][name]
    assert fact["number"] == "18.74 months (95% CI 15.77 to 22.41)"
    assert ["pi", "section 14"] in fact["sources"]
    assert told["sources"]["pi"]["citation"] == "EXEMPLAR. Prescribing information. Example Inc.; 2025."
    assert ["interval", "95% 15.8 to 22.4", "95% CI: 15.8, 22.4)", "line 46", "interval behind its value"] in claim[
        "read"
    ]
    assert [one for one in claim["findings"] if f'id="{one}"' in text] == claim["findings"] != []


def test_every_rule_that_found_something_has_its_manual_page(tree: Tree, slips: Report) -> None:
    found = {f"rule-{finding.rule}" for finding in slips.findings}
    assert {attrs.get("id") for attrs in tree.all("details") if "id" in attrs} == found


def test_the_draft_has_the_pages_words_in_order(slips: Report) -> None:
    (page,) = slips.pages
    told: list[str] = []
    for group in groups(page, 1):
        cells = [one for row in group.rows for cell in row for one in cell]
        for shown in (*group.shown, *cells):
            told.append("".join(piece.text for piece in shown.pieces if not piece.mark))
    assert sorted(told) == sorted(block.text for block in page.extraction.page.blocks)
    plain = [block.text for block in page.extraction.page.blocks if block.cell is None]
    assert [words for words in told if words in set(plain)] == plain


def test_words_at_a_place_are_those_that_a_reader_sees(slips: Report) -> None:
    (page,) = slips.pages
    quotes = {match.claim.quote: match.claim.place for match in page.matches}
    (raw,) = [quote for quote in quotes if "<br>" in quote and quote.startswith("0.56")]
    assert words_at(page.extraction.page, quotes[raw]) == "0.56 (95% CI: 0.39, 0.82; P=0.025"


def test_findings_at_the_same_words_are_all_found_there(report_of: Callable[..., Report], tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<h1>EXAMPLE-1</h1><p>ORR was 89.0% with EXEMPLAR + Rd.</p>", "utf-8")
    report = report_of(tmp_path / "page.html")
    (page,) = report.pages
    alone = [finding for finding in page.findings if finding.claim is None]
    places = Counter((finding.place.start, finding.place.end) for finding in alone)
    assert max(places.values()) > 1  # what the whole page owes stands at its first benefit claim
    shown = shown_as(page, 1)
    assert {f"f-{finding.fingerprint}" for finding in alone} <= set(shown)
    text = html.render(report)
    assert "Its place is not in the text" not in text
    assert [over for over in shown.values() if f'id="in-{over}"' not in text] == []


# --- other people's words ---------------------------------------------------------------------------------------


def test_a_hostile_page_stays_text(hostile: Report) -> None:
    text = html.render(hostile)
    tree = Tree(text)
    assert tree.wrong == []
    assert len(tree.all("script")) == 2
    assert tree.all("img") == []
    assert "<b>{{ report.registry }}</b>{% raw %}<U+202E>evil.html" in tree.texts["h1"]
    assert "</script><script>document.title = 'acted'</script><!--" in tree.texts["main"]
    assert "\u202e" not in text
    assert "\u2028" not in text


def test_data_cannot_end_its_script() -> None:
    words = "</script><!-- <script> ]]> & \u2028\u2029 \u202e \ud800"
    told = embedded({"words": words})
    assert not set("<>&\u2028\u2029\u202e\ud800") & set(told)
    assert json.loads(told) == {"words": "</script><!-- <script> ]]> & <U+2028><U+2029> <U+202E> <U+D800>"}
    told.encode("utf-8")


@pytest.mark.parametrize(
    ("known", "links"),
    [
        ({"doi": "10.5555/jih.2023.0115"}, ["https://doi.org/10.5555/jih.2023.0115"]),
        ({"doi": '10.5555/a<b>"c'}, ["https://doi.org/10.5555/a%3Cb%3E%22c"]),
        ({"doi": "javascript:alert(1)"}, []),
        (
            {"pmid": "123", "nct": "NCT00000000"},
            ["https://pubmed.ncbi.nlm.nih.gov/123/", "https://clinicaltrials.gov/study/NCT00000000"],
        ),
        ({"url": "javascript:alert(1)"}, []),
        ({"url": "file:///etc/passwd"}, []),
        ({"url": "https://[broken"}, []),
        ({"url": "https://example.org/pi"}, ["https://example.org/pi"]),
    ],
)
def test_only_addresses_of_the_web_become_links(known: dict[str, str], links: list[str]) -> None:
    assert [one.url for one in addresses(Source(id="s", where=Where("f", 1), **known))] == links


# --- several pages, none, trouble -------------------------------------------------------------------------------


def test_several_pages_in_one_report(report_of: Callable[..., Report]) -> None:
    folder = Path(__file__).parents[2] / "examples" / "exemplar"
    report = report_of(folder / "draft.pdf", folder / "slips.md")
    tree = Tree(html.render(report))
    assert tree.wrong == []
    ids = [attrs["id"] for _, attrs in tree.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {"page-1", "page-2", "p1-c1", "p2-c1"} <= set(ids)
    assert "slips.md, line 20" in tree.texts["aside"]
    assert "draft.pdf, page 1" in tree.texts["aside"]
    assert "page 3" in tree.texts["main"]


def test_what_could_not_be_read_is_on_top(slips: Report) -> None:
    report = replace(slips, pages=(), unreadable=(Unreadable("old.pdf", "is <locked>"),))
    tree = Tree(html.render(report))
    assert tree.wrong == []
    assert "old.pdf: is <locked>" in tree.texts["header"]
    assert "No page was read." in tree.texts["main"]


def test_without_a_registry_it_says_so(slips: Report) -> None:
    tree = Tree(html.render(replace(slips, registry=NO_REGISTRY)))
    assert "No registry was given" in tree.texts["header"]
    assert "not checked" in tree.texts["label"]
    assert "unsupported" not in tree.texts["label"]


def test_a_waived_finding_is_shown_and_not_counted(slips: Report) -> None:
    (page,) = slips.pages
    first, *rest = page.findings
    waived = replace(page, findings=(replace(first, waived="agreed with <legal>"), *rest))
    told = html.render(replace(slips, pages=(waived,)))
    assert "agreed with &lt;legal&gt;" in told
    counts = re.search(r'<div class="error"><dt>errors</dt><dd>(\d+)</dd>', told)
    before = re.search(r'<div class="error"><dt>errors</dt><dd>(\d+)</dd>', html.render(slips))
    assert counts
    assert before
    assert int(counts[1]) == int(before[1]) - 1


# --- bytes, time ------------------------------------------------------------------------------------------------


def test_only_who_asks_for_a_report_loads_what_it_needs() -> None:
    heavy = ("markdown_it", "pypdf", "reportlab")  # spaCy loads Jinja2 on its own account
    script = f"import sys, cli, checker.commands.audit; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_same_report_same_bytes(slips: Report, text: str) -> None:
    assert html.render(slips) == text


def test_two_thousand_claims_are_written_in_seconds(many: Report) -> None:
    assert len(many.pages[0].matches) >= 2000
    start = time.perf_counter()
    told = html.render(many)
    assert time.perf_counter() - start < 20
    assert len(told) < 20_000_000
