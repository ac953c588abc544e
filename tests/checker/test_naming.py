"""Words for an arm or a population: exactly a name, by role, alike, or a short name of a combination."""

import pytest

from checker.naming import Naming
from claims.quantity import Quantity
from references.index import Index
from references.model import Arm, Fact, Population, Registry, Trial, Where

HERE = Where("r.yaml", 1)


def fact(number: int, **slots: str) -> Fact:
    return Fact(
        id=f"f{number}", where=HERE, measure="rate", endpoint="ORR", sources=(), value=Quantity.of("1"), **slots
    )


def naming(*facts: Fact, trials: tuple[Trial, ...] = (), **abbreviations: str) -> Naming:
    return Naming(Index(Registry(path="r", sha256="", facts=facts, trials=trials)), abbreviations)


WORDS = (
    fact(1, arm="nivolumab plus ipilimumab", versus="ipilimumab alone"),
    fact(2, arm="ipilimumab alone"),
)


@pytest.mark.parametrize(
    ("said", "named", "exact"),
    [
        ("nivolumab + ipilimumab", "nivolumab plus ipilimumab", True),
        ("ipilimumab", "ipilimumab alone", True),
        ("the ipilimumab group", "ipilimumab alone", True),
        ("nivolumab and ipilimumab", "nivolumab plus ipilimumab", False),
        ("immunotherapy plus ipilimumab", "nivolumab plus ipilimumab", False),
        ("control group", "ipilimumab alone", False),
        ("the combination", "nivolumab plus ipilimumab", False),
    ],
)
def test_arms_by_the_words_of_facts(said: str, named: str, exact: bool) -> None:
    found = naming(*WORDS).arms(said, WORDS[0])
    assert (found.ids, found.exact) == ({named}, exact)


@pytest.mark.parametrize("said", ["placebo", "dacarbazine", "nivolumab plus placebo plus ipilimumab"])
def test_other_arms_are_not_guessed(said: str) -> None:
    assert not naming(*WORDS).arms(said, WORDS[0])


def test_doses_are_told_apart() -> None:
    facts = (fact(1, arm="examplimab 5 mg"), fact(2, arm="examplimab 10 mg"))
    assert naming(*facts).arms("examplimab 10 mg daily", facts[0]).ids == {"examplimab 10 mg"}


def test_a_role_is_looked_up_in_the_record_of_the_trial() -> None:
    arms = (
        Arm(id="exd", where=HERE, names=("EXEMPLAR + Kd",), role="experimental"),
        Arm(id="kd", where=HERE, role="control"),
    )
    trial = Trial(id="T", where=HERE, arms=arms)
    known = fact(1, arm="exd", trial="T")
    assert naming(known, trials=(trial,)).arms("the comparator arm", known).ids == {"kd"}
    assert naming(known, trials=(trial,)).lists_arms(known)


def test_the_abbreviations_of_the_page_are_spelt_out() -> None:
    known = fact(1, arm="standard of care")
    assert naming(known, SOC="standard of care").arms("SOC", known).ids == {"standard of care"}


def test_brand_and_generic_name_are_one_where_the_page_says_so() -> None:
    known = fact(1, arm="examplimab plus Kd", versus="Kd")
    index = Index(Registry(path="r", sha256="", facts=(known,)))
    told = Naming(index, {}, {"EXEMPLAR": "examplimab-abcd"})
    assert told.arms("EXEMPLAR + Kd", known).ids == {"examplimab plus Kd"}
    assert told.arms("EXEMPLAR + Kd", known).exact
    assert not Naming(index, {}).arms("EXEMPLAR + Kd", known).exact


@pytest.mark.parametrize(
    ("said", "known", "exact"),
    [
        ("people aged 70 years and older", ">=70 years", True),
        ("HRD-positive tumors", "not germline BRCA mutation carriers, HRD positive", False),
    ],
)
def test_populations(said: str, known: str, exact: bool) -> None:
    facts = (fact(1, population=known), fact(2, population="prior TNFi failure"))
    found = naming(*facts).populations(said, facts[0])
    assert (found.ids, found.exact) == ({known}, exact)


@pytest.mark.parametrize("said", ["people aged 50 years and older", "HRD-negative tumors", "women"])
def test_another_age_or_the_opposite_is_another_population(said: str) -> None:
    facts = (fact(1, population=">=70 years"), fact(2, population="HRD positive tumors"))
    assert not naming(*facts).populations(said, facts[0])


def test_a_population_is_found_in_the_record_of_the_trial() -> None:
    trial = Trial(id="T", where=HERE, populations=(Population(id="elderly", where=HERE, names=(">=65 years",)),))
    known = fact(1, population="elderly", trial="T")
    assert naming(known, trials=(trial,)).populations("patients 65 years of age or older", known).ids == {"elderly"}


def test_a_short_name_stands_for_its_combination_unless_it_has_results_of_its_own() -> None:
    both = fact(1, arm="EXEMPLAR + Kd", versus="Kd")
    assert naming(both).short_for("EXEMPLAR", both) == 1
    assert naming(both, fact(2, arm="EXEMPLAR")).short_for("EXEMPLAR", both) == 0
    assert naming(both).short_for("Kd", both) == 0


def test_a_drug_that_two_arms_were_given_names_neither() -> None:
    facts = (fact(1, arm="examplimab 5 mg"), fact(2, arm="examplimab 10 mg"))
    assert naming(*facts).short_for("examplimab", facts[0]) == 2


@pytest.mark.parametrize(
    ("said", "arms"),
    [
        ("placebo", {"placebo + standard care"}),
        ("Examplimab", {"Examplimab + standard care"}),
        ("standard care", {"placebo + standard care", "Examplimab + standard care"}),
        ("dacarbazine", set()),
    ],
)
def test_words_that_leave_out_a_part_name_the_arms_that_have_it(said: str, arms: set[str]) -> None:
    facts = (fact(1, arm="Examplimab + standard care"), fact(2, arm="placebo + standard care"))
    assert naming(*facts).told_by_part(said, facts[0]) == arms


@pytest.mark.parametrize(
    ("said", "arms"),
    [
        ("Examplimab plus best supportive care", {"Examplimab"}),
        ("placebo plus best supportive care", {"placebo"}),
        ("Examplimab plus placebo", set()),  # both are arms: which is meant is open
        ("dacarbazine plus best supportive care", set()),
    ],
)
def test_words_that_add_what_all_are_given_name_the_arm(said: str, arms: set[str]) -> None:
    facts = (fact(1, arm="Examplimab"), fact(2, arm="placebo"))
    assert naming(*facts).told_by_part(said, facts[0]) == arms
