from __future__ import annotations

import pytest

FACT = "id: f, measure: rate, endpoint: ORR, value: 62.3, sources: [pi]"


def facts(*written: str) -> str:
    return "\n".join(["sources: [{id: pi}]", "facts:", *(f"  - {{{one}}}" for one in written)])


def with_fact(more: str) -> str:
    return facts(f"{FACT}, {more}")


MEASURES = (
    "median_time, rate, hazard_ratio, odds_ratio, risk_ratio, rate_ratio, risk_reduction, mean, mean_change, "
    "difference, fold, count, median, time, dose, p_value, threshold, other"
)
SECTIONS = "products, sources, trials, endpoints, facts, caveats, policy"
TEXTLESS = "caveats[0].text: is missing; a caveat needs its text, unless it is insufficient"
KINDS = "label, article, congress, guideline, data-on-file, registry, authority, other"
SHAPES = "write YYYY, YYYY-MM or YYYY-MM-DD"

VALUES = [
    ("value: abc", 'value: "abc" is no number; write digits such as 0.548, or NR / NE'),
    ('value: "1,021"', 'value: "1,021" is no number; write it without separators: 1021'),
    ("value: 1_000", 'value: "1_000" is no number; write it without separators: 1000'),
    ("value: 1e3", 'value: "1e3" is no number; write digits such as 0.548, or NR / NE'),
    ("value: 0x10", 'value: "0x10" is no number; write digits such as 0.548, or NR / NE'),
    ("value: 12:30", 'value: "12:30" is no number; write digits such as 0.548, or NR / NE'),
    ("value: 010", 'value: "010" is no number; write digits such as 0.548, or NR / NE'),
    ("value: NO", 'value: "NO" is no number; write digits such as 0.548, or NR / NE'),
    ("value: .nan", 'value: ".nan" is no number; write digits such as 0.548, or NR / NE'),
    ("value: .5", 'value: ".5" is no number; write 0.5'),
    ("value: +5", 'value: "+5" is no number; write 5 without the plus'),
    ("value: −5", 'value: "−5" is no number; write -5 with a plain hyphen'),
    ("value: ٣", 'value: "٣" is no number; write digits such as 0.548, or NR / NE'),
    ("value: 41%", 'value: "41%" is no number; write 41 and unit: "%"'),
    ('value: "<5"', 'value: "<5" is no number; write 5 and op: "<"'),
    ("value: [1]", "value: is a list; write digits such as 0.548, or NR / NE"),
    ("value: {a: 1}", "value: is a mapping; write digits such as 0.548, or NR / NE"),
    ("value: nr", 'value: "nr" is no number; write digits such as 0.548, or NR / NE'),
    ("value: " + "9" * 25, f'value: "{"9" * 25}" is no number; write digits such as 0.548, or NR / NE'),
]


@pytest.mark.parametrize(("written", "said"), VALUES)
def test_a_value_that_is_no_number(said_of, written: str, said: str):
    assert said_of(facts(FACT.replace("value: 62.3", written))) == [f"registry.yaml:3: facts[0].{said}"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ci: [0.822, 0.366]", "ci: low 0.822 is above high 0.366; write [0.366, 0.822]"),
        ("ci: [0.366]", "ci: has one bound; write [low, high], with NR for a bound that is not reached"),
        ("ci: [0.366, null]", "ci: has one bound; write [low, high], with NR for a bound that is not reached"),
        ("ci: []", "ci: has no bound; write [low, high], with NR for a bound that is not reached"),
        ("ci: [1, 2, 3]", "ci: has 3 bounds; write [low, high], with NR for a bound that is not reached"),
        ("ci: 0.36-0.82", "ci: is no interval; write [low, high], such as [0.366, 0.822] or [0.366, NR]"),
        ("ci: [0.3, x]", 'ci[1]: "x" is no number; write digits such as 0.548, or NR / NE'),
        ("ci_level: 95%", 'ci_level: "95%" is no number; write 95 and unit: "%"'),
        ("p: NS", 'p: "NS" is no p value; write digits such as 0.0032 or "<0.001"'),
        ("p: 3.2", 'p: "3.2" is no p value; it lies between 0 and 1'),
        ("p: -0.1", 'p: "-0.1" is no p value; it lies between 0 and 1'),
        ('p: "<<0.1"', 'p: "<<0.1" is no p value; write digits such as 0.0032 or "<0.001"'),
        ("n: 12.5", 'n: "12.5" is no whole number; write digits such as 179'),
        ("of: -3", 'of: "-3" is no whole number; write digits such as 179'),
        ('n_entering: "1 021"', 'n_entering: "1 021" is no whole number; write it without separators: 1021'),
        ("base_selected: yes", 'base_selected: "yes" is neither true nor false'),
        ("p_sided: 3", 'p_sided: "3" is none of 1, 2'),
        ("op: ≤", 'op: "≤" is none of =, ~, <, <=, >, >='),
        ("status: aproved", 'status: "aproved" is none of approved, draft, withdrawn; did you mean "approved"?'),
        ("rank: main", 'rank: "main" is none of primary, key_secondary, secondary, exploratory'),
        ("unit: [x]", "unit: is a list; write words"),
        ('unit: "\\e[31m"', 'unit: " [31m" holds a control character; write it without'),
        ("caveats: power", "caveats: is no list; write [power]"),
        ("caveats: {a: b}", "caveats: is no list"),
        ("caveats: [power]", 'caveats[0]: "power" is no caveat'),
        ("checked: yes", 'checked: "yes" is no check; write a mapping with by, on'),
        ("checked: {on: 4 May}", 'checked.on: "4 May" is no date; write YYYY, YYYY-MM or YYYY-MM-DD'),
        ("product: exemplar", 'product: "exemplar" is no product'),
        ("trial: EXAMPLE-1", 'trial: "EXAMPLE-1" is no trial'),
        ("superseded_by: g", 'superseded_by: "g" is no fact'),
        ("superseded_by: f", "superseded_by: is a circle: f > f"),
        ("cii: [1, 2]", 'cii: is no key of a fact; did you mean "ci"?'),
        ("unit: x, unit: y", "unit: is written twice, first on line 3"),
    ],
)
def test_a_defect_of_a_fact(said_of, written: str, said: str):
    assert said_of(with_fact(written)) == [f"registry.yaml:3: facts[0].{said}"]


def test_a_measure_that_is_not_in_the_list(said_of):
    assert said_of(facts(FACT.replace("rate", "hazard ratio"))) == [
        f'registry.yaml:3: facts[0].measure: "hazard ratio" is none of {MEASURES}; did you mean "hazard_ratio"?'
    ]


@pytest.mark.parametrize("key", ["id", "measure", "endpoint", "value", "sources"])
@pytest.mark.parametrize("given", ["", "null"])
def test_a_fact_without_what_it_needs(said_of, key: str, given: str):
    parts = [part for part in FACT.split(", ") if not part.startswith(f"{key}:")]
    parts += [f"{key}: {given}"] if given else []

    assert said_of(facts(", ".join(parts))) == [
        f"registry.yaml:3: facts[0].{key}: is missing; a fact needs id, endpoint, measure, value, sources"
    ]


def test_the_same_words_are_wrong_as_often_as_they_are_written(said_of):
    one, two = (FACT.replace("id: f", f"id: {id_}") for id_ in "fg")

    assert said_of(facts(*(f"{fact}, product: nobody, n: ten" for fact in (one, two)))) == [
        'registry.yaml:3: facts[0].n: "ten" is no whole number; write digits such as 179',
        'registry.yaml:3: facts[0].product: "nobody" is no product',
        'registry.yaml:4: facts[1].n: "ten" is no whole number; write digits such as 179',
        'registry.yaml:4: facts[1].product: "nobody" is no product',
    ]


def test_a_fact_without_any_source(said_of):
    assert said_of(facts(FACT.replace("[pi]", "[]"))) == [
        "registry.yaml:3: facts[0].sources: is empty; it needs at least 1"
    ]
    assert said_of(facts(FACT.replace("[pi]", "[null]"))) == [
        "registry.yaml:3: facts[0].sources: is empty; it needs at least 1"
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[p]", 'sources[0]: "p" is no source'),
        ("[{id: labl}]", 'sources[0].id: "labl" is no source; did you mean "label"?'),
        ("[{at: Table 2}]", "sources[0].id: is missing; a source needs id"),
        ("[{id: pi, page: 3}]", "sources[0].page: is no key of a source; it may have id, at"),
        ("pi", "sources: is no list; write [pi]"),
        ("[[pi]]", "sources[0]: a list is no source; write a mapping with id"),
    ],
)
def test_a_source_that_is_not_there(said_of, written: str, said: str):
    text = facts(FACT.replace("[pi]", written)).replace("{id: pi}]", "{id: pi}, {id: label}]")

    assert said_of(text) == [f"registry.yaml:3: facts[0].{said}"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sources: [{kind: label}]", "1: sources[0].id: is missing; a source needs id"),
        ("caveats: [{text: x}]", "1: caveats[0].id: is missing; a caveat needs id"),
        ("caveats: [{id: x}]", f"1: {TEXTLESS}"),
        ("caveats: [{id: x, text: null}]", f"1: {TEXTLESS}"),
        ("trials: [{id: T, arms: [{n: 3}]}]", "1: trials[0].arms[0].id: is missing; an arm needs id"),
        ("products: exemplar", "1: products: is no list; write [exemplar]"),
        ("products: [exemplar]", '1: products[0]: "exemplar" is no product; write a mapping with id'),
        ("prodcuts: []", '1: prodcuts: is no key of a registry; did you mean "products"?'),
        ("just words", f'1: "just words" is no registry; write a mapping with {SECTIONS}'),
        ("[1, 2]", f"1: a list is no registry; write a mapping with {SECTIONS}"),
        (
            "products: [{id: x, markets: [us]}]",
            "1: products[0].markets: a list is no list of markets; write a mapping with us, uk, eu",
        ),
        (
            "products: [{id: x, markets: {fr: {}}}]",
            "1: products[0].markets.fr: is no key of a list of markets; it may have us, uk, eu",
        ),
        (
            "products: [{id: x, markets: {us: 2021}}]",
            '1: products[0].markets.us: "2021" is no market; write a mapping with launched',
        ),
        (
            "products: [{id: x, markets: {us: {launched: soon}}}]",
            f'1: products[0].markets.us.launched: "soon" is no date; {SHAPES}',
        ),
        ("sources: [{id: x, date: 2023-02-29}]", '1: sources[0].date: "2023-02-29" is no date of the calendar'),
        ("sources: [{id: x, date: 2023-13}]", '1: sources[0].date: "2023-13" is no date of the calendar'),
        ("sources: [{id: x, date: 31.12.2023}]", f'1: sources[0].date: "31.12.2023" is no date; {SHAPES}'),
        ("sources: [{id: x, date: 2023-1-5}]", f'1: sources[0].date: "2023-1-5" is no date; {SHAPES}'),
        ("sources: [{id: x, date: 0000}]", '1: sources[0].date: "0000" is no date of the calendar'),
        (
            "policy: {derived: {pooled: maybe}}",
            '1: policy.derived.pooled: "maybe" is none of allow, needs_wording, forbid',
        ),
        ("policy: {indirect_comparisons: never}", '1: policy.indirect_comparisons: "never" is none of forbid, allow'),
        ("caveats: [{id: x, text: y, applies_to: {facts: [z]}}]", '1: caveats[0].applies_to.facts[0]: "z" is no fact'),
        (
            "caveats: [{id: x, text: y, applies_to: {populations: some}}]",
            "1: caveats[0].applies_to.populations: is no list; write [some]",
        ),
        ("endpoints: [{id: ''}]", "1: endpoints[0].id: is missing; an endpoint needs id"),
        ("'a b:c': 1", f'1: "a b:c": is no key of a registry; it may have {SECTIONS}'),
    ],
)
def test_a_defect_of_another_record(said_of, text: str, said: str):
    assert said_of(text) == [f"registry.yaml:{said}"]


def test_an_id_that_is_taken(said_of):
    assert said_of(facts(FACT, FACT)) == ['registry.yaml:4: facts[1].id: "f" is taken by registry.yaml:3 (facts[0].id)']


def test_an_id_that_is_taken_within_a_trial(said_of):
    text = "trials:\n  - id: T\n    arms:\n      - id: a\n      - id: a\n    analyses: [{id: a}]\n"

    assert said_of(text) == ['registry.yaml:5: trials[0].arms[1].id: "a" is taken by another of its arms on line 4']


TRIAL = "trials: [{id: T, arms: [{id: exd, names: [EXEMPLAR + Kd]}, {id: kd, names: [Kd]}]}]\n"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("arm: exdd", 'arm: "exdd" is no arm of T; did you mean "exd"?'),
        ("arm: EXEMPLER + Kd", 'arm: "EXEMPLER + Kd" is no arm of T; did you mean "EXEMPLAR + Kd"?'),
        ("versus: placebo", 'versus: "placebo" is no arm of T; it has exd, kd'),
    ],
)
def test_an_arm_that_the_trial_does_not_have(said_of, written: str, said: str):
    assert said_of(TRIAL + with_fact(f"trial: T, {written}")) == [f"registry.yaml:4: facts[0].{said}"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("arm: rd", 'arm: "rd" is no arm of T, but of U; it has exd, kd'),
        ("versus: Rd alone", 'versus: "Rd alone" is no arm of T, but of U; it has exd, kd'),
        ("arm: kdd", 'arm: "kdd" is no arm of T, but of U, V; did you mean "Kd"?'),
    ],
)
def test_an_arm_of_another_trial(said_of, written: str, said: str):
    others = "{id: U, arms: [{id: rd, names: [Rd alone]}, {id: kdd}]}, {id: V, arms: [{id: kdd}]}"
    trials = TRIAL.replace("[{id: T", f"[{others}, {{id: T")

    assert said_of(trials + with_fact(f"trial: T, {written}")) == [f"registry.yaml:4: facts[0].{said}"]


def test_nothing_is_said_of_arms_that_could_not_be_read(said_of):
    broken = TRIAL.replace("{id: exd, names", "{idd: exd, names")

    assert said_of(broken + with_fact("trial: T, arm: exd")) == [
        "registry.yaml:1: trials[0].arms[0].id: is missing; an arm needs id",
        'registry.yaml:1: trials[0].arms[0].idd: is no key of an arm; did you mean "id"?',
    ]


def test_a_circle_is_said_once(said_of):
    names = ("a", "b", "c", "d")
    following = ("b", "c", "b", "a")
    text = facts(
        *(
            f"{FACT}, superseded_by: {after}".replace("id: f", f"id: {id_}")
            for id_, after in zip(names, following, strict=True)
        )
    )

    assert said_of(text) == ["registry.yaml:4: facts[1].superseded_by: is a circle: b > c > b"]


def test_a_chain_is_no_circle(said_of):
    assert said_of("sources: [{id: a, superseded_by: b}, {id: b, superseded_by: c}, {id: c}]") == []


def test_everything_is_said_at_once_with_its_line(said_of):
    text = """\
sources:
  - id: pi
    date: 2024-02-30
  - kind: labels
facts:
  - id: f
    measure: rate
    endpoint: ORR
    value: abc
    ci:
      - 1
      - two
    sources:
      - pi
      - id: other
        at: Table 2
unknown: 1
"""
    assert said_of(text) == [
        'registry.yaml:3: sources[0].date: "2024-02-30" is no date of the calendar',
        "registry.yaml:4: sources[1].id: is missing; a source needs id",
        f'registry.yaml:4: sources[1].kind: "labels" is none of {KINDS}; did you mean "label"?',
        'registry.yaml:9: facts[0].value: "abc" is no number; write digits such as 0.548, or NR / NE',
        'registry.yaml:12: facts[0].ci[1]: "two" is no number; write digits such as 0.548, or NR / NE',
        'registry.yaml:15: facts[0].sources[1].id: "other" is no source',
        f"registry.yaml:17: unknown: is no key of a registry; it may have {SECTIONS}",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('caveats: "a\\eb"', "caveats: is no list; write [a b]"),
        ('sources: [{id: "a\\nb", superseded_by: "a\\nb"}]', "sources[0].superseded_by: is a circle: a b > a b"),
    ],
)
def test_what_a_file_says_cannot_break_a_line(said_of, text: str, said: str):
    assert said_of(text) == [f"registry.yaml:1: {said}"]


def test_a_list_that_was_never_joined_is_said_quickly(said_of):
    text = "sources:\n" + "".join(f"- {{id: source {at:05}}}\n" for at in range(3000))
    text += facts(
        *(FACT.replace("[pi]", f"[sorce {at:05}]").replace("id: f", f"id: f{at}") for at in range(3000))
    ).split("\n", 1)[1]

    said = said_of(text)

    assert len(said) == 3000
    assert (
        said[0] == 'registry.yaml:3003: facts[0].sources[0]: "sorce 00000" is no source; did you mean "source 00000"?'
    )
    assert said[-1] == 'registry.yaml:6002: facts[2999].sources[0]: "sorce 02999" is no source'


def test_a_message_stays_on_one_line_and_short(said_of):
    (said,) = said_of(with_fact(f'op: "{"x" * 500}\\nsecond \\u202e line"'))

    assert said == f'registry.yaml:3: facts[0].op: "{"x" * 59}…" is none of =, ~, <, <=, >, >='
