"""Pages put together at random from what copy is made of: whatever they say, what is read of them adds up."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.extract import extract
from claims.model import Extraction, Unreadable
from claims.pages import read_bytes
from tests.fuzz.invariants import (
    claims_and_ledger_name_each_other,
    claims_stand_in_order_at_their_places,
    the_ledger_adds_up,
)

NUMBERS = [
    "5",
    "12",
    "179",
    "1,038",
    "0.548",
    ".55",
    "86.6",
    "2020",
    "10-5",
    "3:2",
    "007",
    "1.2.3",
    "9999999999",
    "٣",
    "1½",
    "²",
    "−2.5",
    "+3",
    "Ⅳ",
    "5e3",
    "1,0",
    "12.",
]
UNITS = [
    "%",
    " %",
    " months",
    " mg",
    " mg/kg",
    " years",
    " patients",
    "-week",
    " of 302",
    "/179",
    " weeks after randomization",
]
VALUES = [
    "86.6% (155/179)", "12 (3.9)", "35.7 months (95% CI, 25.8-44.0)", "HR=0.548; 95% CI, 0.37-0.82; P=0.0032", "P<0.001",
    "(n=179)", "N=302", "5.5 vs 4.1 months", "not reached (NR)", "one in three", "18% vs 6%, respectively", "≥5%", "10^-5",
    "(25.8-44.0)", "2 (range, 1-15)", "5.1 per 100 patient-years", "twice as likely", "1.2 x 10-5", "NR (NR, NR)", "0 of 0",
]  # fmt: skip
NAMES = [
    "EXEMPLAR", "examplimab", "EXEMPLAR (examplimab)", "EXEMPLAR®", "placebo", "EXEMPLAR 5 mg, 10 mg", "EXEMPLAR + Rd",
    "the EXEMPLAR-1 trial", "Study 301", "CD38", "t(4;14)", "IL-6", "Grade 3 or 4", "phase 3", "days 1, 8, 15", "PASI 90",
    "7 February 2020", "1-800-555-0100", "www.exemplar.example/5", "EXM-2024-001234", "Week 24", "at month 12",
]  # fmt: skip
WORDS = [
    "median PFS was", "ORR", "overall survival", "in patients with", "who had", "compared with", "vs", "and", "reduced the risk of",
    "nausea (5%), vomiting (4%)", "of patients", "aged", "in the subgroup of", "Adverse reactions included", "References",
    "IMPORTANT SAFETY INFORMATION", "Indication", "PFS=progression-free survival; IL-6=interleukin 6", "1. Example A. J. 2024;12:45-67.",
    "interim analysis", "respectively", "the", "©2024", "*Assessed in 302.", "a", "b", "No. at risk",
]  # fmt: skip
SIGNS = [
    *"()[]{}|<>=±~/*†‡§#^_`'\"\\.,;:!?%&+-–—•é日", "...", "((((", "||", "\t", "\u00a0", "\u200b", "\x00", "\x0b", "\u2028",
]  # fmt: skip
GLUED = ["1,2", "*", "†1", "[1]", "¹", "a,b", "^1^", "3-5"]
BREAKS = [
    "\n",
    "\n\n",
    "\n- ",
    "\n  - ",
    "\n• ",
    "\n# ",
    "\n> ",
    "\n1. ",
    "\n    ",
    "\r\n",
    "\r",
    "\n---\n",
    "\n|-|-|\n",
]
ROWS = ["A\tB\tC\n", "x\t1\t2\n", "| A | B |\n|---|---|\n", "| 5 | 6% |\n", "|", "|\n", "a | 5\n", "\t5%\t\n"]
SPREAD = [
    "EXEMPLAR (n=10)\nplacebo (n=12)\n",
    "Age\n5 (50%)\n6 (50%)\n",
    "HR (95% CI)\n0.5 (0.4-0.6)\n",
    "86.6%\nresponse\n",
    "5\n",
    "0\n4\n8\n",
]
MARKUP = [
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<sup>1</sup>", "<sub>2</sub>", "<br>", "<table>", "<tr>", "<td>", "<th>",
    "<td rowspan=3>", "<td colspan=900>5", "</table>", "<ul><li>", "</ul>", "<h2>", "</h2>", "<!--", "-->", "<script>", "</script>",
    "<img alt='5% of 10'>", "<a href='#ref1'>1</a>", "<span hidden>", "<svg><text>5</text></svg>", "&lt;5", "&#8805;5", "&", "<",
    "**5%**", "[5%](x)", "![5%](y)", "[^1]", "[^1]: 5% more", "`5`", "```\n5\n```", "{{ 5 }}", "<caption>", "<title>5", "</",
]  # fmt: skip
RUNS = st.builds(
    lambda piece, times: piece * times,
    st.sampled_from(["9", "(", "1-", "a1", "<div>", "> ", "[", "±", "1,", "- "]),
    st.integers(2, 450),
)

PIECES = st.one_of(
    st.builds("".join, st.tuples(st.sampled_from(NUMBERS), st.sampled_from(UNITS))),
    *(st.sampled_from(pieces) for pieces in (VALUES, NAMES, WORDS, SIGNS, GLUED, BREAKS, ROWS, SPREAD, MARKUP)),
    RUNS,
)
GAPS = st.sampled_from([" ", " ", " ", "", "\n", ". ", ", "])
PAGES = st.lists(st.tuples(PIECES, GAPS), min_size=1, max_size=40).map(
    lambda parts: "".join(f"{piece}{gap}" for piece, gap in parts)
)


def checked(source: str, form: str) -> Extraction | None:
    """What is found on a page, if it is one; fails where it does not add up."""
    page = read_bytes(source.encode(), shown_as="page", format=form)
    if isinstance(page, Unreadable):
        return None
    found = extract(page)
    the_ledger_adds_up(page, found)
    claims_stand_in_order_at_their_places(page, found)
    claims_and_ledger_name_each_other(found)
    return found


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@settings(max_examples=110, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(source=PAGES)
def test_what_is_read_of_any_page_adds_up(form: str, source: str) -> None:
    checked(source, form)


def test_pages_put_together_at_random_make_claims() -> None:
    source = "\n\n".join(f"In EXEMPLAR, ORR was {value}." for value in VALUES)
    found = checked(source, "text")
    assert found is not None
    assert len(found.claims) >= len(VALUES) // 2
