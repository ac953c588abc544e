"""What holds of every page that is read, whatever it says."""

from collections import Counter
from itertools import pairwise

from claims.model import Bucket, Extraction, Page
from claims.numerals import DIGITS
from claims.serial import ledger_to_json

LEAST = {Bucket.CLAIM, Bucket.PART}


def the_ledger_adds_up(page: Page, found: Extraction) -> None:
    for block in page.blocks:
        assert len(block.spots) == len(block.text) + 1
        assert all(first <= second for first, second in pairwise(block.spots))
    printed = [block.text for block in page.blocks] + [mark.text for block in page.blocks for mark in block.marks]
    numerals = Counter(numeral for text in printed for numeral in DIGITS.findall(text))
    assert sum(numerals.values()) == len(found.ledger)
    blocks = [(block, match) for block in page.blocks for match in DIGITS.finditer(block.text)]
    marks = [(mark.start, mark.end) for block in page.blocks for mark in block.marks for _ in DIGITS.findall(mark.text)]
    places = [page.spot(block, *match.span()) for block, match in blocks]
    expected = Counter([*((place.start, place.end) for place in places), *marks])
    assert Counter((entry.place.start, entry.place.end) for entry in found.ledger) == expected
    told = ledger_to_json(found.ledger)
    assert sum(told["buckets"].values()) == told["numerals"] == len(found.ledger)
    assert all(above.place.start <= below.place.start for above, below in pairwise(found.ledger))


def claims_stand_in_order_at_their_places(page: Page, found: Extraction) -> None:
    assert [claim.id for claim in found.claims] == [f"c{i}" for i in range(1, len(found.claims) + 1)]
    order = [(claim.block, claim.place.start) for claim in found.claims]
    assert order == sorted(order)
    for claim in found.claims:
        assert claim.quote
        assert page.source[claim.place.start : claim.place.end] == claim.quote
        assert page.place(claim.place.start, claim.place.end) == claim.place


def claims_and_ledger_name_each_other(found: Extraction) -> None:
    owners = {entry.claim for entry in found.ledger if entry.bucket in LEAST}
    assert owners <= {claim.id for claim in found.claims}
    assert {claim.id for claim in found.claims if DIGITS.search(claim.quote)} <= owners
    assert all(entry.claim is None for entry in found.ledger if entry.bucket not in LEAST)
