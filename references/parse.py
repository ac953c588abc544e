"""The registry's records, declared once: what the loader reads is what the schema says."""

from __future__ import annotations

from references.figures import Count, Number
from references.model import (
    Analysis,
    AppliesTo,
    Arm,
    Caveat,
    Endpoint,
    NonInferiority,
    Population,
    Product,
    Source,
    Trial,
)
from references.nodes import Day, ListOf, OneOf, Ref, Truth, Words
from references.parse_fact import FACT
from references.record import Key, Record
from references.vocabulary import (
    ANALYSIS_KINDS,
    APPROVALS,
    DERIVED,
    DESIGNS,
    INDIRECT,
    MARKETS,
    POPULATION_KINDS,
    ROLES,
    SCOPES,
    SOURCE_KINDS,
)

_SEVERAL = ListOf(Words())
_ID = Key("id", Words("an id"), "Unique over all files; also a name.", required=True)
_ID_HERE = Key("id", Words("an id"), "Unique within the trial; also a name.", required=True)
_NAMES = Key("names", _SEVERAL, "Every name that pages use for it.")
_NOTE = Key("note", Words(), "Free words.")

_MARKET = Record("market", "The product in one market.", (Key("launched", Day(), "First day on sale."),), located=False)

PRODUCT = Record(
    "product",
    "What is promoted, with what its pages must carry.",
    (
        _ID,
        Key("brand", Words(), "Brand name."),
        Key("generic", Words(), "Non-proprietary name."),
        Key("names", _SEVERAL, "Further names."),
        Key("approval", OneOf(APPROVALS), "Kind of marketing authorisation."),
        Key("indication", Words(), "The approved indication."),
        Key("limitations", Words(), "Limitations of use."),
        Key("boxed_warning", _SEVERAL, "Topics of the boxed warning that must be named."),
        Key("key_risks", _SEVERAL, "Risks that must stand with a benefit."),
        Key("black_triangle", Truth(), "Whether it is under additional monitoring."),
        Key("ae_statement", Words(), "The adverse-event reporting line that the market asks for."),
        Key(
            "markets",
            Record(
                "list of markets",
                "The product in each market.",
                tuple(Key(name, _MARKET, f"Market {name}.") for name in MARKETS),
                located=False,
            ),
            "Market by market.",
        ),
        _NOTE,
    ),
    build=Product,
    listed=True,
)

SOURCE = Record(
    "source",
    "A document that holds facts.",
    (
        _ID,
        Key("kind", OneOf(SOURCE_KINDS), "What kind of document it is."),
        Key("citation", Words(), "The reference as it is to be printed."),
        Key("doi", Words(), "Digital object identifier."),
        Key("pmid", Words(), "PubMed id."),
        Key("nct", Words(), "ClinicalTrials.gov id."),
        Key("url", Words(), "Address."),
        Key("document", Words(), "File name or anchor of the stored copy."),
        Key("date", Day(), "Date of the document."),
        Key("expires", Day(), "Last day on which it may be used."),
        Key("superseded_by", Ref("source"), "Id of the source that replaces it."),
        _NOTE,
    ),
    build=Source,
    listed=True,
)

_ARM = Record(
    "arm",
    "A treatment arm, by all its names.",
    (_ID_HERE, _NAMES, Key("n", Count(), "Patients."), Key("role", OneOf(ROLES), "Its part in the comparison.")),
    build=Arm,
)

_ANALYSIS = Record(
    "analysis",
    "One look at the trial's data.",
    (
        _ID_HERE,
        _NAMES,
        Key("kind", OneOf(ANALYSIS_KINDS), "What kind of analysis it is."),
        Key("follow_up", Words(), "Median follow-up with its unit."),
        Key("cutoff", Day(), "Data cut-off."),
    ),
    build=Analysis,
)

_POPULATION = Record(
    "population",
    "A subgroup or analysis set.",
    (
        _ID_HERE,
        _NAMES,
        Key("kind", OneOf(POPULATION_KINDS), "How it was defined."),
        Key("n", Count(), "Patients."),
    ),
    build=Population,
)

_NI = Record(
    "non-inferiority plan",
    "What a non-inferiority trial set out to show and showed.",
    (
        Key("margin", Number("digits such as 1.25"), "The margin."),
        Key("populations_met", _SEVERAL, "Analysis sets in which it was met."),
        Key("superiority_tested", Truth(), "Whether superiority was tested as planned."),
    ),
    build=NonInferiority,
    located=False,
)

TRIAL = Record(
    "trial",
    "A trial with its arms, analyses and populations.",
    (
        _ID,
        _NAMES,
        Key("registration", Words(), "Number in a trial register."),
        Key("design", OneOf(DESIGNS), "What kind of evidence it gives."),
        Key("enrolled", Count(), "Patients enrolled."),
        Key("arms", ListOf(_ARM), "Its arms."),
        Key("analyses", ListOf(_ANALYSIS), "Its analyses."),
        Key("populations", ListOf(_POPULATION), "Its populations."),
        Key("ni", _NI, "Non-inferiority."),
        _NOTE,
    ),
    build=Trial,
    listed=True,
)

ENDPOINT = Record(
    "endpoint",
    "An endpoint that is added, or more names for a built-in one.",
    (_ID, _NAMES, Key("not", _SEVERAL, "Tempting wrong paraphrases.", into="forbidden")),
    build=Endpoint,
    listed=True,
)

_APPLIES_TO = Record(
    "list of targets",
    "What a caveat is attached to besides the facts that name it.",
    (
        Key("populations", ListOf(Words(), alone="any"), "Ids or words; any: every named population."),
        Key("endpoints", _SEVERAL, "Codes or words."),
        Key("facts", ListOf(Ref("fact")), "Ids of facts."),
        Key("phrases", _SEVERAL, "Words on the page."),
    ),
    build=AppliesTo,
    located=False,
)

CAVEAT = Record(
    "caveat",
    "Words that must stand with a claim.",
    (
        _ID,
        Key("text", Words(), "The caveat as it is to be printed; only an insufficient one may leave it out."),
        Key("also", _SEVERAL, "Other accepted wordings."),
        Key("scope", OneOf(SCOPES), "How near to the claim it must stand."),
        Key("applies_to", _APPLIES_TO, "What it is attached to."),
        Key("insufficient", Truth(), "true: no wording can repair the claims it is attached to."),
        _NOTE,
    ),
    build=Caveat,
    listed=True,
)

_DERIVED = Record(
    "list of derivations",
    "What may be derived from facts.",
    tuple(
        Key(name, OneOf(DERIVED), f"Whether {said} may be derived.")
        for name, said in (
            ("risk_reduction", "a risk reduction (1 - HR)"),
            ("difference", "a difference between arms"),
            ("ratio_of_medians", "a ratio of medians"),
            ("ratio_of_rates", "a ratio of rates or a relative reduction between them"),
            ("needed_to_treat", "a number needed to treat"),
            ("share", "a percentage of n/N, or n of a percentage"),
            ("sums", "a sum of response categories (CR + PR)"),
            ("pooled", "a value pooled over trials or arms"),
        )
    ),
    located=False,
    listed=True,
)

POLICY = Record(
    "policy",
    "What the company lets its pages derive or compare.",
    (
        Key("indirect_comparisons", OneOf(INDIRECT), "Comparisons across trials."),
        Key("derived", _DERIVED, "Derived numbers."),
    ),
    located=False,
    listed=True,
)

REGISTRY = Record(
    "registry",
    "What may be said: facts, their sources, and what belongs to them.",
    (
        Key("products", ListOf(PRODUCT), "What is promoted."),
        Key("sources", ListOf(SOURCE), "Documents that hold facts."),
        Key("trials", ListOf(TRIAL), "Trials."),
        Key("endpoints", ListOf(ENDPOINT), "Endpoints added to the built-in ones."),
        Key("facts", ListOf(FACT), "What the sources say."),
        Key("caveats", ListOf(CAVEAT), "Words that must stand with claims."),
        Key("policy", POLICY, "The company's choices."),
    ),
    located=False,
)
