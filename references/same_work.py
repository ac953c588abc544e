"""Two imprints to whether they are of one work, why, and where they differ in print."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from references.imprint import DATA, Imprint

_LIKENESS: dict[str, float] = DATA["likeness"]
_FIRST_LETTERS = 3  # of an abbreviated word: Engl, Med, Hematol
_LONG = 6  # letters from which on a word may be misspelt


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of a reference that is printed otherwise than registered."""

    part: str  # year | volume | issue | pages | DOI | PMID | first author
    printed: str
    registered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Why two references are of one work."""

    how: str  # DOI | PMID | PMC id | address | NCT id | document id | volume and pages | product | words
    words: int  # of 100: share of the shorter one's telling words that the other has
    shared: int  # how many those are
    agree: int = 0  # of year, volume and first page: how many are the same
    differences: tuple[Difference, ...] = ()

    @property
    def is_identified(self) -> bool:
        """Whether an identifier says so, not words."""
        return self.how in IDENTIFIERS


IDENTIFIERS = ("DOI", "PMID", "PMC id", "address", "NCT id", "document id")


def same_work(
    printed: Imprint, registered: Imprint, products: tuple[frozenset[str], frozenset[str]]
) -> Likeness | None:
    """How a page's entry is the registered source, None where it is another; `products` are those that each names."""
    if (printed.forms or registered.forms) and not printed.forms & registered.forms:
        return None
    if printed.version and registered.version and printed.version != registered.version:
        return None  # each version of a guideline is a document of its own
    if "data-on-file" in printed.forms:
        return _same_file(printed, registered)
    if printed.untitled:
        return _same_label(printed, registered, products)
    return _same_paper(printed, registered)


def near_work(printed: Imprint, registered: Imprint) -> Likeness | None:
    """How a page's entry resembles a registered paper that it is not: too many parts of it are printed otherwise."""
    if printed.untitled or registered.untitled or printed.forms ^ registered.forms:
        return None
    words, shared = _in_common(printed, registered)
    agree, _ = _site(printed, registered)
    identifier = _identifier(printed, registered)
    alike = words >= _LIKENESS["near"] and shared >= _LIKENESS["fewest"]
    if not (identifier or alike or agree == 3):
        return None
    differences = tuple(_differences(printed, registered))
    return Likeness(how=identifier or "words", words=words, shared=shared, agree=agree, differences=differences)


def _same_file(printed: Imprint, registered: Imprint) -> Likeness | None:
    words, shared = _in_common(printed, registered, slips=False)
    if printed.codes and registered.codes:
        met = printed.codes & registered.codes
        return Likeness(how="document id", words=words, shared=shared) if met else None
    if _apart(printed.years, registered.years) or words < _LIKENESS["alike"]:
        return None
    return Likeness(how="words", words=words, shared=shared, agree=int(bool(printed.years & registered.years)))


def _same_label(
    printed: Imprint, registered: Imprint, products: tuple[frozenset[str], frozenset[str]]
) -> Likeness | None:
    """A label is its product's, whatever its year: a label of another year is the same one in another version."""
    ours, theirs = products
    words, shared = _in_common(printed, registered, slips=False)
    named = bool(ours and theirs)
    if (named and not ours & theirs) or (not named and words < _LIKENESS["alike"]):
        return None
    return Likeness(
        how="product" if named else "words",
        words=words,
        shared=shared,
        agree=int(bool(printed.years & registered.years)),
        differences=tuple(_years_apart(printed, registered)),
    )


def _same_paper(printed: Imprint, registered: Imprint) -> Likeness | None:
    words, shared = _in_common(printed, registered)
    agree, clash = _site(printed, registered)
    other_author = not _same_author(printed.author, registered.author)
    differences = tuple(_differences(printed, registered))
    found = Likeness(how="words", words=words, shared=shared, agree=agree, differences=differences)
    identifier = _identifier(printed, registered)
    if identifier:
        # An identifier copied from another paper does not make this one that paper.
        wrong = other_author and clash > 1 and words < _LIKENESS["alike"]
        if identifier in ("address", "NCT id"):
            found = replace(found, differences=())  # pages change, and their years are those of a look at them
        return None if wrong else replace(found, how=identifier)
    title = words >= _LIKENESS["same_work"] and shared >= _LIKENESS["title"]
    if (
        _other_identifier(printed, registered)
        and not (title and agree >= 2 and not clash)
        and not (title and not clash and _is_slip(printed.doi, registered.doi))
    ):
        return None
    if clash:
        return found if clash == 1 and agree and title and not other_author else None
    if agree == 3 or (agree == 2 and _has_pages(printed, registered)):
        same = words >= _LIKENESS["with_pages"] and (title or not other_author)
        return replace(found, how="volume and pages") if same else None
    if other_author or words < _LIKENESS["alike"] or shared < _LIKENESS["fewest"]:
        return None
    return found


def _identifier(printed: Imprint, registered: Imprint) -> str | None:
    """By which identifier two imprints are the same; a trial's number alone makes no paper its registry record."""
    if printed.doi and printed.doi == registered.doi:
        return "DOI"
    if printed.pmid and printed.pmid == registered.pmid:
        return "PMID"
    if printed.pmc and printed.pmc == registered.pmc:
        return "PMC id"
    if any("/" in url for url in printed.urls & registered.urls):
        return "address"
    if printed.nct and printed.nct == registered.nct and not (printed.volume or registered.volume):
        return "NCT id"
    return None


def _other_identifier(printed: Imprint, registered: Imprint) -> bool:
    """Whether both have a DOI, or both a PMID, and they are not the same."""
    pairs = ((printed.doi, registered.doi), (printed.pmid, registered.pmid))
    return any(one and other and one != other for one, other in pairs)


def _is_slip(doi: str | None, other: str | None) -> bool:
    from rapidfuzz import fuzz  # noqa: PLC0415 - only references that agree in words come here

    return fuzz.ratio(doi or "", other or "") >= _LIKENESS["doi_slip"]


def _site(printed: Imprint, registered: Imprint) -> tuple[int, int]:
    """Of year, volume and first page: how many agree, how many clash."""
    agree = clash = 0
    for one, other in ((printed.volume, registered.volume), (printed.first_page, registered.first_page)):
        if one and other:
            agree, clash = (agree + 1, clash) if one == other else (agree, clash + 1)
    if printed.years & registered.years:
        agree += 1
    elif _apart(printed.years, registered.years) and not (printed.version and registered.version):
        clash += 1
    return agree, clash


def _has_pages(printed: Imprint, registered: Imprint) -> bool:
    return bool(printed.volume and printed.first_page and registered.volume and registered.first_page)


def _apart(years: frozenset[str], others: frozenset[str]) -> bool:
    return bool(years and others) and not years & others


def _same_author(one: str | None, other: str | None) -> bool:
    """Whether two first authors may be one: a part of a double name, or no author printed, is no contradiction."""
    if one is None or other is None or one == other or set(one.split()) & set(other.split()):
        return True
    from rapidfuzz import fuzz  # noqa: PLC0415 - only names that are not the same come here

    return fuzz.ratio(one, other) >= _LIKENESS["slip"]


def _in_common(printed: Imprint, registered: Imprint, *, slips: bool = True) -> tuple[int, int]:
    """Share of the shorter one's telling words that the other has, of 100, and their number.

    Abbreviations count (Engl for England) and slips of the pen in long words; names of drugs differ by a letter, so
    labels are compared without slips.
    """
    short, long = sorted((printed.words, registered.words), key=lambda words: (len(words), sorted(words)))
    if not short:
        return 100, 0
    shared = len(short & long)
    if slips:
        others = defaultdict(list)
        for word in long - short:
            others[word[0]].append(word)
        shared += sum(any(_is_form_of(word, other) for other in others[word[0]]) for word in short - long)
    return round(100 * shared / len(short)), shared


def _is_form_of(word: str, other: str) -> bool:
    """Whether one of two words that begin alike abbreviates the other, or misspells it."""
    short, long = sorted((word, other), key=len)
    if len(short) >= _FIRST_LETTERS and long.startswith(short):
        return True
    if len(short) < _LONG:
        return False
    from rapidfuzz import fuzz  # noqa: PLC0415 - only words that are not the same come here

    return fuzz.ratio(word, other) >= _LIKENESS["slip"]


def _differences(printed: Imprint, registered: Imprint) -> list[Difference]:
    """Parts that both print and that are not the same."""
    pairs = (
        ("DOI", printed.doi, registered.doi),
        ("PMID", printed.pmid, registered.pmid),
        ("volume", printed.volume, registered.volume),
        ("issue", *_numbers_only(printed.issue, registered.issue)),
        ("pages", *_pages(printed, registered)),
    )
    found = [Difference(part, one, other) for part, one, other in pairs if one and other and one != other]
    if not _same_author(printed.author, registered.author):
        found.append(Difference("first author", printed.author or "", registered.author or ""))
    return [*_years_apart(printed, registered), *found]


def _years_apart(printed: Imprint, registered: Imprint) -> list[Difference]:
    if not _apart(printed.years, registered.years) or (printed.version and registered.version):
        return []
    return [Difference("year", " and ".join(sorted(printed.years)), " and ".join(sorted(registered.years)))]


def _numbers_only(one: str | None, other: str | None) -> tuple[str | None, str | None]:
    """Issues that are numbers; `suppl 1` and `S1` are one issue in two spellings."""
    return (one, other) if one and other and one.isdigit() and other.isdigit() else (None, None)


def _pages(printed: Imprint, registered: Imprint) -> tuple[str | None, str | None]:
    """Page ranges; the first page alone says as much as a range that begins there."""
    if printed.first_page == registered.first_page and not (printed.last_page and registered.last_page):
        return None, None
    return _range(printed), _range(registered)


def _range(one: Imprint) -> str | None:
    return f"{one.first_page}-{one.last_page}" if one.first_page and one.last_page else one.first_page
