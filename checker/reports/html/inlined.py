"""A script, a style sheet and data -> the same inside a page: hashes for its policy, JSON that no parser of HTML ends."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from typing import Any

from checker.reports.visible import inert

# A parser of HTML acts on these even within a script; as escapes they are the same characters to a reader of JSON.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def policy(script: str, style: str) -> str:
    """The content security policy: this script, this style, nothing else and nothing from elsewhere."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{digest(script)}'",
            f"style-src '{digest(style)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def digest(text: str) -> str:
    """The hash of an inline script or style as a policy names it."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def embedded(data: Any) -> str:
    """Data as JSON for a script element."""
    return json.dumps(_inert(data), ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


def _inert(data: Any) -> Any:
    """The same with all its texts as inert as those of the page."""
    if isinstance(data, str):
        return inert(data)
    if isinstance(data, dict):
        return {key: _inert(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_inert(value) for value in data]
    return data
