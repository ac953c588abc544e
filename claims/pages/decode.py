"""Bytes of a page -> its text with notes on what was guessed, or why it is no text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from claims.model import Problem, Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with theirs
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"RIFF", "an image, sound or film"),
    (b"\x1f\x8b", "a gzip archive"),
)
_OFFICE = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
_BINARY = {"pdf": ("PDF file", (b"%PDF-",)), "docx": ("Word document", _OFFICE), "pptx": ("presentation", _OFFICE)}
_SAMPLE = 8_192
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1b"})
_MOST_CONTROLS = 0.05
# Where a page says how it is encoded, and the codecs it may name: no others, for some of Python's are no encodings.
_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml\b[^>]{0,100}?\bencoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_CODEC = re.compile(r"(?:iso|windows|cp|koi8|mac|shift|sjis|euc|gb|big5|latin|us-ascii|ascii|tis)[\w-]*", re.IGNORECASE)
_WESTERN = frozenset({"iso8859-1", "ascii", "latin-1"})  # the web reads all three as Windows-1252
_FALLBACK = "promocheck.windows-1252"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text; offsets of everything later on refer to it."""

    source: str
    problems: tuple[Problem, ...] = ()


_BROKEN = Decoded("")


def decode(data: bytes, *, shown_as: str, is_html: bool) -> Decoded | Unreadable:
    """Text of a page: by its byte order mark, as UTF-8, as it declares, else as Windows-1252 with a problem."""
    if looks := _looks_like(data):
        return Unreadable(shown_as, f"looks like {looks}; expected a page as HTML, Markdown or plain text")
    read = _by_shape(data) or _by_trial(data, is_html=is_html)
    if read is _BROKEN:
        return Unreadable(shown_as, "begins as UTF-16 or UTF-32 does and is not; damaged or cut off")
    if read is None:
        return Unreadable(shown_as, "looks like binary data; expected a page as HTML, Markdown or plain text")
    source, problems = read.source, list(read.problems)
    if not source.strip("\ufeff\x00 \t\r\n\v\f"):
        return Unreadable(shown_as, "empty page: no text in the file")
    for odd, name in (("\x00", "NUL"), ("\ufffd", "replacement")):
        if count := source.count(odd):
            many = f"{count} {name} characters" if count > 1 else f"one {name} character"
            problems.append(_at(source, source.index(odd), f"{many} in the text, first here; not read"))
    return Decoded(source, tuple(problems))


def unlike(data: bytes, kind: str) -> str | None:
    """Why bytes are no file of a binary format, by how they begin; None where they may be one."""
    name, magics = _BINARY[kind]
    if any(magic in data[:1024] if kind == "pdf" else data.startswith(magic) for magic in magics):
        return None
    looks = _looks_like(data)
    return f"looks like {looks}; expected a {name}" if looks else f"does not begin as a {name} does; expected one"


def _looks_like(data: bytes) -> str | None:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((name for magic, name in _MAGIC if head.startswith(magic)), None)


def _by_shape(data: bytes) -> Decoded | None:
    """By byte order mark or, without one, by the NULs that UTF-16 puts beside plain letters."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], codec) or (None if codec == "utf-8" else _BROKEN)
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 2 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return _strictly(data, "utf-16-le")
    if even > 0.4 * half and odd < 0.05 * half:
        return _strictly(data, "utf-16-be")
    return None


def _strictly(data: bytes, codec: str) -> Decoded | None:
    try:
        return Decoded(data.decode(codec))
    except UnicodeDecodeError:
        return None


def _by_trial(data: bytes, *, is_html: bool) -> Decoded | None:
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(sample):
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    if plain := _strictly(data, "utf-8"):
        return plain
    if is_html and (declared := _as_declared(data)):
        return declared
    # Byte by byte, so that a page pasted together from both encodings keeps its sound parts.
    source = data.decode("utf-8", _FALLBACK)
    first = _first_unlike(data)
    line = data.count(b"\n", 0, first) + 1
    return Decoded(source, (Problem("not UTF-8; read as Windows-1252; save as UTF-8 to be sure", line),))


def _as_declared(data: bytes) -> Decoded | None:
    match = _DECLARED.search(data, 0, 2 * _SAMPLE)
    name = (match[1] or match[2]).decode("ascii", "replace") if match else ""
    if not _CODEC.fullmatch(name):
        return None
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    return _strictly(data, "cp1252" if codec in _WESTERN else codec)


def _first_unlike(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(
        byte.decode("cp1252", "replace").replace("\ufffd", byte.decode("latin-1")) for byte in _each(bad)
    ), error.end


def _each(data: bytes) -> list[bytes]:
    return [data[i : i + 1] for i in range(len(data))]


codecs.register_error(_FALLBACK, _windows_1252)


def _at(source: str, offset: int, message: str) -> Problem:
    return Problem(message, source.count("\n", 0, offset) + 1, offset - source.rfind("\n", 0, offset))
