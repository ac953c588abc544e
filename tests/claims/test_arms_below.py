"""A value alone in its block has the arm that the block below names, unless arms stand above their values."""

import pytest

from claims.extract import extract
from claims.model import Page
from claims.pages import read_bytes

OPENING = "EXEMPLAR (examplimab) was compared with docetaxel.\n\n"


@pytest.mark.parametrize(
    ("words", "arms"),
    [
        ("96.7%\n(95% CI: 94.9-97.9)\n\non EXEMPLAR (n=622) kept\ntheir level", ["EXEMPLAR"]),
        ("Median OS: NE\n\n(95% CI: 20.3, NE)\n\nEXEMPLAR (n=18)\n\nThe end of it.", ["EXEMPLAR"]),
        (
            "Response\n\nEXEMPLAR (n=152)\n\n25.7 months\n\ndocetaxel (n=151)\n\n10.4 months\n\nWhat came then.",
            ["EXEMPLAR", "docetaxel"],
        ),
        ("96.7%\n\nEXEMPLAR lowered the level by 20% in 622 men.", [None]),
        ("96.7%\n\nof all patients had a response.", [None]),
    ],
)
def test_value_alone_takes_the_arm_below(words: str, arms: list[str | None]) -> None:
    page = read_bytes((OPENING + words).encode(), shown_as="page.md", format="markdown")
    assert isinstance(page, Page)
    values = [claim for claim in extract(page).claims if claim.unit in ("%", "months") or claim.status]
    assert [claim.arm for claim in values][: len(arms)] == arms
