"""Nothing is called new longer than a year after its launch.

What is required
    "New" is said of a product or presentation only within 12 months of the day on which it was generally available in
    the market of the page.

Why
    After a year prescribers know it; the word then only advertises.

Source
    ABPI Code 2024 clause 6.5 [R]; EFPIA Code 3.08 [R].

Passes
    "EXEMPLAR pen", at any time; "NEW: EXEMPLAR" 5 months after the launch.

Fails
    "NEW EXEMPLAR pen", 20 months after the launch.

Stays silent
    Products without `launched` in the page's market; newly diagnosed, new-onset, new lesions, New England Journal, "new
    or worsening", new patients, new data; new indications, of which the registry has no date; a patient who starts a
    new treatment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from checker.findings import about_sentence
from checker.model import Finding, Related, Rule, Severity
from checker.promises import is_hedged
from checker.sentences import Said
from checker.view import PageView
from checker.wordlists import is_used
from references.dates import last_day
from references.model import Product
from references.names import small
from references.trial_names import names_of_product

MARKETS = {"us-hcp": "us", "us-dtc": "us", "uk-hcp": "uk", "eu-hcp": "eu"}
NEAR = 5  # words on each side that say what is new


def check(view: PageView) -> Iterator[Finding]:
    """One finding for each sentence that calls a product new more than 12 months after its launch."""
    launches = {product.id: (product, day) for product in view.products if (day := _launched(view, product))}
    if not launches or view.today is None:
        return
    for sentence, told in view.promises.saying("new"):
        one = next((one for one in told if not is_hedged(one) and _is_of_product(view, one)), None)
        if one is None:
            continue
        named = [product for product in view.products if _names(product, sentence.text)] or list(view.products)
        days = [launches[product.id] for product in named if product.id in launches]
        # Of several products it may be the youngest that is new; of one without a day nothing is known.
        if len(days) < len(named):
            continue
        product, day = max(days, key=lambda pair: pair[1])
        if _a_year_after(day) < view.today:
            market = MARKETS[view.profile]
            message = (
                f"“{one.words}” is said of {product.brand or product.id}, launched on {day.isoformat()} ({market}), "
                f"{_months(day, view.today)} months ago; 12 are allowed."
            )
            found = about_sentence(RULE, view, sentence, message, use=one.use)
            where = product.where
            yield replace(
                found, related=(Related(where.file, where.line, f"{product.id}: launched {day.isoformat()}"),)
            )


def _launched(view: PageView, product: Product) -> date | None:
    day = product.markets.get(MARKETS.get(view.profile, ""), {}).get("launched")
    return last_day(day) if day else None


def _is_of_product(view: PageView, one: Said) -> bool:
    """Whether the words around it are a product's name, or a thing that it is, on a line that names it."""
    text, use = one.sentence.text, one.use
    before, behind = text[: use.start].split()[-NEAR:], text[use.end :].split()[:NEAR]
    around = (" ".join(before), " ".join(behind))
    if any(_names(product, words) for product in view.products for words in around):
        return True
    return is_used(around[1], "new", "things") and view.promises.is_named_in(one.sentence)


def _names(product: Product, text: str) -> bool:
    words = small(text)
    return any(small(name) in words for name in names_of_product(product))


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 2, 28)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


RULE = Rule(
    id="ovr.new",
    title="Nothing is called new longer than a year after its launch",
    severity=Severity.WARNING,
    check=check,
    by_profile=(("us-hcp", None), ("us-dtc", None)),
    needs=("products.markets",),
    manual=__doc__,
)
