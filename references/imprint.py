"""A printed reference to what identifies the work: identifiers, first author, year, volume, pages, telling words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

from references.model import Source
from references.names import normal

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DATA: dict[str, Any] = yaml.load(Path(__file__).with_name("source_words.yaml").read_text("utf-8"), _LOADER)  # noqa: S506  (a safe loader)
FORMS: dict[str, frozenset[str]] = {normal(words): frozenset(forms) for words, forms in DATA["forms"].items()}
KINDS: dict[str, frozenset[str]] = {kind: frozenset(forms) for kind, forms in DATA["kinds"].items()}
COMPANIES = frozenset(DATA["companies"].split())
LONGEST = 2500  # characters
UNTITLED = frozenset(DATA["untitled"])
SMALL_WORDS = frozenset(DATA["small_words"].split())

_FORM = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, FORMS), key=len, reverse=True))})\b")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]{1,200}", re.IGNORECASE)
_DOI_TAIL = re.compile(r"(?:/(?:full|pdf|abstract|epdf|meta)|\.(?:pdf|full|abstract))$")
_PMID = re.compile(r"\bPMID:?\s?(\d{5,9})\b|pubmed(?:\.ncbi\.nlm\.nih\.gov|\.gov)?/(\d{5,9})\b", re.IGNORECASE)
_PMC = re.compile(r"\bPMC\d{5,9}\b", re.IGNORECASE)
_NCT = re.compile(r"\bNCT\d{8}\b", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|\bwww\.)[^\s\"<>]{4,400}", re.IGNORECASE)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
# Dates of a look at a page, of a copyright and numbers of versions are no dates of the work.
_OTHER_DATES = re.compile(
    r"\b(?:accessed|retrieved|last (?:accessed|viewed|reviewed)|cited)\b[^.;()]{0,40}?(?:19|20)\d{2}\b|©.{0,90}?(?:19|20)\d{2}\b",
    re.IGNORECASE,
)
_ACCESSED = re.compile(r"\b(?:accessed|retrieved|last (?:accessed|viewed)|cited)\b", re.IGNORECASE)
_VERSION = re.compile(r"\b(?:version|v\.?)\s?(\d{1,3}\.\d{1,4})\b", re.IGNORECASE)
# A year of the work, not of a title ("from 1989 to 2003") nor of an id (EX-2025-017).
_YEAR = re.compile(
    r"(?<!\d)(?<![A-Za-z][-/])(?<!\bto )(?<!\bin )(?<!\bfrom )(?<!\bsince )(?<!\band )(?<!\bbetween )(?<!\bthrough )"
    r"(?<!\d{4}-)(?:19|20)\d{2}(?!\d)(?!-\d{3})(?!-(?:19|20)\d{2})(?! to\b)"
)
_PAGES = r"(?:pp?\.?\s?)?(?P<first>[A-Za-z]{0,3}\d{1,7})\b(?:\s?-\s?(?P<last>[A-Za-z]{0,3}\d{1,7})\b)?"
_ISSUE = r"(?:\((?P<issue>[^()]{1,30})\)|(?P<part>[Ss]uppl\w{0,6}\.?\s?\d{0,2}))"
_SITES = tuple(
    re.compile(pattern)
    for pattern in (
        # 2025;12(4):301-312 and 2023 Feb 3; 10: 115
        (
            rf"\b(?P<year>(?:19|20)\d{{2}})[a-z]?(?:\s{_MONTH}\.?(?:\s\d{{1,2}})?)?\s?[;,]\s?(?:[Vv]ol(?:ume)?\.?\s?)?"
            rf"(?P<volume>\d{{1,4}})\b\s?{_ISSUE}?\s?[:,]\s?{_PAGES}"
        ),
        # 2025;12(4) and no page
        rf"\b(?P<year>(?:19|20)\d{{2}})\s?;\s?(?P<volume>\d{{1,4}})\b\s?{_ISSUE}?(?=\s?(?:[.;]|$))",
        # 375 (2016): 1019-32
        rf"\b(?P<volume>\d{{1,4}})\s?\((?P<year>(?:19|20)\d{{2}})\)\s?[:,]\s?{_PAGES}",
        # Journal, 12(4), 301-312
        rf"\b(?P<volume>\d{{1,4}})\s?{_ISSUE}\s?[:,]\s?{_PAGES}",
        # vol. 12, no. 4, pp. 301-312
        rf"\b[Vv]ol(?:ume)?\.?\s?(?P<volume>\d{{1,4}})\b[^.;]{{0,24}}?\bpp?\.?\s?{_PAGES}",
        # Journal 107:1397-1409 (2022)
        r"\b(?P<volume>\d{1,4})\s?:\s?(?P<first>[A-Za-z]{0,3}\d{1,7})\s?-\s?(?P<last>[A-Za-z]{0,3}\d{1,7})\b",
    )
)
_NAME = r"(?:[^\W\d_][\w'’]{0,30}[- ]){0,3}[^\W\d_][\w'’]{1,30}"
_AUTHOR = re.compile(rf"(?P<name>{_NAME}),?\s+(?:(?:[A-Z]\.?[ -]?){{1,4}}(?=[,.;:&(]|\s?(?:et|and)\b|$)|et al\b)")
_INITIALS = re.compile(r"(?<=\s)[A-Z]{1,3}(?=[,.;]|\s+et al)")
_CODE = re.compile(r"(?<![\w/-])(?=[\w/-]{0,30}?\d{2})[A-Za-z0-9]+(?:[-/_][A-Za-z0-9]+){0,6}(?![\w/-])")
_NO_CODE = re.compile(r"(?:19|20)\d{2}(?:-\d{1,2}){0,2}|\d{1,2}(?:[/-]\d{1,2})?[/-](?:19|20)?\d{2}|\d{1,3}")
_WORD = re.compile(r"[^\W_]{2,}")
_LETTERS = re.compile(r"[^\W_]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What identifies a work in print; what is not printed is None or empty."""

    doi: str | None = None
    pmid: str | None = None
    pmc: str | None = None
    nct: str | None = None
    urls: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()  # ids of a document on file
    forms: frozenset[str] = frozenset()  # label, supplement, ...: empty for a paper
    author: str | None = None  # surname of the first one, in plain small letters
    years: frozenset[str] = frozenset()
    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None
    version: str | None = None  # 1.2025, of a guideline
    accessed: bool = False
    words: frozenset[str] = frozenset()  # telling words: names, title, journal

    @property
    def untitled(self) -> bool:
        """Whether it is a label or a file, which product or company and date tell apart."""
        return bool(self.forms & UNTITLED)


@lru_cache(maxsize=8192)
def imprint(text: str) -> Imprint:
    """What a printed reference says of the work; of a text that is too long for one, its front."""
    plain = " ".join(unicodedata.normalize("NFKC", text[:LONGEST]).translate(_DASHES).split())
    doi, pmid, version = _DOI.search(unquote(plain)), _PMID.search(plain), _VERSION.search(plain)
    pmc, nct = _PMC.search(plain), _NCT.search(plain)
    bare = _VERSION.sub(" ", _OTHER_DATES.sub(" ", _URL.sub(" ", _DOI.sub(" ", _PMID.sub(" ", plain)))))
    said = normal(bare)
    forms = frozenset(form for found in _FORM.findall(said) for form in FORMS[found])
    site = next((found for pattern in _SITES if (found := pattern.search(bare))), None)
    printed = site.groupdict() if site else {}
    year = printed.get("year")
    author = _AUTHOR.match(bare.removeprefix("Supplement to:").lstrip())
    if author and COMPANIES.intersection(author[0].split()):
        author = None  # Example AG
    return Imprint(
        doi=plain_doi(doi[0]) if doi else None,
        pmid=(pmid[1] or pmid[2]) if pmid else None,
        pmc=pmc[0].upper() if pmc else None,
        nct=nct[0].upper() if nct else None,
        urls=frozenset(plain_url(url) for url in _URL.findall(plain)),
        codes=_codes(bare) if "data-on-file" in forms else frozenset(),
        forms=forms,
        author=_surname(author["name"]) if author else None,
        years=frozenset({year} if year else _YEAR.findall(bare)),
        volume=printed.get("volume"),
        issue=printed.get("issue"),
        first_page=_page(printed.get("first")),
        last_page=_page(_whole(printed.get("first"), printed.get("last"))),
        version=version[1] if version else None,
        accessed=bool(_ACCESSED.search(plain)),
        words=_words(bare[: site.start()] + " " + bare[site.end() :] if site else bare),
    )


def imprint_of(source: Source) -> Imprint:
    """What the registry says of a source: its citation, and the fields that identify it."""
    cited = imprint(source.citation or source.note or "")
    codes = cited.codes | _document_code(source.document)
    return replace(
        cited,
        doi=plain_doi(source.doi) if source.doi else cited.doi,
        pmid="".join(filter(str.isdigit, source.pmid)) if source.pmid else cited.pmid,
        pmc=cited.pmc or _pmc_in(source.url),
        nct=source.nct.strip().upper() if source.nct else cited.nct,
        urls=cited.urls | ({plain_url(source.url)} if source.url else frozenset()),
        codes=codes,
        forms=cited.forms or KINDS.get(source.kind or "", frozenset()),
        # Where an identifier tells the work, the day of its document is no year that a page could misprint.
        years=cited.years
        or (frozenset({source.date[:4]}) if source.date and not (source.doi or source.pmid) else frozenset()),
    )


def plain_doi(words: str) -> str:
    """A DOI without resolver, case and the stop behind it: `https://doi.org/10.5555/ABC.` is `10.5555/abc`."""
    found = _DOI.search(unquote(words))
    doi = (found[0] if found else words).casefold().rstrip(".,;:'\"")
    while doi and doi[-1] in ")]}" and doi.count(doi[-1]) > doi.count("([{"[")]}".index(doi[-1])]):
        doi = doi[:-1].rstrip(".,;:")
    return _DOI_TAIL.sub("", doi)


def plain_url(words: str) -> str:
    """An address without scheme, `www.`, anchor and the stop behind it."""
    address = re.sub(r"^https?://", "", words.strip().casefold()).removeprefix("www.")
    return address.partition("#")[0].rstrip(".,;:)/")


def unaccented(words: str) -> str:
    """Words in plain small letters: `Hernández-Rivas` is `hernandez rivas`."""
    letters = words.casefold()
    if not letters.isascii():
        letters = _ACCENTS.sub("", unicodedata.normalize("NFKD", letters))
    return " ".join(_LETTERS.findall(letters))


def _surname(name: str) -> str:
    """A first author's surname; in `Kim JY, et al` the initials look like a second name."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].isupper() and len(parts[-1]) <= 4:
        parts.pop()
    return unaccented(" ".join(parts))


def _codes(text: str) -> frozenset[str]:
    return frozenset(_plain_code(code) for code in _CODE.findall(text) if not _NO_CODE.fullmatch(code))


def _plain_code(code: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", code.upper())


def _document_code(document: str | None) -> frozenset[str]:
    """The id that the stored copy is named by, where its name is an id: `file/EX-2025-017.pdf`."""
    stem = (document or "").partition("#")[0].replace("\\", "/").rsplit("/", 1)[-1]
    stem = re.sub(r"\.[a-z]{2,4}$", "", stem, flags=re.IGNORECASE)
    return frozenset({_plain_code(stem)}) if _CODE.fullmatch(stem) and not _NO_CODE.fullmatch(stem) else frozenset()


def _pmc_in(url: str | None) -> str | None:
    found = _PMC.search(url or "")
    return found[0].upper() if found else None


def _page(page: str | None) -> str | None:
    return page.casefold() if page else None


def _whole(first: str | None, last: str | None) -> str | None:
    """The last page in full: behind 1019, `32` is 1032."""
    if not first or not last or len(last) >= len(first) or not last.isdigit():
        return last
    return first[: len(first) - len(last)] + last


def _words(text: str) -> frozenset[str]:
    said = unaccented(normal(_INITIALS.sub(" ", text)))
    return frozenset(word for word in _WORD.findall(said) if word not in SMALL_WORDS and not word.isdigit())
