"""Endpoints that a sentence names as primary or key secondary."""

from collections.abc import Callable
from typing import Any

import pytest

from checker.endpoints_named import endpoints_named
from checker.view import PageView
from claims.model import Extraction
from references.index import Index
from references.model import Registry


@pytest.fixture
def named(extraction_of: Callable[..., Extraction], registry: Registry, index: Index) -> Callable[..., Any]:
    def run(text: str) -> list[tuple[str, str]]:
        view = PageView(extraction=extraction_of([{"text": text}]), matches=(), registry=registry, index=index)
        return [(one.key, one.role) for one in endpoints_named(view)]

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The primary endpoint was overall survival.", [("OS", "primary")]),
        ("Primary endpoint: PFS", [("PFS", "primary")]),
        (
            "Key secondary endpoints included ORR, OS and DOR.",
            [(code, "key secondary") for code in ("ORR", "OS", "DOR")],
        ),
        (
            "The primary endpoint was PFS; key secondary endpoints were ORR.",
            [("PFS", "primary"), ("ORR", "key secondary")],
        ),
        ("OS was a key secondary endpoint.", [("OS", "key secondary")]),
        ("The primary endpoint was the proportion of patients achieving PASI 90 at week 16.", [("PASI 90", "primary")]),
        ("The trial met its primary endpoint of PFS.", [("PFS", "primary")]),
    ],
)
def test_named(named: Callable[..., Any], text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Secondary endpoints included OS.",
        "The primary endpoint was a composite of stroke and myocardial infarction.",
        "The primary endpoint was survival free of melanoma.",
        "The primary endpoint was relief during a follow-up of 4 weeks.",
        "Overall survival improved.",
    ],
)
def test_not_named(named: Callable[..., Any], text: str) -> None:
    assert named(text) == []
