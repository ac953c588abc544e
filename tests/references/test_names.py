from __future__ import annotations

import pytest

from references.names import alike, amounts, bare, normal, poles


@pytest.mark.parametrize(
    "same",
    [
        ("≥ 65 years", ">=65 years", ">=65", "&ge;65", "65 years of age and older", "65 or older", "aged 65 and over"),
        ("< 75", "<75 years", "younger than 75", "under 75 years of age"),
        ("EXEMPLAR® + Kd", "Exemplar+Kd", "EXEMPLAR plus Kd", "exemplar in combination with Kd"),
        ("Ex-Kd", "Ex‑Kd", "Ex–Kd", "EX Kd"),
        ("progression-free survival", "Progression–free  survival", "progression free survival"),
        ("MRD–", "MRD-", "mrd−"),
        ("MRD+ patients", "MRD+ patient"),
        ("randomised", "randomized"),
        ("tumours", "Tumor"),
        ("haematological response", "hematological responses"),
        ("biopsies", "biopsy"),
        ("anaemia and diarrhoea", "anemia & diarrhea"),
        ("HbA1c < 7.0 %", "HbA1c <7.0 %"),
        ("p<0.05", "p < 0.05"),
        ("soft\u00adhyphen", "softhyphen"),
        ("non\u00a0breaking space", "non breaking space"),
    ],
)
def test_one_thing_spelt_in_many_ways(same: tuple[str, ...]):
    assert {normal(words) for words in same} == {normal(same[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MRD-", "MRD+"),
        ("MRD-", "MRD"),
        (">=65", "<=65"),
        (">=65", ">65"),
        ("65 and older", "younger than 65"),
        ("-0.5", "0.5"),
        ("0.5", "5"),
        ("1q21", "1q21+"),
        ("Isa", "Isa + Kd"),
    ],
)
def test_two_things_stay_two(one: str, other: str):
    assert normal(one) != normal(other)


def test_the_normal_form_itself():
    assert normal("Patients with MRD– status, ≥ 65 years") == "patient with mrd- status >=65"
    assert normal("EXEMPLAR® + Kd") == "exemplar+kd"
    assert normal("t(4;14)") == "t 4 14"
    assert normal("") == ""


@pytest.mark.parametrize(
    "words", ["≥ 65 years", "EXEMPLAR® + Kd", "Ex–Kd", "MRD– rate", "HbA1c < 7 %", "biopsies", "classes"]
)
def test_a_normal_form_is_its_own(words: str):
    assert normal(normal(words)) == normal(words)


@pytest.mark.parametrize(
    ("words", "kind", "left"),
    [
        ("the EXAMPLE-1 study", "trial", "example 1"),
        ("phase 3 EXAMPLE-1 trial", "trial", "example 1"),
        ("the Kd group", "arm", "kd"),
        ("Kd arms", "arm", "kd"),
        ("patients aged ≥65 years", "population", ">=65"),
        ("the final analysis", "analysis", "final"),
        ("median PFS", "endpoint", "pfs"),
        ("the study", "trial", "the study"),
        ("Kd + arm therapy", "arm", "kd+arm therapy"),
    ],
)
def test_words_around_a_name(words: str, kind: str, left: str):
    assert bare(words, kind) == left


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("examplimab+kd", "kd+examplimab"),
        ("examplimab", "examplemab"),
        ("infusion related reaction", "infusion realted reaction"),
        ("febrile neutropenia", "neutropenia febrile"),
    ],
)
def test_slips_of_the_pen_and_word_order_are_alike(one: str, other: str):
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (">=65", ">=75"),
        ("pasi 75", "pasi 90"),
        ("drug a+kd", "drug b+kd"),
        ("exemplar 10 mg", "exemplar 5 mg"),
        ("hypotension", "hypertension"),
        ("mrd-", "mrd+"),
        ("hormone receptor positive", "hormone receptor negative"),
        ("patient with metastasis", "patient without metastasis"),
        ("first interim", "second interim"),
        ("neutropenia", "febrile neutropenia"),
        ("kd", "rd"),
        ("male patient", "female patient"),
        ("examplimab", "examplimab+kd"),
    ],
)
def test_what_looks_alike_and_is_not(one: str, other: str):
    assert not alike(one, other)
    assert not alike(other, one)


def test_amounts_and_poles():
    assert amounts(">=65 or mrd- at 12.5 month") == ("-", "12.5", "65", ">=")
    assert poles("high risk") == poles("risk high")
    assert poles("high risk") != poles("standard risk")
