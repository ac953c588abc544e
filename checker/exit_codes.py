"""What the exit status of a run says."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The statuses of the contract."""

    CLEAN = 0
    FOUND = 1
    USAGE = 2
    COULD_NOT_CHECK = 3
