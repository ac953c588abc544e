"""Which medicine a page is about, where no mark and no bracket tells it."""

import pytest

from claims.arms import discover
from claims.model import Page
from claims.pages import read_bytes
from claims.product import longer_name, product_of

TOLD = [
    ("ZELVORA", "With ZELVORA, 60% responded. Patients on ZELVORA vs placebo. In the ZELVORA group nausea was rare."),
    (
        "Zelvora",
        "40% with Zelvora and 20% with placebo. Patients treated with Zelvora. Zelvora is indicated in adults.",
    ),
    ("Zelvora", "Zelvora: 53.3 months\n\nnivolumab: 33.2 months\n\nWith Zelvora, more lived. 43% with Zelvora did."),
    (
        "mRNA-4321",
        (
            "Examplia Reports Results\n\nToday mRNA-4321, its seasonal vaccine candidate, won. The mRNA-4321 group did well."
            " The tolerability of mRNA-4321 was good.\n\nAbout Examplia\n\nExamplia is a leader in mRNA medicine."
        ),
    ),
    ("examplimab", "Patients took examplimab. Examplimab was given weekly, and examplimab beat docetaxel."),
    (None, "Patients with Crohn disease, patients with Crohn colitis. In Europe and Asia, Crohn disease is common."),
    (None, "Patients took sorafenib or lenvatinib. Sorafenib and lenvatinib, sorafenib and lenvatinib were alike."),
    (None, "Placebo was given. Patients on Placebo vs control. In the Placebo group. Placebo (n=30)."),
    (None, "Patients received PFS. The PFS group. 40% with PFS and 20% with placebo."),
    (None, "Patients treated with TRIAL. In TRIAL (n=40) vs placebo. The TRIAL group."),
]


def page_of(words: str) -> Page:
    page = read_bytes(words.encode(), shown_as="page.md", format="markdown")
    assert isinstance(page, Page)
    return page


@pytest.mark.parametrize(("product", "words"), TOLD)
def test_product_is_what_is_given(product: str | None, words: str) -> None:
    assert product_of(page_of(words).blocks, {"TRIAL-1"}) == product


@pytest.mark.parametrize(
    ("brands", "words"),
    [
        (("Zelvora",), "Zelvora (examplimab) was compared with methotrexate (MTX)."),
        (("Zelvora",), "Zelvora (examplimab) came before DTP (docetaxel, trastuzumab, pertuzumab)."),
    ],
)
def test_capitals_that_abbreviate_a_medicine_are_no_brand(brands: tuple[str, ...], words: str) -> None:
    assert discover(page_of(words).blocks).brands == brands


def test_longer_name_has_letters_that_stand_nowhere_else() -> None:
    assert longer_name("ZELVORA", "ZELVORA HD vs ZELVORA; ZELVORA HD, ZELVORA HD") == "ZELVORA HD"
    assert longer_name("ZELVORA", "ZELVORA HF, ZELVORA HF, ZELVORA HF; fewer HF events") is None
    assert longer_name("ZELVORA", "ZELVORA HD and ZELVORA") is None
