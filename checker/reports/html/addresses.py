"""A registered source -> the web addresses where it may be read; nothing is opened unless a reader clicks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from references.model import Source

DOI = re.compile(r"10\.\d{4,9}/\S+")
NUMBER = re.compile(r"\d{1,9}")
TRIAL = re.compile(r"NCT\d{8}")


@dataclass(frozen=True, slots=True)
class Address:
    """What a link says and where it leads."""

    name: str
    url: str


def addresses(source: Source) -> Iterator[Address]:
    """By its DOI, PubMed number, trial registration and own address, those that are well-formed."""
    if source.doi and DOI.fullmatch(source.doi):
        yield Address(f"doi:{source.doi}", f"https://doi.org/{quote(source.doi)}")
    if source.pmid and NUMBER.fullmatch(source.pmid):
        yield Address(f"PubMed {source.pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/")
    if source.nct and TRIAL.fullmatch(source.nct):
        yield Address(source.nct, f"https://clinicaltrials.gov/study/{source.nct}")
    if source.url and _is_web(source.url):
        yield Address(source.url, source.url)


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)
    except ValueError:
        return False
