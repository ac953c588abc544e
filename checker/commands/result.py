"""What a command hands to the one that prints: texts and where they go, remarks, the exit status."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from checker.exit_codes import ExitCode

STANDARD_INPUT = STANDARD_OUTPUT = "-"


class UsageError(Exception):
    """A wrong argument, configuration or registry, in words for the user."""


@dataclass(frozen=True, slots=True)
class Display:
    """What a text is shown on."""

    width: int
    color: bool


Render = Callable[[Display], str | bytes]


@dataclass(frozen=True, slots=True)
class Output:
    """One report: how it was asked for, the file or `-` it goes to, and itself once it is known what shows it."""

    asked: str
    file: str
    render: Render


@dataclass(frozen=True, slots=True)
class Result:
    """What a command came to; remarks go to standard error."""

    outputs: tuple[Output, ...] = ()
    remarks: tuple[str, ...] = ()
    status: int = ExitCode.CLEAN


def shown(render: Render) -> Result:
    """One text on standard output."""
    return Result(outputs=(Output("text", STANDARD_OUTPUT, render),))


def asked_for(wanted: Sequence[str], known: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(format, file or `-`) of each --output."""
    outputs = []
    for output in wanted or [known[0]]:
        name, _, file = output.partition(":")
        if name not in known:
            raise UsageError(f"--output {output}: no format {name!r}; one of {', '.join(known)}")
        outputs.append((name, file or STANDARD_OUTPUT))
    return tuple(outputs)


def written(asked: Sequence[tuple[str, str]], formats: Mapping[str, Render]) -> tuple[Output, ...]:
    """Each report that was asked for, by its format."""
    return tuple(Output(f"--output {name}:{file}", file, formats[name]) for name, file in asked)
