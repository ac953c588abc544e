"""A fact's keys, declared once."""

from __future__ import annotations

from dataclasses import dataclass

from claims.quantity import OPERATORS
from references.compose import Node, Scalar
from references.figures import Count, Interval, Number, NumberOrStatus, PValue
from references.model import Citing, Fact
from references.nodes import Day, ListOf, Log, OneOf, Ref, Schema, Spot, Truth, Words
from references.record import Key, Record
from references.vocabulary import (
    DIRECTIONS,
    INTERVAL_KINDS,
    LABEL_STATUS,
    MEASURES,
    MULTIPLICITY,
    RANKS,
    SIDES,
    STATUS,
)

_PLACED = Record(
    "source",
    "A source and the place in it.",
    (
        Key("id", Ref("source"), "The source's id.", required=True, into="source"),
        Key("at", Words(), "Where in it: table, figure, section, page."),
    ),
    build=Citing,
    located=False,
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A source by its id, alone or with the place in it."""

    def read(self, node: Node, spot: Spot, log: Log) -> object:
        """Either way, a Citing."""
        if not isinstance(node, Scalar):
            return _PLACED.read(node, spot, log)
        source = Ref("source").read(node, spot, log)
        return Citing(source) if source else None

    def schema(self) -> Schema:
        """Either shape."""
        return {"anyOf": [Ref("source").schema(), _PLACED.schema()]}


def _fact(**given: object) -> Fact:
    """A Fact, with a value that is no number moved to `status_value`."""
    if isinstance(given.get("value"), str):
        given["status_value"] = given.pop("value")
    return Fact(**given)  # type: ignore[arg-type]  # the forms have read what the model asks for


_CHECKED = Record(
    "check",
    "Who compared the fact with its source, and when.",
    (Key("by", Words(), "Person or department."), Key("on", Day(), "The day of the check.")),
    located=False,
)

FACT = Record(
    "fact",
    "What a source says: one estimate with everything that belongs to it.",
    (
        Key("id", Words("an id"), "Unique over all files.", required=True),
        Key("product", Ref("product"), "Id of the product."),
        Key("trial", Ref("trial"), "Id of the trial."),
        Key("analysis", Words(), "Id of one of the trial's analyses, or words."),
        Key("endpoint", Words(), "Canonical code (PFS, ORR, HbA1c), an endpoint's id, or words.", required=True),
        Key("measure", OneOf(MEASURES), "What kind of number it is.", required=True),
        Key("arm", Words(), "Id of one of the trial's arms; for ratios the experimental arm."),
        Key("versus", Words(), "Id of the arm that it is compared with."),
        Key("population", Words(), "Id of one of the trial's populations, or words; left out for everyone."),
        Key("timepoint", Words(), "For a value at a time: week 16, 24 months."),
        Key("dose", Words(), "The dose it was seen with."),
        Key("regimen", Words(), "The schedule it was seen with."),
        Key("with", Words(), "The combination partner.", into="combined_with"),
        Key("value", NumberOrStatus(), "The number as its source prints it, or NR / NE.", required=True),
        Key("direction", OneOf(DIRECTIONS), "Where the value is a magnitude: 10 % lower."),
        Key("unit", Words(), "%, months, mg/kg, per year; left out for ratios."),
        Key("op", OneOf(OPERATORS), "The comparator printed with the value."),
        Key("high", Number(), "The upper end, where the fact is a range."),
        Key("ci", Interval(), "[low, high]; a bound that is not reached is NR or NE."),
        Key("ci_level", Number("digits such as 95"), "Level of the interval in percent."),
        Key("ci_kind", OneOf(INTERVAL_KINDS), "What kind of interval it is."),
        Key("p", PValue(), 'The p value: 0.0032 or "<0.001".'),
        Key("p_sided", OneOf(SIDES), "One-sided or two-sided test."),
        Key("p_test", Words(), "The test: log-rank, Fisher."),
        Key("n", Count(), "Those with the event."),
        Key("of", Count(), "Those counted."),
        Key("rank", OneOf(RANKS), "The endpoint's place in the trial's plan."),
        Key("multiplicity", OneOf(MULTIPLICITY), "Whether the testing plan covers it."),
        Key("assessed_by", Words(), "Who assessed it: IRC, investigator."),
        Key("base", Words(), "Words that must name a selected denominator."),
        Key("base_selected", Truth(), "Whether the denominator was selected by an earlier result."),
        Key("n_entering", Count(), "How many entered the phase that a selected base comes from."),
        Key("label_status", OneOf(LABEL_STATUS), "How it stands to the approved label."),
        Key("sources", ListOf(Cited(), at_least=1), "Where it is written: ids, or {id, at}.", required=True),
        Key("caveats", ListOf(Ref("caveat")), "Ids of the caveats that must stand with it."),
        Key("superseded_by", Ref("fact"), "Id of the fact that replaces it."),
        Key("status", OneOf(STATUS), "approved, draft (supports with a warning), withdrawn (never supports)."),
        Key("checked", _CHECKED, "Who compared it with its source, and when."),
        Key("note", Words(), "Free words."),
    ),
    build=_fact,
    listed=True,
)
