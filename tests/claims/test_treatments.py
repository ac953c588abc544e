"""Names of treatments in a text, with their partners, doses and short forms."""

from __future__ import annotations

import pytest

from claims.treatments import Treatments

NAMES = Treatments(
    ["Exemplar", "Exemplar Duo", "samplimab", "placebo", "physician's choice", "XYZ-1"], trials={"TRIALIST"}
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("with Exemplar and placebo", ["Exemplar and placebo"]),
        ("Exemplar Duo beats Exemplar", ["Exemplar Duo", "Exemplar"]),
        ("Exemplar® (samplimab) 10 mg twice daily", ["Exemplar® (samplimab) 10 mg twice daily"]),
        ("Placebo fell, Samplimab rose", ["Placebo", "Samplimab"]),
        ("Exemplar + Dexa was given, Exemplar +Kd", ["Exemplar + Dexa", "Exemplar +Kd"]),
        ("Exemplar, samplimab, and placebo", ["Exemplar, samplimab, and placebo"]),
        ("samplimab3,4 helped", ["samplimab"]),  # citations are glued to it
        ("samplimab plus either placebo or rest", ["samplimab plus either placebo"]),
        ("the XYZ-1 arm", ["XYZ-1"]),
        ("samplimab followed by placebo, and then Exemplar", ["samplimab followed by placebo, and then Exemplar"]),
        ("samplimab → placebo, then rest", ["samplimab → placebo"]),
        ("Exemplar + low-dose steroids", ["Exemplar + low-dose steroids"]),
        ("placebo or physician's choice of ET", ["placebo", "physician's choice of ET"]),
        ("Exemplar monotherapy", ["Exemplar monotherapy"]),
    ],
)
def test_a_name_is_read_with_what_belongs_to_it(text: str, named: list[str]) -> None:
    assert [text[one.start : one.end] for one in NAMES.named_in(text)] == named


@pytest.mark.parametrize("text", ["exemplar", "Exemplary", "non-samplimab", "samplimab30mg", "(TRIALIST)", "", "+"])
def test_other_words_are_no_treatment(text: str) -> None:
    assert not list(NAMES.named_in(text))


@pytest.mark.parametrize(
    ("behind", "read", "short"),
    [
        (" (Ex-S)", " (Ex-S)", "Ex-S"),
        (" (Sampla)", " (Sampla)", None),  # another name of the last
        (" (TRIALIST)", "", None),
        (" (TRIALISTS)", " (TRIALISTS)", None),
        (" (TRIALIST-2)", "", None),
        (" (not shown)", "", None),
        (" (US)", "", None),
    ],
)
def test_brackets_give_another_name_or_a_short_form_but_no_trial(behind: str, read: str, short: str | None) -> None:
    (found,) = NAMES.named_in(f"Exemplar and samplimab{behind}")
    assert (found.end, found.short) == (len(f"Exemplar and samplimab{read}"), short)


def test_a_page_may_name_no_treatment() -> None:
    assert not list(Treatments([]).named_in("Exemplar was given with 10 mg of placebo"))
