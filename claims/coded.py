"""An endpoint in the page's own words to the code of the lexicon that they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.endpoint_kinds import kind_of
from claims.mention import Mention


def coded(phrase: str, named: Sequence[Mention], text: str) -> str:
    """A phrase as the code of the survival or response that it names, or of the level that it is: else as it is."""
    for mention in named:
        if text[mention.start : mention.end].rstrip("0123456789") == f"{phrase} ":
            return mention.id  # the phrase was cut before the digits of PASI 75
    for mention in sorted(named, key=lambda m: m.start - m.end):
        said = text[mention.start : mention.end]
        kind = kind_of(mention.id)
        bare = STATED_AS.sub("", phrase).strip()
        if kind in ("time", "response") and "time to" not in phrase and _is_named_in(phrase, said):
            return mention.id
        if said.casefold() == bare.casefold() or mention.id == bare:
            return mention.id
    return phrase


STEM = 8  # letters of a first word that tell it in another form: `completely` for `complete`
NEXT_STEM = 5  # the same for the word behind it


def _is_named_in(phrase: str, name: str) -> bool:
    """Whether a phrase names an endpoint by its first words: `pathologic downstaging` is no `pathologic complete response`."""
    second = name.split()[1:2]
    return name[:STEM] in phrase and (not second or second[0][:NEXT_STEM].casefold() in phrase.casefold())


STATED_AS = re.compile(
    r"\b(?:median|mean|average|absolute gain in|gain in|improvement in|baseline|rates?|proportion with|in favou?r)\b",
    re.IGNORECASE,
)
