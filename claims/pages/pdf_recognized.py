"""A page that is only a picture -> the same page with its text, where the program Tesseract is installed."""

from __future__ import annotations

import io
import shutil
import subprocess

import pypdfium2 as pdfium

from claims.pages.pdf_glyphs import Sheet, sheet_of

DPI = 200  # enough for text of 6 points
MOST_PIXELS = 40_000_000
SECONDS = 60  # a page; the process that reads the file has its own bounds


def recognized(document: pdfium.PdfDocument, sheet: Sheet) -> Sheet | None:
    """The page as Tesseract reads it, with notes, fields and links as they were; None without the program.

    The picture goes to its standard input and a page with invisible text comes back, so that no file is written.
    """
    program = shutil.which("tesseract")
    scale = DPI / 72
    if program is None or sheet.width * sheet.height * scale**2 > MOST_PIXELS:
        return None
    picture = io.BytesIO()
    document[sheet.number - 1].render(scale=scale, grayscale=True).to_pil().save(picture, "PNG")
    command = [program, "stdin", "stdout", "--dpi", str(DPI), "-l", "eng", "pdf"]
    try:
        run = subprocess.run(command, input=picture.getvalue(), capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 - fixed words; the picture is its input
        found = sheet_of(pdfium.PdfDocument(run.stdout), 1)
    except (OSError, subprocess.SubprocessError, pdfium.PdfiumError):
        return None
    if not found.is_recognized:
        return None
    found.number = sheet.number
    found.notes, found.fields, found.links, found.spoken = sheet.notes, sheet.fields, sheet.links, sheet.spoken
    return found
