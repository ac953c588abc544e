"""The black triangle stands next to a product under additional monitoring, and next to no other.

What is required
    An inverted black triangle (▼, or an image that says so) beside the name of each product that is under additional
    monitoring, and none beside a product that is not.

Why
    It asks prescribers to report every suspected reaction; a wrong one in a list misleads as much as a missing one.

Source
    ABPI Code clause 12.10 (Pluvicto) [R]; PMCPA AUTH/3919/6/24 on wrong marks in a list of products [R].

Passes
    "Exemplar ▼ (examplimab)", where the registry has black_triangle: true.

Fails
    "Exemplar" for that product; "Other Brand ▼" where the registry has black_triangle: false.

Stays silent
    Products for which the registry says neither; arrows that sort a table or open a menu; repeats of the name where one
    mention has the triangle; the statement "▼ This medicinal product is subject to additional monitoring" counts for no
    product by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.findings import about_place
from checker.mentions import Mention, brand_of
from checker.model import Finding, Related, Rule, Severity
from checker.view import PageView
from checker.wordlists import is_used
from claims.model import Block, Kind, Link, Section
from references.model import Product

SIGNS = re.compile(r"[▼▾🔻⯆]")
BEHIND = re.compile(r"[\s®™℠,()|/:–-]*(?:\([^()]{1,60}\)[\s®™,|]*)?[▼▾🔻⯆]")
BEFORE = re.compile(r"[▼▾🔻⯆][\s|]*$")
ROW = re.compile(r"</?tr\b|\n\s*\||\n\s*\n", re.IGNORECASE)
LINE = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|t[drh]|table|div|section)\b|\n\s*(?:[-*+#|]|\n)", re.IGNORECASE)
IMAGE_REACH = 120  # characters of the source between a name and the image of its triangle


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each product without the triangle it needs, one for each triangle that is wrong."""
    for product in view.mentions.named:
        mentions = [
            *view.mentions.brands_of(product),
            *(view.mentions.generics_of(product) if not product.brand else ()),
        ]
        mentions = [one for one in mentions if _is_shown(one.block)]
        if product.black_triangle is None or not mentions:
            continue
        marked = [one for one in mentions if _is_marked(view, one)]
        if product.black_triangle and not marked:
            known = any(_is_anywhere(block) for block in view.promotion.visible)
            where = "; a triangle stands elsewhere on the page" if known else ""
            message = (
                f"{brand_of(product)} is under additional monitoring and stands without the black triangle{where}."
            )
            yield _found(view, product, mentions[0], message, "with the black triangle")
        for one in marked if not product.black_triangle else ():
            message = f"{brand_of(product)} is not under additional monitoring and stands with a black triangle."
            yield _found(view, product, one, message, "without a black triangle")


def _is_shown(block: Block) -> bool:
    """Whether the name stands in the page's own text; not in menus, nor in a table's head, where triangles sort."""
    is_head = block.cell is not None and block.cell.header and not block.cell.row
    return block.section is not Section.BOILERPLATE and block.kind is not Kind.REFERENCES and not is_head


def _is_marked(view: PageView, one: Mention) -> bool:
    text = one.block.text
    if BEHIND.match(text, one.end) or BEFORE.search(text[: one.start].rstrip()):
        return True
    if one.block.cell is not None and any(
        SIGNS.fullmatch(other.text.strip())
        for other in view.promotion.visible
        if other.cell is not None and (other.cell.table, other.cell.row) == (one.block.cell.table, one.block.cell.row)
    ):
        return True
    return any(_is_beside(view, one, link) for link in view.extraction.page.links if _is_triangle(link))


def _is_triangle(link: Link) -> bool:
    words = (link.text, _file(link.target))
    return link.is_image and (bool(SIGNS.search(link.text)) or any(is_used(w, "required", "triangle") for w in words))


def _is_beside(view: PageView, one: Mention, image: Link) -> bool:
    """Whether an image stands near a name, in the same line of the page or row of its table."""
    place, source = view.extraction.page.spot(one.block, one.start, one.end), view.extraction.page.source
    begin, end = (place.end, image.start) if image.start >= place.end else (image.end, place.start)
    if not 0 <= end - begin <= IMAGE_REACH:
        return False
    return not (ROW if one.block.cell is not None else LINE).search(source, begin, end)


def _found(view: PageView, product: Product, at: Mention, message: str, expected: str) -> Finding:
    place = view.extraction.page.spot(at.block, at.start, at.end)
    quote = at.block.text[at.start : at.end]
    found = about_place(RULE, view, place, quote, message, sentence=at.block.text)
    value = str(product.black_triangle).lower()
    related = (Related(product.where.file, product.where.line, f"{product.id}: black_triangle: {value}"),)
    return replace(found, said=quote, expected=f"{brand_of(product)} {expected}", related=related)


def _file(target: str) -> str:
    return re.sub(r"[-_.]", " ", target.rpartition("/")[2])


def _is_anywhere(block: Block) -> bool:
    return bool(SIGNS.search(block.text)) and block.section is not Section.BOILERPLATE


RULE = Rule(
    id="bal.black-triangle",
    title="The black triangle stands next to a product under additional monitoring, and next to no other",
    severity=Severity.ERROR,
    check=check,
    by_profile=(("us-hcp", None), ("us-dtc", None)),
    needs=("products.black_triangle",),
    manual=__doc__,
)
