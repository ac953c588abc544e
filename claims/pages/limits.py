"""What reading one PDF or office file may cost: whoever goes beyond it costs one line that says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Settings for one file; the defaults are many times what a real draft needs."""

    seconds: int = 120  # of time, and of processor time
    memory: int = 1024  # MB of address space, where the system can bound it
    pages: int = 2_000  # pages of a PDF, slides of a presentation
    unpacked: int = 256  # MB that an office file may unpack to
    members: int = 5_000  # files inside an office file
    ratio: int = 200  # how many times its packed size a large member may unpack to


DEFAULT = Limits()
