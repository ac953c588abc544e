"""Why a file is not read, from wherever that shows to whoever asked for it."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - said of a file, as the report says it
    """Why a file cannot be read, in one line for its user."""
