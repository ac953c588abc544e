"""`these infections` to the infections that the label of its block or the sentence before named."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.named import Named, Spot
from claims.site import Chosen, Site

THESE = re.compile(r"(?:these|such|those|this|that)\s(?:kinds?\sof\s)?(?P<what>[a-z]{4,20})", re.IGNORECASE)
LABEL = re.compile(r"\W{0,3}(?P<label>[A-Z][^:.;,\n\d]{3,60}):\s")


def meant(found: Chosen, site: Site) -> Chosen:
    """What was chosen, by its own name where it only points to what was named before."""
    match = THESE.fullmatch(found.name or "")
    if match is None:
        return found
    what = match["what"].casefold().removesuffix("s")
    label = LABEL.match(site.block.text)
    if label and _ends_in(label["label"], what):
        return replace(found, name=Named(label["label"], Spot(site.block.index, *label.span("label"))))
    said = site.said.endpoint
    return replace(found, name=said.name) if said and said.name and _ends_in(said.name, what) else found


def _ends_in(name: str, what: str) -> bool:
    """Whether a name ends in a noun, in the singular or plural."""
    return name.casefold().removesuffix("s").endswith(what)
