"""Two runs give the same bytes, however Python orders its sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = "examples/exemplar/slips.md"
REGISTRY = "examples/exemplar/registry"
AUDIT_FORMATS = ("text", "json", "csv", "sarif", "junit", "gitlab", "html", "xlsx", "pdf")


@pytest.mark.parametrize(
    ("command", "formats", "status"),
    [
        (["audit", PAGE, "--registry", REGISTRY, "--today", "2026-11-30"], AUDIT_FORMATS, 1),
        pytest.param(
            ["drill", PAGE, "--registry", REGISTRY, "--each", "1", "--select", "sub"],
            ("json",),
            0,
            marks=pytest.mark.slow,
        ),
    ],
    ids=["audit", "drill"],
)
def test_the_order_of_sets_is_nowhere_seen(tmp_path: Path, command: list[str], formats: tuple[str, ...], status: int):
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        outputs = [part for name in formats for part in ("--output", f"{name}:{tmp_path / seed / name}")]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "cli.py", *command, "-q", *outputs], cwd=ROOT, env=environment, check=False
        )
        assert run.returncode == status

    for name in formats:
        one, other = ((tmp_path / seed / name).read_bytes() for seed in ("1", "2"))
        assert one
        assert one == other, name
