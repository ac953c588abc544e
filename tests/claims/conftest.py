"""Pages read and extracted from a few words."""

from collections.abc import Callable

import pytest

from claims.extract import extract
from claims.model import Extraction, Page, Unreadable
from claims.pages import read_bytes

FORMATS = {"text": "text", "md": "markdown", "html": "html"}


def page_of(source: str, form: str = "text") -> Page:
    page = read_bytes(source.encode(), shown_as=f"page.{form}", format=FORMATS[form])
    assert not isinstance(page, Unreadable), page.reason
    return page


@pytest.fixture(name="page_of")
def page_of_fixture() -> Callable[..., Page]:
    return page_of


@pytest.fixture
def extraction_of() -> Callable[..., Extraction]:
    """`extraction_of("ORR was 86.6%")`; the second argument is text, md or html."""
    return lambda source, form="text": extract(page_of(source, form))
