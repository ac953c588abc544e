"""The words that a page prints of a name to all of it: the first of two words, the name without a mark glued to it."""

from __future__ import annotations

import re
from collections import Counter

TWO_WORDS = re.compile(r"(?P<name>[A-Z](?<!\w.)[A-Z]{3,}\s(?P<second>[A-Z]{3,}))(?=[®™▼]|\s\((?:R|TM)\))")


def two_words(text: str) -> dict[str, str]:
    """Second word -> name of two words, of which the second never stands without the first: `EXEMPLAR RAPIDA®`; its first
    word alone where the page mostly calls it so."""
    found = {match["second"]: " ".join(match["name"].split()) for match in TWO_WORDS.finditer(text)}
    longer = {
        second: name for second, name in found.items() if len(re.findall(rf"\b{second}\b", text)) == text.count(name)
    }
    usual = {second: name.partition(" ")[0] for second, name in longer.items()}
    return {
        second: usual[second] if text.count(usual[second]) > OFTEN_SHORT * text.count(name) else name
        for second, name in longer.items()
        if text.count(name) >= FEWEST_TIMES or text.count(usual[second]) > OFTEN_SHORT
    }


FEWEST_TIMES = 2  # that a page prints a name of two words
OFTEN_SHORT = 4  # times as often as by its whole name does a page call its product by the first word


NEARLY_ALWAYS = 1.3  # times as often may the name of a device stand in all
DEVICE = re.compile(r"\b[A-Z][A-Za-z]{3,20}[®™]{1,2}\s(?P<device>[A-Z][a-z]{3,20})(?=[®™])")


def with_device(text: str) -> dict[str, str]:
    """Name of a device, which hardly stands by itself -> the brand with it, as printed: `Exemplar® Inhalo®`."""
    found = (
        Counter((match["device"], match[0]) for match in DEVICE.finditer(text)) if "®" in text or "™" in text else {}
    )
    return {
        device: name
        for (device, name), times in found.items()
        if times >= FEWEST_TIMES and times * NEARLY_ALWAYS >= len(re.findall(rf"\b{device}\b", text))
    }


def with_lost_mark(text: str) -> dict[str, str]:
    """A name with the mark that flattening glued to it -> the name: `EXEMPLARTM (examplimab)`, `ExemplarTM`."""
    glued = {match[0]: match["name"] for match in GLUED_MARK.finditer(text)} if "TM" in text else {}
    return {name: plain for name, plain in glued.items() if re.search(rf"\b{plain}\b", text)}


GLUED_MARK = re.compile(r"\b(?P<name>[A-Z][A-Za-z]{3,20})TM\b")
