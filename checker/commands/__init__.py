"""Arguments to results, one module a command: what to write where and the exit status. Nothing here prints."""

from __future__ import annotations

import argparse
from importlib import import_module

from checker.commands.result import Result


def run(options: argparse.Namespace) -> Result:
    """The command that was asked for; its module, and what that needs, is loaded only now."""
    module, function = options.run
    result: Result = getattr(import_module(f"checker.commands.{module}"), function)(options)
    return result
