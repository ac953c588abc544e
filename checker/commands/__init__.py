"""Arguments to results, one module a command: what to write where and the exit status. Nothing here prints."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib import import_module

from checker.commands.result import Result


def run(options: argparse.Namespace) -> Result | Iterator[Result]:
    """The command that was asked for; its module, and what that needs, is loaded only now.

    One that goes on hands over a result each time there is one.
    """
    module, function = options.run
    result: Result | Iterator[Result] = getattr(import_module(f"checker.commands.{module}"), function)(options)
    return result
