"""The values that the page side hands on: places, blocks, pages, claims, the ledger."""

from claims.model.claims import ABOUT, TOLD_OF, Claim, ConfidenceInterval, Evidence
from claims.model.ledger import Bucket, Entry, Extraction, Marker, Note, Reference
from claims.model.pages import Block, Carrier, Cell, Kind, Link, Mark, Page, Problem, Section, Unreadable
from claims.model.places import Box, Layout, Place, place_words

__all__ = [
    "ABOUT",
    "TOLD_OF",
    "Block",
    "Box",
    "Bucket",
    "Carrier",
    "Cell",
    "Claim",
    "ConfidenceInterval",
    "Entry",
    "Evidence",
    "Extraction",
    "Kind",
    "Layout",
    "Link",
    "Mark",
    "Marker",
    "Note",
    "Page",
    "Place",
    "Problem",
    "Reference",
    "Section",
    "Unreadable",
    "place_words",
]
