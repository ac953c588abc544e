from collections.abc import Callable
from typing import Any

from checker.model import PageReport
from checker.rules.led import unread
from checker.rules.sub import value
from claims.model import Unreadable
from claims.serial import render_extractions

SLIP: dict[str, Any] = {
    "text": "ORR was 68.6% with EXEMPLAR + Kd.",
    "claims": [
        {
            "quote": "68.6%",
            "measure": "rate",
            "endpoint": "ORR",
            "value": "68.6",
            "unit": "%",
            "arm": "EXEMPLAR + Kd",
            "citations": ["1"],
        }
    ],
}
Audit = Callable[..., PageReport]


def test_findings_stand_in_page_order(audit: Audit) -> None:
    blocks = [{"text": "of 17", "unread": ["17"]}, SLIP, {"text": "of 23", "unread": ["23"]}, SLIP]
    page = audit(blocks, rules=(value.RULE, unread.RULE))
    assert [(found.place.line, found.rule) for found in page.findings] == [
        (1, "led.unread"),
        (2, "sub.value"),
        (3, "led.unread"),
        (4, "sub.value"),
    ]


def test_a_fingerprint_survives_new_lines_above(audit: Audit) -> None:
    before = audit([SLIP]).findings
    after = audit([{"text": "A new paragraph."}, SLIP]).findings
    assert [found.fingerprint for found in before] == [found.fingerprint for found in after]
    assert before[0].place.line != after[0].place.line


def test_repeats_have_fingerprints_of_their_own(audit: Audit) -> None:
    page = audit([SLIP, SLIP], rules=(value.RULE,))
    assert len({found.fingerprint for found in page.findings}) == 2


def test_a_changed_sentence_has_another_fingerprint(audit: Audit) -> None:
    other = {**SLIP, "text": "ORR rose to 68.6% with EXEMPLAR + Kd."}
    assert audit([SLIP]).findings[0].fingerprint != audit([other]).findings[0].fingerprint


def test_each_claim_has_one_verdict(audit: Audit) -> None:
    page = audit([SLIP, SLIP])
    assert [(match.claim.id, match.verdict) for match in page.matches] == [
        ("c1", "contradicted"),
        ("c2", "contradicted"),
    ]


def test_the_pages_only_trial_is_taken_for_claims_that_name_none(audit: Audit) -> None:
    named = {**SLIP, "claims": [{**SLIP["claims"][0], "trial": "EXAMPLE-1"}]}
    trial = next(slot for slot in audit([named, SLIP]).matches[1].slots if slot.slot == "trial")
    assert (trial.agreement, trial.known) == ("inherited", "EXAMPLE-1")


def test_extractions_as_json(extraction_of: Callable[..., Any]) -> None:
    import json

    one = json.loads(render_extractions([extraction_of([SLIP])]))
    assert one["schema"] == "promocheck/claims/1"
    assert one["claims"] == one["pages"][0]["claims"]
    assert (one["claims"][0]["value"], one["claims"][0]["value_text"]) == (68.6, "68.6")
    two = json.loads(render_extractions([extraction_of([SLIP]), Unreadable("x.pdf", "encrypted")]))
    assert "claims" not in two
    assert two["pages"][1]["problems"] == [{"message": "encrypted", "line": 1, "column": 1, "unreadable": True}]
