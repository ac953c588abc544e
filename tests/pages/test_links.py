"""Links and images of HTML and Markdown pages: words, targets, places."""

import pytest

from claims.model import Link, Page
from claims.pages import read_bytes


def page_of(source: str, format: str) -> Page:  # noqa: A002 - the word of the contract
    page = read_bytes(source.encode(), shown_as="draft", format=format)
    assert isinstance(page, Page)
    return page


def link_of(source: str, format: str) -> tuple[Link, str]:  # noqa: A002
    page = page_of(source, format)
    (link,) = (link for link in page.links if not link.is_image)
    return link, page.source[link.start : link.end]


@pytest.mark.parametrize(
    ("format", "source", "text", "target", "written"),
    [
        ("html", '<p>See <a href="/pi.pdf">Prescribing <b>information</b></a>.', "Prescribing information", "/pi.pdf",
         '<a href="/pi.pdf">Prescribing <b>information</b></a>'),
        ("html", "<p>See <a href='/a?x=1&amp;y=2'>PI &amp; safety</a>.", "PI & safety", "/a?x=1&y=2",
         "<a href='/a?x=1&amp;y=2'>PI &amp; safety</a>"),
        ("html", '<p>x <a href="/pi"><img src="pi.svg" alt="Prescribing&nbsp;information"></a>',
         "Prescribing information", "/pi", '<a href="/pi"><img src="pi.svg" alt="Prescribing&nbsp;information"></a>'),
        ("html", '<p>x <a href="#top" aria-label="To the top"></a>', "To the top", "#top",
         '<a href="#top" aria-label="To the top"></a>'),
        ("html", "<p>x <a href=/pi>never closed", "never closed", "/pi", "<a href=/pi>never closed"),
        ("markdown", 'See [the **full** PI](https://example.org/pi.pdf "title").', "the full PI",
         "https://example.org/pi.pdf", '[the **full** PI](https://example.org/pi.pdf "title")'),
        ("markdown", "See [the PI][1].\n\n[1]: /pi.pdf\n", "the PI", "/pi.pdf", "[the PI][1]"),
        ("markdown", "See <https://example.org>.", "https://example.org", "https://example.org", "<https://example.org>"),
        ("markdown", 'See <a href="/pi">the <i>PI</i></a>.', "the PI", "/pi", '<a href="/pi">the <i>PI</i></a>'),
        ("markdown", 'Above.\n\n<div><a href="/pi">PI</a></div>\n', "PI", "/pi", '<a href="/pi">PI</a>'),
        ("markdown", "| a | b |\n|---|---|\n| [PI](pi.pdf) | 1 |\n", "PI", "pi.pdf", "[PI](pi.pdf)"),
    ],
)  # fmt: skip
def test_a_link_is_read(format: str, source: str, text: str, target: str, written: str) -> None:  # noqa: A002
    link, found = link_of(source, format)
    assert (link.text, link.target, found, link.is_hidden) == (text, target, written, False)


def test_a_hidden_link_is_known_to_be() -> None:
    link, _ = link_of('<p>x</p><div hidden><a href="/pi">PI</a></div>', "html")
    assert link.is_hidden


@pytest.mark.parametrize(
    ("format", "source"),
    [
        ("html", '<p>Exemplar <img src="bt.svg" alt="▼"></p>'),
        ("markdown", "Exemplar ![▼](bt.svg)"),
        ("markdown", 'Exemplar <img src="bt.svg" alt="▼">'),
    ],
)
def test_an_image_keeps_an_alternative_text_of_one_sign(format: str, source: str) -> None:  # noqa: A002
    (image,) = page_of(source, format).links
    assert (image.text, image.target, image.is_image) == ("▼", "bt.svg", True)


@pytest.mark.parametrize(
    ("format", "source"),
    [
        ("html", '<p>x <a name="here">no link</a></p>'),
        ("text", "See https://example.org/pi.pdf"),
        ("markdown", "See \\[no](link)"),
    ],
)
def test_what_is_no_link(format: str, source: str) -> None:  # noqa: A002
    assert page_of(source, format).links == ()
