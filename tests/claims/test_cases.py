"""Sentences in the language of the domain, with the claims that they make: cases/*.yaml.

A file holds `cases` and, for all of them, an `opening` that is put before each. A case has a `name`, its words as `text`,
`md` or `html`, and `claims`: all claims of the page in order, each with the slots that the case is about. The claims
are complete, their slots are not; `optional: true` marks a claim that need not be made. Slots are written as printed:
`value: "62.30"`, `value: NR`, `op` (`=` unless given), `ci: [low, high, level]`, `p: <0.001`; `any: [a, b]` gives
readings that are equally right. `quote` is the claim's own numbers. No numeral may be unread but those listed under
`unread`; `buckets` says where others end. `xfail` says why a case fails today.
"""

from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.model import Bucket, Claim, ConfidenceInterval, Extraction
from claims.quantity import Quantity

CASES = Path(__file__).parent / "cases"
FORMS = ("text", "md", "html")
WORDS = ("measure", "endpoint", "unit", "arm", "versus", "population", "analysis", "timepoint", "trial", "quote")
NUMBERS = ("high", "n", "of")
SLOTS = {*WORDS, *NUMBERS, "value", "op", "ci", "p", "citations", "footnotes", "section", "carrier", "optional"}
KEYS = {*FORMS, "name", "claims", "unread", "buckets", "xfail"}


def cases() -> Iterator[Any]:
    for file in sorted(CASES.glob("*.yaml")):
        # the base loader leaves every scalar as it is written: 62.30 keeps its zero
        told = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for case in told["cases"]:
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            yield pytest.param(told.get("opening", ""), case, id=f"{file.stem}: {case['name']}", marks=marks)


def source_of(opening: str, case: dict[str, Any]) -> tuple[str, str]:
    form = next(form for form in FORMS if form in case)
    if not opening:
        return case[form], form
    return (f"<p>{opening.strip()}</p>\n{case[form]}" if form == "html" else f"{opening}\n{case[form]}"), form


def interval(ci: ConfidenceInterval | None) -> list[str | None] | None:
    return None if ci is None else [bound.text if bound else None for bound in (ci.low, ci.high, ci.level)]


def text(quantity: Quantity | None) -> str | None:
    return quantity.text if quantity else None


def said(claim: Claim) -> dict[str, Any]:
    """A claim in the notation of the cases."""
    slots: dict[str, Any] = {slot: getattr(claim, slot) for slot in WORDS}
    slots |= {slot: text(getattr(claim, slot)) for slot in NUMBERS}
    slots |= {"value": claim.status or text(claim.value), "op": claim.op, "ci": interval(claim.ci)}
    slots |= {"p": str(claim.p) if claim.p else None, "citations": list(claim.citations)}
    return slots | {"footnotes": list(claim.footnotes), "section": str(claim.section), "carrier": str(claim.carrier)}


def wanted(expected: dict[str, Any]) -> dict[str, list[Any]]:
    """The slots of an expected claim, each with the readings that are right."""
    slots = {key: value for key, value in expected.items() if key != "optional"}
    if "value" in slots:
        slots.setdefault("op", "=")
    return {
        key: [read(v) for v in (value["any"] if isinstance(value, dict) else [value])] for key, value in slots.items()
    }


def read(value: Any) -> Any:
    if isinstance(value, list):
        return [read(item) for item in value]
    return None if value == "null" else value


def agrees(claim: Claim, expected: dict[str, Any]) -> bool:
    slots = said(claim)
    return all(slots[key] in readings for key, readings in wanted(expected).items())


def without_optional(claims: tuple[Claim, ...], expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The expected claims, without those optional ones that the page's claims lack."""
    kept, left = [], list(claims)
    for i, claim in enumerate(expected):
        surplus = len(expected) - i - len(left)
        if claim.get("optional") and surplus > 0 and not (left and agrees(left[0], claim)):
            continue
        kept.append(claim)
        left = left[1:]
    return kept


@pytest.mark.parametrize(("opening", "case"), list(cases()))
def test_a_page_makes_these_claims(
    opening: str, case: dict[str, Any], extraction_of: Callable[..., Extraction]
) -> None:
    found = extraction_of(*source_of(opening, case))
    expected = without_optional(found.claims, case.get("claims", []))
    got, right = side_by_side(found.claims, expected)
    assert got == right
    assert [entry.text for entry in found.ledger if entry.bucket is Bucket.UNREAD] == case.get("unread", [])
    for numeral, bucket in case.get("buckets", {}).items():
        assert {str(entry.bucket) for entry in found.ledger if entry.text == numeral} == {bucket}, numeral


def side_by_side(claims: tuple[Claim, ...], expected: list[dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """The claims and what was expected of them, in the slots of the case; a claim too many in all that it says."""
    got, right = [], []
    for claim, told in zip_longest(claims, expected):
        slots = said(claim) if claim else {}
        readings = wanted(told) if told else {}
        if claim:
            got.append({key: slots[key] for key in readings} if told else {k: v for k, v in slots.items() if v})
        if told:
            right.append(
                {key: slots[key] if slots.get(key) in any_of else any_of[0] for key, any_of in readings.items()}
            )
    return got, right


@pytest.mark.parametrize("file", sorted(CASES.glob("*.yaml")), ids=lambda file: file.stem)
def test_cases_are_well_formed(file: Path) -> None:
    told = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    names = [case["name"] for case in told["cases"]]
    assert len(set(names)) == len(names)
    for case in told["cases"]:
        assert set(case) <= KEYS, case["name"]
        assert sum(form in case for form in FORMS) == 1, case["name"]
        assert all(set(claim) <= SLOTS for claim in case.get("claims", [])), case["name"]
        assert all(not isinstance(claim, str) for claim in case.get("claims", [])), case["name"]
