"""Bytes of an office file -> its parts, if unpacking and parsing them is safe."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from claims.pages.limits import Limits, setting
from claims.pages.refused import Refused

if TYPE_CHECKING:
    from lxml.etree import XMLSyntaxError, _Element

_MB = 1024 * 1024
_LARGE = 4 * _MB  # a member below this may be packed as tightly as it likes
_DOCTYPES = tuple("<!DOCTYPE".encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be"))
_LONGEST = 160  # characters of a parser's words
_OLD = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def check(data: bytes, limits: Limits) -> None:
    """Refuse what is no office file, is locked, or unpacks to more than a draft can hold."""
    if data.startswith(_OLD):
        if _ENCRYPTED in data:
            raise Refused("is locked with a password; save it without one")
        raise Refused("is an office file of before 2007; save it as DOCX or PPTX")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Refused("is not a whole office file: it is no ZIP archive, or the end of it is missing") from error
    if len(members) > limits.members:
        raise Refused(f"holds {len(members)} files, at most {limits.members} are unpacked ({setting('members')})")
    total = sum(member.file_size for member in members)
    if total > limits.unpacked * _MB:
        raise Refused(
            f"unpacks to {total // _MB} MB, at most {limits.unpacked} MB are unpacked ({setting('unpacked')})"
        )
    for member in members:
        if member.flag_bits & 1:
            raise Refused("is locked with a password; save it without one")
        if member.file_size > _LARGE and member.file_size > limits.ratio * max(1, member.compress_size):
            raise Refused(
                f"holds a file packed more than {limits.ratio} times over, as only a trap is ({setting('ratio')})"
            )
    for member in members:
        if member.filename.lower().endswith((".xml", ".rels", ".vml")):
            _check_xml(archive, member)


def _check_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Office files declare no entities; what does is a trap, and parts that cannot be unpacked are no file."""
    try:
        with archive.open(member) as stream:
            content = stream.read(member.file_size + 1)
    except Exception as error:  # zipfile and zlib raise many kinds for a broken member
        raise Refused(f"is damaged: {_name(member)} cannot be unpacked") from error
    if any(word in content for word in _DOCTYPES):
        raise Refused(f"declares entities in {_name(member)}, which no office file does")


def parse(content: bytes, what: str) -> _Element:
    """XML of one part, without entities, network or unbounded depth."""
    from lxml import etree  # noqa: PLC0415 - only the reading process needs it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise broken(error, what) from error


def broken(error: XMLSyntaxError, what: str) -> Exception:
    """What a parser's error means: libxml2 has no words for having run out of memory."""
    said = " ".join((error.msg or "").split())[:_LONGEST]  # names of a damaged file may hold line breaks
    return (
        MemoryError()
        if error.code in (0, 2) or "unknown error" in said
        else Refused(f"is damaged: {what} is not well-formed ({said})")
    )


def _name(member: zipfile.ZipInfo) -> str:
    return "".join(c if c.isprintable() else "?" for c in member.filename[:60])
