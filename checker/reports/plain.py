"""Words and records -> cells that no spreadsheet runs, and JSON on one line that no reader of lines splits."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from checker.reports.visible import inert

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # how a cell starts that a spreadsheet may run
# Legal inside a JSON string, yet a terminal acts on them, a reader of lines splits at them, or UTF-8 has no form for them.
UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def unrun(words: str) -> str:
    """Words as a cell of a CSV file: what a spreadsheet would take for a formula begins with an apostrophe."""
    shown = inert(words.replace("\r\n", "\n"))
    return f"'{shown}" if words.startswith(FORMULA) else shown


def one_line(record: Mapping[str, object]) -> str:
    """A record as one line of JSON."""
    told = json.dumps(record, ensure_ascii=False)
    return UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", told)
