"""A word of the page that no name explains is read as one analysis, not as two."""

from __future__ import annotations

from checker.model import Agreement, Match, SlotMatch, Verdict
from checker.one_reading import with_one_reading
from claims.model import Claim, Place
from claims.quantity import Quantity
from references.model import Fact, Where

PLACE = Place(1, 1, 1, 2, 0, 1)


def read(value: str, known: str, *, word: str = "exploratory", slot: str = "analysis", trial: str = "EX") -> Match:
    """A supported number whose word for a slot is no registered name, with what its fact has there."""
    fact = Fact(
        id=f"f-{value}",
        where=Where("r", 1),
        sources=(),
        value=Quantity.of(value),
        measure="median_time",
        endpoint="OS",
        trial=trial,
    )
    claim = Claim(id=f"c{value}", quote=value, place=PLACE, block=0, measure="median_time", value=Quantity.of(value))
    slots = (SlotMatch(slot, word, known, Agreement.UNKNOWN),)
    return Match(claim=claim, verdict=Verdict.SUPPORTED, reason="agrees", fact=fact, slots=slots)


def verdicts(*matches: Match) -> list[str]:
    return [match.verdict.value for match in with_one_reading(matches)]


def test_the_odd_one_out_is_of_the_other_analysis() -> None:
    found = with_one_reading([read("14.9", "updated"), read("0.695", "updated"), read("11.2", "interim")])
    assert [match.verdict.value for match in found] == ["supported", "supported", "contradicted"]
    assert found[2].diagnosis == "other analysis: f-11.2"
    assert found[2].slots[0].agreement is Agreement.DIFFERS


def test_a_word_read_alike_throughout_is_left() -> None:
    assert verdicts(read("14.9", "updated"), read("11.3", "updated")) == ["supported"] * 2


def test_one_against_one_decides_nothing() -> None:
    assert verdicts(read("14.9", "updated"), read("11.2", "interim")) == ["supported"] * 2


def test_two_words_and_two_trials_have_readings_of_their_own() -> None:
    usual = (read("14.9", "updated"), read("0.695", "updated"))
    assert verdicts(*usual, read("11.2", "interim", word="planned")) == ["supported"] * 3
    assert verdicts(*usual, read("11.2", "interim", trial="EX-2")) == ["supported"] * 3
    assert verdicts(*usual, read("11.2", "adults", slot="population")) == ["supported"] * 3
