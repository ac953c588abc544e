from __future__ import annotations

import pytest

from claims.quantity import Quantity
from references.index import Index
from references.model import Registry
from references.scope import Scope, Scopes

TWO = """\
products:
  - {id: exemplar, brand: EXEMPLAR, generic: examplimab-abcd}
  - {id: specimen, brand: SPECIMEN, generic: specimenib, names: [SPECIMEN XR]}
sources: [{id: pi}]
trials:
  - {id: EXAMPLE-1, names: [the Example trial], registration: NCT00000001}
  - {id: EXAMPLE-2}
  - {id: SPECIMEN-1, registration: NCT00000002}
  - {id: HEAD, names: [HEAD-TO-HEAD-7]}
  - {id: UNCLAIMED}
facts:
  - {id: one, product: exemplar, trial: EXAMPLE-1, endpoint: PFS, measure: rate, value: 1, sources: [pi]}
  - {id: control, product: specimen, trial: HEAD, endpoint: PFS, measure: rate, value: 2, sources: [pi]}
  - {id: head, product: exemplar, trial: HEAD, endpoint: PFS, measure: rate, value: 3, sources: [pi]}
  - {id: two, trial: EXAMPLE-2, endpoint: PFS, measure: rate, value: 4, sources: [pi]}
  - {id: two-too, product: exemplar, trial: EXAMPLE-2, endpoint: OS, measure: rate, value: 5, sources: [pi]}
  - {id: other, product: specimen, trial: SPECIMEN-1, endpoint: PFS, measure: rate, value: 6, sources: [pi]}
  - {id: other-dose, product: specimen, endpoint: dose, measure: dose, value: 7, sources: [pi]}
  - {id: nobody, endpoint: PFS, measure: rate, value: 8, sources: [pi]}
  - {id: unclaimed, trial: UNCLAIMED, endpoint: PFS, measure: rate, value: 9, sources: [pi]}
"""


@pytest.fixture
def two(registry_of) -> Registry:
    return registry_of(TWO)


@pytest.mark.parametrize(
    ("text", "products", "trials"),
    [
        ("EXEMPLAR® showed a benefit", {"exemplar"}, set()),
        ("Examplimab and nothing else", {"exemplar"}, set()),
        ("examplimab-abcd for adults", {"exemplar"}, set()),
        ("Specimen XR, once daily", {"specimen"}, set()),
        ("as seen in EXAMPLE‑1.", set(), {"EXAMPLE-1"}),
        ("EXAMPLE 1, EXAMPLE2", set(), {"EXAMPLE-1", "EXAMPLE-2"}),
        ("(NCT00000002)", set(), {"SPECIMEN-1"}),
        ("the head to head 7 study of SPECIMEN", {"specimen"}, {"HEAD"}),
        ("EXAMPLE-11 and EXEMPLARY results, an example of a trial", set(), set()),
        ("a specimen of 1 ml was kept", {"specimen"}, set()),
        ("NCT0000000", set(), set()),
        ("", set(), set()),
    ],
)
def test_what_a_text_names(two: Registry, text: str, products: set[str], trials: set[str]):
    assert Scopes(two).named_in([text]) == Scope(frozenset(products), frozenset(trials))


EVERYTHING = "one control head two two-too other other-dose nobody unclaimed"


@pytest.mark.parametrize(
    ("products", "trials", "facts"),
    [
        ("", "", EVERYTHING),
        ("exemplar", "", "one control head two two-too nobody unclaimed"),
        ("specimen", "", "control head other other-dose nobody unclaimed"),
        ("", "EXAMPLE-1", "one control head two two-too nobody unclaimed"),
        ("", "SPECIMEN-1", "control head other other-dose nobody unclaimed"),
        ("exemplar", "SPECIMEN-1", "one control head two two-too other nobody unclaimed"),
        ("", "UNCLAIMED", "nobody unclaimed"),
        ("exemplar specimen", "", EVERYTHING),
    ],
)
def test_the_part_that_a_scope_leaves(two: Registry, products: str, trials: str, facts: str):
    part = Scopes(two).part(Scope(frozenset(products.split()), frozenset(trials.split())))

    assert [fact.id for fact in part.facts] == facts.split()


def test_a_part_has_the_trials_and_products_of_its_facts(two: Registry):
    part = Scopes(two).part(Scope(frozenset({"specimen"})))

    assert [trial.id for trial in part.trials] == ["SPECIMEN-1", "HEAD", "UNCLAIMED"]
    assert [product.id for product in part.products] == ["exemplar", "specimen"]  # EXEMPLAR: of the trial they share
    assert part.sources == two.sources


def many_trials(registry_of, count: int, product: str) -> Scopes:
    trials = "".join(f"  - {{id: T-{i}}}\n" for i in range(count))
    facts = "".join(
        f"  - {{id: f{i}, {product}trial: T-{i}, endpoint: PFS, measure: rate, value: {i}, sources: [pi]}}\n"
        for i in range(count)
    )
    return Scopes(registry_of(f"sources: [{{id: pi}}]\nproducts: [{{id: exemplar}}]\ntrials:\n{trials}facts:\n{facts}"))


@pytest.mark.parametrize("product", ["", "product: exemplar, "])
@pytest.mark.parametrize(
    ("count", "text", "found"),
    [
        (21, "EXEMPLAR in T-7 and T-8", 2),
        (21, "T-7 and T-8", 2),
        (21, "EXEMPLAR, and no trial", 21),
        (21, "a page that names nothing", 21),
        (20, "EXEMPLAR in T-7 and T-8", 20),
        (20, "T-7 and T-8", 20),
    ],
)
def test_many_trials_are_told_apart_by_the_page(registry_of, product: str, count: int, text: str, found: int):
    scopes = many_trials(registry_of, count, product)

    assert len(scopes.part(scopes.named_in([text])).facts) == found


def test_an_index_within_a_scope_finds_what_is_in_it(two: Registry):
    index = Index(two)
    within = index.within(index.scope_of(["SPECIMEN for adults"]))

    assert [fact.id for fact in within.facts_for("PFS", "rate")] == ["control", "head", "other", "nobody", "unclaimed"]
    assert [fact.id for fact in within.near(Quantity.of("7"))] == ["other-dose"]
    assert [fact.id for fact in within.doses] == ["other-dose"]
    assert within.near(Quantity.of("1")) == ()


def test_an_index_within_everything_is_the_index(two: Registry):
    index = Index(two)

    assert index.within(index.scope_of(["nothing that is registered"])) is index
    assert index.within(index.scope_of(["EXEMPLAR and SPECIMEN"])) is index


def test_a_scope_takes_trials_that_were_named_otherwise(two: Registry):
    assert Index(two).scope_of(["EXEMPLAR"], ["SPECIMEN-1"]) == Scope(
        frozenset({"exemplar"}), frozenset({"SPECIMEN-1"})
    )


def test_the_part_of_one_product_does_not_grow_with_the_others(registry_of):
    def within(others: int) -> Index:
        products = "".join(f"  - {{id: other-{i}, brand: OTHER{i}}}\n" for i in range(others))
        facts = "".join(
            f"  - {{id: f{i}, product: other-{i}, endpoint: PFS, measure: rate, value: 62.3, sources: [pi]}}\n"
            for i in range(others)
        )
        own = "  - {id: own, product: exemplar, endpoint: PFS, measure: rate, value: 62.3, sources: [pi]}\n"
        index = Index(
            registry_of(f"sources: [{{id: pi}}]\nproducts:\n  - {{id: exemplar}}\n{products}facts:\n{own}{facts}")
        )
        return index.within(index.scope_of(["Exemplar"]))

    for index in (within(1), within(300)):
        assert [fact.id for fact in index.facts_for("PFS", "rate")] == ["own"]
        assert [fact.id for fact in index.near(Quantity.of("62.3"))] == ["own"]
        assert len(index.registry.products) == 1
