from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from references.errors import Defect, RegistryError
from references.load import load
from references.model import Bounds, Citing, Fact, Registry
from references.names import alike, bare, normal
from references.parse import REGISTRY
from references.vocabulary import MEASURES, RANKS, STATUS

words = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
digits = st.from_regex(r"-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?", fullmatch=True)
counts = st.integers(0, 10**6).map(str)
days = st.one_of(st.integers(1000, 9999).map(str), st.dates().filter(lambda day: day.year > 999).map(str))


def given_or_left_out(**optional: st.SearchStrategy[object]) -> dict[str, st.SearchStrategy[object]]:
    return {key: st.one_of(st.none(), strategy) for key, strategy in optional.items()}


intervals = st.one_of(
    st.tuples(digits, digits).map(lambda pair: sorted(pair, key=Decimal)),
    st.tuples(digits, st.sampled_from(["NR", "NE"])).map(list),
    st.tuples(st.sampled_from(["NR", "NE"]), digits).map(list),
)
p_values = st.tuples(st.sampled_from(["", "<", "<=", "= ", "> "]), st.integers(0, 9999)).map(
    lambda pair: f"{pair[0]}0.{pair[1]:04}"
)
facts = st.fixed_dictionaries(
    {
        "status": st.sampled_from(sorted({*STATUS} - {"approved"})),  # numbers drawn by lot are seldom true together
        "measure": st.sampled_from(MEASURES),
        "endpoint": words,
        "value": st.one_of(digits, st.sampled_from(["NR", "NE"])),
        "sources": st.lists(
            st.one_of(st.just("pi"), st.fixed_dictionaries({"id": st.just("pi"), "at": words})), min_size=1, max_size=3
        ),
    },
    optional=given_or_left_out(
        arm=words,
        versus=words,
        population=words,
        unit=words,
        timepoint=words,
        note=words,
        ci=intervals,
        p=p_values,
        n=counts,
        of=counts,
        high=digits,
        rank=st.sampled_from(RANKS),
        checked=st.fixed_dictionaries({"by": words, "on": days}),
        base_selected=st.booleans(),
    )
    | {"with": words},
)


def read(text: str) -> Registry:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "registry.yaml")
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        return load(file, shown_as="registry.yaml")


def written(fact: Fact) -> dict[str, object]:
    """A fact as the mapping it was read from, without what was left out."""
    said: dict[str, object] = {
        "id": fact.id,
        "measure": fact.measure,
        "endpoint": fact.endpoint,
        "value": fact.value.text if fact.value else fact.status_value,
        "sources": [
            citing.source if citing.at is None else {"id": citing.source, "at": citing.at} for citing in fact.sources
        ],
        "arm": fact.arm,
        "versus": fact.versus,
        "population": fact.population,
        "unit": fact.unit,
        "timepoint": fact.timepoint,
        "note": fact.note,
        "with": fact.combined_with,
        "n": fact.n and fact.n.text,
        "of": fact.of and fact.of.text,
        "high": fact.high and fact.high.text,
        "rank": fact.rank,
        "status": fact.status,
        "checked": fact.checked,
        "base_selected": fact.base_selected,
        "ci": fact.ci and [bound.text if bound else fact.ci.open_as for bound in (fact.ci.low, fact.ci.high)],
        "p": fact.p and f"{'' if fact.p.op == '=' else fact.p.op}{fact.p.text}",
    }
    return {key: value for key, value in said.items() if value is not None and value != {}}


def as_given(fact: dict[str, object]) -> dict[str, object]:
    plain = {key: value for key, value in fact.items() if value is not None}
    if isinstance(plain.get("p"), str):
        plain["p"] = plain["p"].replace(" ", "").removeprefix("=")
    return {"status": "approved", **plain}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(facts, min_size=1, max_size=4), st.booleans())
def test_a_registry_comes_back_as_it_was_written(drafts: list[dict[str, object]], flow: bool):
    numbered = [{"id": f"f{at}", **draft} for at, draft in enumerate(drafts)]
    text = yaml.safe_dump({"sources": [{"id": "pi"}], "facts": numbered}, default_flow_style=flow, allow_unicode=True)

    registry = read(text)

    assert [written(fact) for fact in registry.facts] == [as_given(draft) for draft in numbered]
    assert all(isinstance(citing, Citing) for fact in registry.facts for citing in fact.sources)
    assert all(fact.ci is None or isinstance(fact.ci, Bounds) for fact in registry.facts)


yaml_signs = st.text(st.sampled_from("abc:-?[]{},&*!|>'\"%@`#~<= \n\t\\.0e\x00\x85\u2028é\ufeff"), max_size=60)
names = st.sampled_from(
    sorted(REGISTRY.by_name)
    + sorted({key.name for one in REGISTRY.keys for key in getattr(getattr(one.form, "item", None), "keys", ())})
)
values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.dates(),
        st.sampled_from(["NR", "pi", "rate"]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=4)),
    max_leaves=20,
)


def defects_of(text: str) -> tuple[Defect, ...]:
    try:
        registry = read(text)
    except RegistryError as error:
        return error.defects
    assert registry.path == "registry.yaml"
    return ()


def are_in_order_and_printable(defects: tuple[Defect, ...], text: str) -> bool:
    lines = 1 + sum(text.count(end) for end in "\n\r\x85\u2028\u2029")
    return list(defects) == sorted(defects) and all(
        str(one).isprintable() and 1 <= one.line <= lines for one in defects
    )


@settings(deadline=None, max_examples=400)
@given(yaml_signs)
@example("? ")
@example("- &a")
@example('"\\ud800": 1')
@example("'': {}")
@example("facts: [{id: f, ? [a] : b}]")
def test_any_text_loads_or_is_a_registry_error(text: str):
    assert are_in_order_and_printable(defects_of(text), text)


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(names, values, max_size=4))
def test_any_shape_loads_or_is_a_registry_error(shape: dict[str, object]):
    text = yaml.safe_dump(shape)

    assert are_in_order_and_printable(defects_of(text), text)


@given(st.text(max_size=40))
def test_any_words_have_a_normal_form(text: str):
    plain = normal(text)

    assert plain == plain.strip()
    assert "  " not in plain
    assert alike(plain, plain)
    assert bare(text, "arm") or not plain
