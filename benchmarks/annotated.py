"""An annotated page -> the registry that its annotation amounts to: every scored claim becomes an approved fact,
and the size of every arm.

    python benchmarks/annotated.py PAGE.gold.jsonl [FILE]

The registry says of the page exactly what a person read on it, so an audit of the page against it should find nothing,
and every slip that is planted on the page should be found.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml
from readings import Names, first, named, readings, things

from claims.extract import extract
from claims.model import Extraction, Page
from claims.pages import format_of, read

NUMERAL = re.compile(r"\d[\d,]*(?:[.·]\d+)?|[.·]\d+")
PAGE = "page"  # the source of what the page cites nothing for
SUBJECT = ("trial", "analysis", "endpoint", "measure", "arm", "versus", "population", "timepoint")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("file", type=Path, nargs="?", help="the registry (default standard output)")
    options = parser.parse_args(argv)
    page = read(page_of(options.gold), shown_as=options.gold.name)
    if not isinstance(page, Page):
        sys.exit(page.reason)
    text = as_yaml(registry_of(annotation(options.gold), extract(page)))
    if options.file is None:
        sys.stdout.write(text)
    else:
        options.file.write_text(text, "utf-8")
    return 0


def annotation(gold: Path) -> list[dict[str, Any]]:
    """The annotated claims of a page, optional ones too."""
    return [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]


def page_of(gold: Path) -> Path:
    """The page that an annotation belongs to: the file of the same name beside it that can be read as one."""
    name = gold.name.removesuffix(".gold.jsonl")
    return next(file for file in sorted(gold.parent.glob(f"{name}.*")) if format_of(file) is not None)


def registry_of(golds: Iterable[Mapping[str, Any]], extraction: Extraction) -> dict[str, Any]:
    """Registry data: one fact for each thing that is claimed, however often the page says it.

    Sources are the page's own references; what a claim's footnote says is its caveat.
    """
    printed = {reference.number: reference.text for reference in extraction.references}
    notes = _notes(extraction)
    golds = list(golds)
    known = _things(golds)
    facts: dict[str, dict[str, Any]] = {}
    for gold in golds:
        if not _is_registered(gold):
            continue
        fact, cited = (
            _fact(gold, notes, known),
            [_source(number) for number in first(gold["citations"]) or ()] or [PAGE],
        )
        if "value" not in fact:
            continue  # `no deaths`, which may be read as no number
        one = facts.setdefault(json.dumps(fact, sort_keys=True), {"id": f"f{len(facts) + 1}", **fact, "sources": []})
        one["sources"] += [source for source in cited if source not in one["sources"]]
    cited_anywhere = sorted({source for fact in facts.values() for source in fact["sources"]})
    return {
        "sources": [_described(source, printed) for source in cited_anywhere],
        **({"trials": trials} if (trials := list(_trials(facts.values(), known))) else {}),
        **({"endpoints": endpoints} if (endpoints := _endpoints(known["endpoint"])) else {}),
        "facts": list(facts.values()),
        **({"caveats": caveats} if (caveats := _caveats(facts.values(), notes)) else {}),
    }


def _is_registered(gold: Mapping[str, Any]) -> bool:
    """Whether a registry has such a thing: what is scored, and how many patients an arm has."""
    return not gold["optional"] or "count" in readings(gold["measure"])


def _things(golds: Iterable[Mapping[str, Any]]) -> dict[str, Names]:
    """What the page calls its trials, arms, endpoints and groups of patients."""
    golds = [gold for gold in golds if _is_registered(gold)]
    told = {
        "trial": ((trial, readings(gold["trial"])) for gold in golds if (trial := named(gold["trial"]))),
        "arm": (
            (arm, readings(gold[slot]))
            for slot in ("arm", "versus")
            for gold in golds
            if (arm := readings(gold[slot])[0])
        ),
        "endpoint": ((named(gold["endpoint"]), readings(gold["endpoint"])) for gold in golds),
        "population": ((first(gold["population"]), readings(gold["population"])) for gold in golds),
    }
    return {kind: things(each, shared=kind == "arm") for kind, each in told.items()}


def _endpoints(known: Names) -> list[dict[str, Any]]:
    """Endpoints with their equally right names."""
    return [{"id": one, "names": [*names]} for one, names in known.by_id.items() if names]


def _trials(facts: Iterable[Mapping[str, Any]], known: Mapping[str, Names]) -> Iterator[dict[str, Any]]:
    """Trials with their arms, and with the populations that are named in several ways."""
    own: dict[str, list[Mapping[str, Any]]] = {}
    for fact in facts:
        if "trial" in fact:
            own.setdefault(fact["trial"], []).append(fact)
    for trial in sorted(own):
        record: dict[str, Any] = {"id": trial, "names": [*known["trial"].others_of(trial)]}
        for kind, slots in (("arm", ("arm", "versus")), ("population", ("population",))):
            used = sorted({fact[slot] for fact in own[trial] for slot in slots if slot in fact})
            members = [{"id": one, "names": [*known[kind].others_of(one)]} for one in used]
            if any(member["names"] for member in members):
                record[f"{kind}s"] = [m for m in members if m["names"] or kind == "arm"]
        yield {key: value for key, value in record.items() if value}


def as_yaml(registry: Mapping[str, Any]) -> str:
    """YAML in which every number keeps the digits it was printed with."""
    return yaml.safe_dump(dict(registry), sort_keys=False, allow_unicode=True, width=120)


def _notes(extraction: Extraction) -> dict[str, str]:
    """Notes by marker; a marker with several notes is left out."""
    notes: dict[str, list[str]] = {}
    for note in extraction.notes:
        notes.setdefault(note.marker, []).append(note.text)
    return {marker: texts[0] for marker, texts in notes.items() if len(texts) == 1 and texts[0].strip()}


def _caveats(facts: Iterable[Mapping[str, Any]], notes: Mapping[str, str]) -> list[dict[str, Any]]:
    used = {caveat for fact in facts for caveat in fact.get("caveats", ())}
    return [{"id": f"note {m}", "text": text, "scope": "block"} for m, text in notes.items() if f"note {m}" in used]


def _fact(gold: Mapping[str, Any], notes: Mapping[str, str], known: Mapping[str, Names]) -> dict[str, Any]:
    quote = str(gold["quote"])
    fact: dict[str, Any] = {slot: first(gold[slot]) for slot in SUBJECT}
    fact["endpoint"] = known["endpoint"].id_of(named(gold["endpoint"])) or "unnamed"
    fact["population"] = known["population"].id_of(fact["population"])
    fact["trial"] = known["trial"].id_of(named(gold["trial"]))
    fact["arm"] = known["arm"].id_of(readings(gold["arm"])[0])
    fact["versus"] = known["arm"].id_of(readings(gold["versus"])[0])
    fact["value"] = first(gold["status"]) or _as_printed(first(gold["value"]), quote)
    fact["unit"] = first(gold["unit"])
    fact["op"] = "=" if "=" in readings(gold["op"]) else first(gold["op"]) or "="
    fact["high"] = _as_printed(gold["high"], quote)
    if (ci := first(gold["ci"])) is not None:
        fact["ci"] = [_as_printed(ci[bound], quote) or "NR" for bound in ("low", "high")]
        fact["ci_level"] = _as_printed(ci.get("level"), quote)
    if (p := first(gold["p"])) is not None:
        digits = _as_printed(p["value"], quote)
        fact["p"] = digits if p["op"] == "=" else f"{p['op']}{digits}"
    markers = first(gold["footnotes"]) or ()
    fact["caveats"] = [f"note {marker}" for marker in markers if marker in notes] or None
    fact["n"], fact["of"] = (_as_printed(gold[slot], quote) for slot in ("n", "of"))
    return {slot: value for slot, value in fact.items() if value is not None}


def _as_printed(value: Any, quote: str) -> str | None:
    """A number with the decimals that the page prints: 62.3 read from `62.30%` is 62.30."""
    value = first(value)
    if value is None:
        return None
    number = Decimal(str(value))
    for numeral in NUMERAL.findall(quote):
        plain = numeral.replace(",", "").replace("·", ".")
        try:
            if Decimal(plain) == abs(number):
                text = f"0{plain}" if plain.startswith(".") else plain
                return f"-{text}" if number < 0 else text
        except InvalidOperation:
            continue
    return f"{number:f}".removesuffix(".0")


def _source(number: str) -> str:
    return f"ref-{number}"


def _described(source: str, printed: Mapping[str, str]) -> dict[str, Any]:
    text = printed.get(source.removeprefix("ref-"))
    return {"id": source, **({"citation": text} if text else {})}


if __name__ == "__main__":
    sys.exit(main())
