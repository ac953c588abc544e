"""Claims and findings -> the names that links within a report lead to."""

from __future__ import annotations

from checker.model import Finding


def claim_anchor(page: int, claim: str) -> str:
    """`p1-c5`: the claim c5 of the first page."""
    return f"p{page}-{claim}"


def finding_anchor(finding: Finding) -> str:
    """`f-` and the fingerprint, which stays when lines move: such a link still leads there in a later report."""
    return f"f-{finding.fingerprint}"
