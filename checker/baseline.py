"""Findings that were known before, and pages -> the pages with only what is new.

A finding is known by its page, its rule and what it is bound to: a new number or a changed fact is new again. Findings
that were waived then, and those about waivers, are never taken for known.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from posixpath import normpath
from typing import Any

from checker.model import Finding, PageReport
from claims.serial import dumps

SCHEMA = "promocheck/baseline/1"
AUDIT = "promocheck/audit/1"
LARGEST = 200_000_000  # bytes
WAIVERS = "wvr"

Known = tuple[str, str, str]


class BaselineError(Exception):
    """Why a file is no baseline, in words for the user."""


def without_known(pages: Iterable[PageReport], known: Counter[Known]) -> tuple[PageReport, ...]:
    """The pages with the findings that are not known; of a sentence that stands there once more, one is new."""
    left = Counter(known)
    compared = []
    for page in pages:
        new = []
        for finding in page.findings:
            known_as = key(finding)
            if finding.waived is None and left[known_as] > 0:
                left[known_as] -= 1
            else:
                new.append(finding)
        compared.append(replace(page, findings=tuple(new), known=len(page.findings) - len(new)))
    return tuple(compared)


def render_baseline(pages: Iterable[PageReport]) -> str:
    """All findings of the pages that are not waived, as a file to be compared with; same findings, same text."""
    told = [
        {"path": normpath(finding.path), "rule": finding.rule, "bound": finding.bound, "quote": finding.quote}
        for page in pages
        for finding in page.findings
        if finding.waived is None
    ]
    told.sort(key=lambda one: (one["path"], one["rule"], one["quote"], one["bound"]))
    return dumps({"schema": SCHEMA, "findings": told})


def read_baseline(file: Path, *, shown_as: str) -> Counter[Known]:
    """How often each finding is known: from a baseline, or from an audit's whole JSON report."""
    document = _document(file, shown_as)
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema not in (SCHEMA, AUDIT):
        raise BaselineError(f"{shown_as}: is neither a baseline (--write-baseline) nor an audit's JSON report")
    try:
        if schema == AUDIT and document["summary"].get("known"):
            said = (
                f"leaves out {document['summary']['known']} findings that were known; use what --write-baseline writes"
            )
            raise BaselineError(f"{shown_as}: {said}")
        return Counter(_known(document))
    except (KeyError, TypeError, AttributeError) as error:
        raise BaselineError(f"{shown_as}: was written by another version of promocheck; write it anew") from error


def _known(document: dict[str, Any]) -> Iterator[Known]:
    findings = document.get("findings")
    if findings is None:
        findings = [finding for page in document["pages"] for finding in page["findings"]]
    for finding in findings:
        rule, waived = finding["rule"], finding.get("waived")
        if waived is not None or rule.partition(".")[0] == WAIVERS:
            continue
        path, bound = finding["path"], finding["bound"]
        if not isinstance(path, str) or not isinstance(bound, str):
            raise TypeError(rule)
        yield normpath(path), rule, bound


def _document(file: Path, shown_as: str) -> Any:
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise BaselineError(f"{shown_as}: is larger than {LARGEST // 1_000_000} MB")
        return json.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise BaselineError(f"{shown_as}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    except json.JSONDecodeError as error:
        raise BaselineError(f"{shown_as}:{error.lineno}: is no valid JSON: {error.msg.lower()}") from error
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"{shown_as}: is no valid JSON") from error


def key(finding: Finding) -> Known:
    """What a finding is known by."""
    return normpath(finding.path), finding.rule, finding.bound
