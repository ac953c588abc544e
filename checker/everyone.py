"""The words for a population, or a fact -> whether it is about all patients and not about a subgroup of them."""

from __future__ import annotations

import re

from references.index import Index
from references.model import Fact
from references.names import normal

EVERYONE = re.compile(  # of the normal form: small letters, singular
    r"(the )?(itt|intent(ion)? to treat|(modified )?full analysi?s?|overall|total|entire|whole|all|everyone)"
    r"( (study|trial|patient|participant|subject|population|set|group|randomized|treated|enrolled|comer)){0,3}"
)


def is_everyone(words: str | None) -> bool:
    """Whether a population is no subgroup: nothing said, ITT, all patients, overall."""
    return words is None or EVERYONE.fullmatch(normal(words)) is not None


def is_of_everyone(index: Index, fact: Fact) -> bool:
    """Whether a fact is about all who were randomised or treated."""
    known = index.population(fact.trial, fact.population)
    return is_everyone(fact.population) or (known is not None and known.kind in ("itt", "safety"))
