"""One page in HTML, Markdown and text makes the same claims."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.model import Bucket, Claim, Extraction, Section

HTML = """\
<!doctype html>
<html><head><title>EXEMPLAR</title></head><body>
<h1>EXEMPLAR (examplimab) + Rd</h1>
<p>A total of 302 patients were randomised in the phase 3 EXAMPLE-1 trial.<sup>1</sup></p>
<h2>Progression-free survival at the interim analysis</h2>
<p>Median PFS was 35.7 months with EXEMPLAR + Rd vs 19.2 months with Rd (HR=0.548; 95% CI, 0.37–0.82; P=0.0032).<sup>1,2</sup></p>
<h2>Response<sup>2</sup></h2>
<ul>
<li>ORR<sup>a</sup>: 86.6% with EXEMPLAR + Rd vs 82.9% with Rd</li>
<li>Complete response: 39.7% with EXEMPLAR + Rd vs 27.6% with Rd</li>
</ul>
<table>
<thead><tr><th></th><th>EXEMPLAR + Rd (n=179)</th><th>Rd (n=123)</th></tr></thead>
<tbody>
<tr><td>MRD negativity</td><td>53 (29.6%)</td><td>16 (13.0%)</td></tr>
</tbody>
</table>
<p><sup>a</sup>Assessed by an independent committee.</p>
<h2>Important Safety Information</h2>
<p>Serious adverse reactions occurred in 59% of patients treated with EXEMPLAR + Rd.</p>
<h2>References</h2>
<ol>
<li>Example A, et al. J Exmpl. 2024;12:45-67.</li>
<li>EXEMPLAR. Prescribing information. Example Inc.; 2024.</li>
</ol>
</body></html>
"""
MARKDOWN = """\
# EXEMPLAR (examplimab) + Rd

A total of 302 patients were randomised in the phase 3 EXAMPLE-1 trial.<sup>1</sup>

## Progression-free survival at the interim analysis

Median PFS was **35.7 months** with EXEMPLAR + Rd vs 19.2 months with Rd (HR=0.548; 95% CI, 0.37–0.82; P=0.0032).<sup>1,2</sup>

## Response<sup>2</sup>

- ORR<sup>a</sup>: 86.6% with EXEMPLAR + Rd vs 82.9% with Rd
- Complete response: 39.7% with EXEMPLAR + Rd vs 27.6% with Rd

| | EXEMPLAR + Rd (n=179) | Rd (n=123) |
|---|---|---|
| MRD negativity | 53 (29.6%) | 16 (13.0%) |

<sup>a</sup>Assessed by an independent committee.

## Important Safety Information

Serious adverse reactions occurred in 59% of patients treated with EXEMPLAR + Rd.

## References

1. Example A, et al. J Exmpl. 2024;12:45-67.
2. EXEMPLAR. Prescribing information. Example Inc.; 2024.
"""
TEXT = """\
EXEMPLAR (examplimab) + Rd

A total of 302 patients were randomised in the phase 3 EXAMPLE-1 trial.1

Progression-free survival at the interim analysis

Median PFS was 35.7 months with EXEMPLAR + Rd vs 19.2 months with Rd (HR=0.548; 95% CI, 0.37–0.82; P=0.0032).1,2

Response2

• ORR*: 86.6% with EXEMPLAR + Rd vs 82.9% with Rd
• Complete response: 39.7% with EXEMPLAR + Rd vs 27.6% with Rd

EXEMPLAR + Rd (n=179)

Rd (n=123)

MRD negativity

53 (29.6%)

16 (13.0%)

*Assessed by an independent committee.

Important Safety Information

Serious adverse reactions occurred in 59% of patients treated with EXEMPLAR + Rd.

References: 1. Example A, et al. J Exmpl. 2024;12:45-67. 2. EXEMPLAR. Prescribing information. Example Inc.; 2024.
"""
PAGES = {"html": HTML, "md": MARKDOWN, "text": TEXT}
EXD, RD = "EXEMPLAR + Rd", "Rd"
# quote, measure, endpoint, arm, versus, citations: as the page says, in its order
SAID = [
    ("302 patients", "count", "patients randomised", None, None, ("1",)),
    ("35.7 months", "median_time", "PFS", EXD, RD, ("1", "2")),
    ("19.2 months", "median_time", "PFS", RD, None, ("1", "2")),
    ("0.548; 95% CI, 0.37–0.82; P=0.0032", "hazard_ratio", "PFS", EXD, RD, ("1", "2")),
    ("86.6%", "rate", "ORR", EXD, RD, ("2",)),
    ("82.9%", "rate", "ORR", RD, None, ("2",)),
    ("39.7%", "rate", "CR", EXD, RD, ("2",)),
    ("27.6%", "rate", "CR", RD, None, ("2",)),
    ("n=179", "count", "patients", EXD, None, ("2",)),
    ("n=123", "count", "patients", RD, None, ("2",)),
    ("53 (29.6%)", "rate", "MRD-", EXD, None, ("2",)),
    ("16 (13.0%)", "rate", "MRD-", RD, None, ("2",)),
    ("59%", "rate", "Serious adverse reactions", EXD, None, ()),
]


def told(claim: Claim) -> tuple[Any, ...]:
    return claim.quote, claim.measure, claim.endpoint, claim.arm, claim.versus, claim.citations


@pytest.mark.parametrize("form", PAGES)
def test_the_page_makes_the_claims_it_states(form: str, extraction_of: Callable[..., Extraction]) -> None:
    assert [told(claim) for claim in extraction_of(PAGES[form], form).claims] == SAID


@pytest.mark.parametrize("form", PAGES)
def test_its_slots_are_the_same_in_every_format(form: str, extraction_of: Callable[..., Extraction]) -> None:
    by_quote = {claim.quote: claim for claim in extraction_of(PAGES[form], form).claims}
    assert {quote: claim.analysis for quote, claim in by_quote.items() if claim.analysis} == {
        quote: "interim" for quote, *_ in SAID[1:4]
    }
    assert {quote for quote, claim in by_quote.items() if claim.trial != "EXAMPLE-1"} <= {"59%"}
    assert {quote for quote, claim in by_quote.items() if claim.footnotes} == {"86.6%", "82.9%"}
    assert by_quote["59%"].section is Section.SAFETY
    assert {quote for quote, claim in by_quote.items() if claim.section is Section.TABLE} == {q for q, *_ in SAID[8:12]}
    cell = by_quote["53 (29.6%)"]
    assert (str(cell.value), str(cell.n), str(cell.of)) == ("29.6", "53", "179")


@pytest.mark.parametrize("form", PAGES)
def test_its_ledger_is_the_same_in_every_format(form: str, extraction_of: Callable[..., Extraction]) -> None:
    found = extraction_of(PAGES[form], form)
    buckets = {bucket: sorted(e.text for e in found.ledger if e.bucket is bucket) for bucket in Bucket}
    assert buckets[Bucket.UNREAD] == []
    assert buckets[Bucket.NAME] == ["1", "3"]  # EXAMPLE-1, phase 3
    assert buckets[Bucket.PART] == ["0.0032", "0.37", "0.82", "95"]
    assert [entry.text for entry in found.ledger if entry.bucket is Bucket.CITATION] == ["1", "1,2", "2"]


@pytest.mark.parametrize("form", PAGES)
def test_every_claim_is_found_where_it_says(form: str, extraction_of: Callable[..., Extraction]) -> None:
    lines = PAGES[form].splitlines()
    for claim in extraction_of(PAGES[form], form).claims:
        assert lines[claim.place.line - 1][claim.place.column - 1 :].startswith(claim.quote)
