"""What reading one page may cost: whoever goes beyond a limit costs one line that names it, its value and its setting."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Settings for one file, `limits:` in promocheck.yaml; the defaults are many times what a real draft needs."""

    size: int = 50  # MB of one file
    text: int = 10  # million characters of text on a page
    numbers: int = 100_000  # numbers on a page
    parts: int = 300_000  # tags of an HTML page; lines and cells of Markdown and text
    nesting: int = 200  # elements within elements; Markdown counts at most 100
    seconds: int = 120  # of processor time for reading a page and its claims, and again for checking them
    pages: int = 2_000  # pages of a PDF, slides of a presentation
    memory: int = 1_024  # MB for the process that reads a PDF or office file, where the system can bound it
    unpacked: int = 256  # MB that an office file may unpack to
    members: int = 5_000  # files inside an office file
    ratio: int = 200  # how many times its packed size a large file inside may unpack to


DEFAULT = Limits()


def too_long(length: int, limits: Limits) -> str:
    """What is said of a page with more text than may be read."""
    told = f"{length / 1e6:.1f} million characters of text, at most {limits.text} million are read"
    return f"too long: {told} ({setting('text')})"


def setting(name: str) -> str:
    """A limit by its setting, as results name it."""
    return f"limits.{name}"
