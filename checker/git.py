"""A revision -> what git says has changed since: the files, the lines of a file, a file as it was."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SECONDS = 120
# Nothing of the user's configuration may run a program or change what is printed.
PLAIN = (
    "-c",
    "core.quotepath=off",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "diff.external=",
    "--no-pager",
    "--literal-pathspecs",
)
DIFF = ("diff", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--ignore-submodules=all")
HUNK = re.compile(rb"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_EXTERNAL_DIFF"})


class GitError(Exception):
    """Why git cannot say what has changed, in words for the user."""


@dataclass(frozen=True, slots=True)
class Since:
    """A repository and one of its commits."""

    top: Path
    commit: str

    def files(self) -> frozenset[Path]:
        """Files that differ from the commit, and those that git does not know yet; deleted ones too."""
        tracked = _git(self.top, *DIFF, "--name-only", "-z", self.commit, "--")
        fresh = _git(self.top, "ls-files", "--others", "--exclude-standard", "-z")
        named = {self.top / os.fsdecode(name) for name in (tracked + fresh).split(b"\0") if name}
        return frozenset(named | set(map(real, named)))  # a link has changed, and so has what it leads to

    def lines(self, file: Path) -> tuple[tuple[int, int], ...] | None:
        """First and last line of each changed stretch; where lines were only taken out, the lines around the gap.

        None: git has no lines of it, as of a PDF, or the file is new.
        """
        if not self._has(file):
            return None
        told = _git(self.top, *DIFF, "--unified=0", self.commit, "--", self._name(file))
        found = tuple(_stretches(told))
        return found if found or b"\nBinary files " not in told else None

    def before(self, file: Path) -> bytes | None:
        """The file as it was, None where there was none."""
        return _git(self.top, "cat-file", "blob", f"{self.commit}:{self._name(file)}") if self._has(file) else None

    def _has(self, file: Path) -> bool:
        return bool(_git(self.top, "ls-tree", "-z", self.commit, "--", self._name(file)))

    def _name(self, file: Path) -> str:
        return file.relative_to(self.top).as_posix()


def since(revision: str, folder: Path) -> Since:
    """The repository that a folder lies in and the commit where its history parted from a revision.

    What happened on another branch after that is no change of this one.
    """
    if not revision or revision.startswith("-"):
        raise GitError(f"{revision!r} is no revision")
    try:
        top = Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    except GitError as error:
        raise GitError(f"{folder.as_posix()} is in no git repository ({error})") from error
    try:
        commit = _hash(top, revision)
    except GitError as error:
        raise GitError(f"no commit {revision!r} in the repository; a shallow clone may lack it") from error
    with suppress(GitError):  # no common history, or not so far back in a shallow clone: the commit itself is compared
        commit = _git(top, "merge-base", commit, "HEAD").decode("ascii").strip()
    return Since(real(top), commit)


def real(path: Path | str) -> Path:
    """A path as git sees it: links are followed."""
    return Path(os.path.realpath(path))


def _hash(top: Path, revision: str) -> str:
    return _git(top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode("ascii").strip()


def _stretches(diff: bytes) -> Iterator[tuple[int, int]]:
    for found in HUNK.finditer(diff):
        first, many = int(found[1]), 1 if found[2] is None else int(found[2])
        yield (first, first + many - 1) if many else (first, first + 1)


def _git(folder: Path, *arguments: str) -> bytes:
    """What git prints; a fixed list of arguments, no shell."""
    environment = {name: value for name, value in os.environ.items() if name not in OF_A_HOOK}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(  # noqa: S603 - no shell
            ["git", "-C", str(folder), *PLAIN, *arguments],  # noqa: S607 - the user's git, wherever it is
            capture_output=True,
            check=False,
            env=environment,
            stdin=subprocess.DEVNULL,
            timeout=SECONDS,
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git took more than {SECONDS} seconds") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise GitError(said.removeprefix("fatal: ") or f"git {arguments[0]} failed")
    return done.stdout
