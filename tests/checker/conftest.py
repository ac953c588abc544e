"""Pages, claims and reports built from short descriptions; a page given as source is read and extracted."""

from array import array
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.model import PageReport, Rule
from checker.rules import RULES
from checker.verify import audit_page
from claims.extract import extract
from claims.model import (
    Block,
    Bucket,
    Carrier,
    Cell,
    Claim,
    ConfidenceInterval,
    Entry,
    Extraction,
    Kind,
    Mark,
    Marker,
    Note,
    Page,
    Place,
    Reference,
    Section,
)
from claims.pages import read_bytes
from claims.quantity import Quantity
from references.index import Index
from references.load import load
from references.model import Registry

HERE = Path(__file__).parent
WORDS = ("endpoint", "status", "unit", "arm", "versus", "population", "analysis", "timepoint", "trial")


def quantity(text: object) -> Quantity | None:
    """`<0.001` or `62.30` as written."""
    if text is None:
        return None
    words = str(text)
    op = next((op for op in ("<=", ">=", "<", ">", "~") if words.startswith(op)), "=")
    return Quantity.of(words.removeprefix(op if op != "=" else ""), op)


def interval(bounds: list[object] | None) -> ConfidenceInterval | None:
    """`[low, high, level]`; NR is an open bound."""
    if bounds is None:
        return None
    low, high, *level = (None if bound == "NR" else quantity(bound) for bound in bounds)
    return ConfidenceInterval(low, high, level[0] if level else None)


def build_claim(number: int, told: dict[str, Any], page: Page, block: Block, at: int) -> Claim:
    start = block.text.index(told["quote"], at)
    value = quantity(told.get("value"))
    op = value.op if value else "="
    return Claim(
        id=f"c{number}",
        quote=told["quote"],
        place=page.spot(block, start, start + len(told["quote"])),
        block=block.index,
        measure=told["measure"],
        value=Quantity(value.value, value.text) if value else None,
        op=op,
        high=quantity(told.get("high")),
        ci=interval(told.get("ci")),
        p=quantity(told.get("p")),
        n=quantity(told.get("n")),
        of=quantity(told.get("of")),
        citations=tuple(map(str, told.get("citations", ()))),
        footnotes=tuple(told.get("footnotes", ())),
        section=Section(told.get("section", "body")),
        carrier=Carrier(told.get("carrier", "text")),
        sentence=told.get("sentence", block.text),
        **{slot: told.get(slot) for slot in WORDS},
    )


def build_cell(told: dict[str, Any]) -> Cell | None:
    """`table: 1` alone, or with `row`, `column`, `row_heads`, `column_heads`, `stub`."""
    if "table" not in told:
        return None
    heads = {name: tuple(map(str, told.get(name, ()))) for name in ("row_heads", "column_heads")}
    at = {name: int(told.get(name, 0)) for name in ("table", "row", "column")}
    return Cell(**at, **heads, stub=told.get("stub", ""))


def build_extraction(blocks: list[dict[str, Any]], references: list[object] = (), path: str = "draft.md") -> Extraction:
    """Blocks of `{text | heading | note, claims, cites, uses, unread}` -> what extraction would hand on."""
    source = "\n".join(str(told.get("text") or told.get("heading")) for told in blocks)
    built, at, trail = [], 0, ()
    for index, told in enumerate(blocks):
        text = str(told.get("text") or told.get("heading"))
        kind = (
            Kind.HEADING if "heading" in told else Kind(told.get("kind", "footnote" if "note" in told else "paragraph"))
        )
        level = int(told.get("level", 1)) if kind is Kind.HEADING else 0
        if kind is Kind.HEADING:
            trail = trail[: level - 1]
        cell = build_cell(told)
        spots = array("l", range(at, at + len(text) + 1))
        built.append(
            Block(
                index=index,
                kind=kind,
                text=text,
                spots=spots,
                trail=trail,
                level=level,
                cell=cell,
                marker=told.get("note"),
                section=Section(told.get("section", "body")),
                marks=tuple(_mark(text, sign, at) for sign in told.get("marks", ())),
            )
        )
        if kind is Kind.HEADING:
            trail = (*trail, index)
        at += len(text) + 1
    page = Page(path, "text", source, tuple(built), is_flattened=True)
    claims, markers, notes, ledger = [], [], [], []
    for block, told in zip(built, blocks, strict=True):
        behind = 0
        for claim in told.get("claims", ()):
            claims.append(build_claim(len(claims) + 1, claim, page, block, behind))
            behind = block.text.index(claim["quote"], behind) + len(claim["quote"])
        whole = page.spot(block, 0, len(block.text))
        markers += [Marker(str(text), block.index, whole, is_citation=True) for text in told.get("cites", ())]
        markers += [Marker(str(text), block.index, whole, is_citation=False) for text in told.get("uses", ())]
        if "note" in told:
            notes.append(Note(told["note"], block.text, block.index, whole))
        for numeral in told.get("unread", ()):
            start = block.text.index(numeral)
            ledger.append(Entry(numeral, page.spot(block, start, start + len(numeral)), Bucket.UNREAD))
    end = page.place(0, 1)
    return Extraction(
        page=page,
        claims=tuple(claims),
        ledger=tuple(ledger),
        references=tuple(_reference(told, end) for told in references),
        notes=tuple(notes),
        markers=tuple(markers),
    )


def extracted(source: str, format: str) -> Extraction:  # noqa: A002 - the word of the contract
    """What is extracted from a page as an author writes it."""
    page = read_bytes(source.encode(), shown_as="draft", format=format)
    assert isinstance(page, Page)
    return extract(page)


def _mark(text: str, sign: str, at: int) -> Mark:
    """A sign of the text as a mark; it stays in the text, which no reader would leave it in."""
    behind = text.index(sign)
    return Mark(behind, sign, at + behind, at + behind + len(sign))


def _reference(told: object, place: Place) -> Reference:
    """`3`, or `{3: what the entry says}`."""
    ((number, text),) = told.items() if isinstance(told, dict) else [(told, f"Entry {told}. 2025.")]
    return Reference(str(number), text, place)


@pytest.fixture(scope="session")
def registry() -> Registry:
    return load(HERE / "registry.yaml", shown_as="registry.yaml")


@pytest.fixture(scope="session")
def index(registry: Registry) -> Index:
    return Index(registry)


@pytest.fixture
def extraction_of() -> Callable[..., Extraction]:
    return build_extraction


@pytest.fixture
def audit(tmp_path: Path, registry: Registry, index: Index) -> Callable[..., PageReport]:
    """Audit a described or written page against the shared registry, against it and more YAML, or against its own."""

    def run(
        blocks: list[dict[str, Any]] | str,
        *,
        format: str = "html",  # noqa: A002 - the word of the contract
        references: list[object] = (),
        more: dict[str, Any] | None = None,
        alone: dict[str, Any] | None = None,
        rules: tuple[Rule, ...] = RULES,
        profile: str = "us-hcp",
        today: date | None = None,
    ) -> PageReport:
        known, look_up = registry, index
        if alone is not None:
            (tmp_path / "alone.yaml").write_text(yaml.safe_dump({"sources": [], "facts": [], **alone}), "utf-8")
            known = load(tmp_path / "alone.yaml", shown_as="registry")
            look_up = Index(known)
        elif more:
            (tmp_path / "base.yaml").write_text((HERE / "registry.yaml").read_text("utf-8"), "utf-8")
            (tmp_path / "more.yaml").write_text(yaml.safe_dump(more), "utf-8")
            known = load(tmp_path, shown_as="registry")
            look_up = Index(known)
        extraction = extracted(blocks, format) if isinstance(blocks, str) else build_extraction(blocks, references)
        return audit_page(extraction, known, look_up, rules, profile, today=today)

    return run


@pytest.fixture
def verdict_of(audit: Callable[..., PageReport]) -> Callable[..., Any]:
    """The match of one claim written as a sentence with its slots."""

    def run(sentence: str, *, heading: str | None = None, more: dict[str, Any] | None = None, **slots: Any) -> Any:
        blocks: list[dict[str, Any]] = [{"heading": heading}] if heading else []
        blocks.append({"text": sentence, "claims": [slots]})
        return audit(blocks, more=more, rules=()).matches[0]

    return run
