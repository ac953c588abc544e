"""Reports are written whole or not at all, and never onto what they are about."""

import os
import pty
import resource
import stat
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import cli
from checker.reports.formats import FORMATS

Run = Callable[..., tuple[int, str, str]]
Process = Callable[..., "subprocess.Popen[bytes]"]
AUDIT = ("audit", "page.md", "--registry", "facts.yaml")
CLEAN, FOUND, USAGE, BROKEN = cli.ExitCode


def names() -> list[str]:
    return sorted(file.name for file in Path().iterdir())


def all_forms(folder: str) -> list[str]:
    return [word for form in ("text", *FORMATS) for word in ("--output", f"{form}:{folder}/{form}")]


def test_all_forms_come_from_one_run_and_again_the_same(audit: Run) -> None:
    for folder in ("first", "second"):
        Path(folder).mkdir()
        assert audit(*all_forms(folder)) == (FOUND, "", "")
    assert {file.name for file in Path("first").iterdir()} == {"text", *FORMATS}
    for file in Path("first").iterdir():
        data = file.read_bytes()
        assert data
        assert data == (Path("second") / file.name).read_bytes()


def test_a_dash_is_standard_output(audit: Run) -> None:
    assert audit("--output", "gitlab:-")[1] == audit("--output", "gitlab")[1]
    assert audit("--output", "gitlab:-")[1].startswith("[")


def test_binary_goes_through_a_pipe(process: Process) -> None:
    told, _ = process(*AUDIT, "--output", "xlsx", stdout=subprocess.PIPE).communicate(timeout=60)
    assert told.startswith(b"PK\x03\x04")


def test_binary_never_goes_to_a_terminal(process: Process) -> None:
    ours, theirs = pty.openpty()
    started = process(*AUDIT, "--output", "xlsx", stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    _, said = started.communicate(timeout=60)
    os.close(ours)
    assert started.returncode == USAGE
    assert said == b"--output xlsx: is not for a terminal; name a file, as in xlsx:report.xlsx\n"


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("json:page.md", "is read by this run; a report never replaces what it is about"),
        ("json:./page.md", "is read by this run; a report never replaces what it is about"),
        ("json:link.md", "is read by this run; a report never replaces what it is about"),
        ("json:hard.md", "is read by this run; a report never replaces what it is about"),
        ("json:facts.yaml", "is read by this run; a report never replaces what it is about"),
        ("json:promocheck.yaml", "is read by this run; a report never replaces what it is about"),
        ("json:nowhere/report.json", "no such file or directory"),
        ("json:folder", "is a directory"),
    ],
)
def test_where_no_report_goes(output: str, said: str, audit: Run) -> None:
    Path("link.md").symlink_to("page.md")
    Path("hard.md").hardlink_to("page.md")
    Path("promocheck.yaml").write_text("profile: us-hcp\n", "utf-8")
    Path("folder").mkdir()
    before = {file: file.read_bytes() for file in Path().iterdir() if file.is_file()}
    assert audit("--output", output) == (USAGE, "", f"--output {output}: {said}\n")
    assert {file: file.read_bytes() for file in Path().iterdir() if file.is_file()} == before


@pytest.mark.parametrize("command", [("extract", "page.md"), ("drill", "page.md", "--registry", "facts.yaml")])
def test_other_commands_spare_their_pages_too(command: tuple[str, ...], run: Run) -> None:
    before = Path("page.md").read_bytes()
    said = "--output json:page.md: is read by this run; a report never replaces what it is about\n"
    assert run(*command, "--output", "json:page.md") == (USAGE, "", said)
    assert Path("page.md").read_bytes() == before


def test_a_baseline_replaces_a_baseline_and_nothing_else(audit: Run) -> None:
    before = Path("page.md").read_bytes()
    said = "--write-baseline page.md: is read by this run; a report never replaces what it is about\n"
    assert audit("--write-baseline", "page.md") == (USAGE, "", said)
    assert Path("page.md").read_bytes() == before
    assert audit("--write-baseline", "known.json")[0] == FOUND
    assert audit("--baseline", "known.json", "--write-baseline", "known.json")[0] == CLEAN
    said = "--output json:known.json: is read by this run; a report never replaces what it is about\n"
    assert audit("--baseline", "known.json", "--output", "json:known.json") == (USAGE, "", said)


def test_no_report_becomes_a_part_of_the_registry(run: Run) -> None:
    Path("facts").mkdir()
    Path("facts.yaml").rename("facts/facts.yaml")
    said = run("audit", "page.md", "--registry", "facts", "--output", "json:facts/report.yaml")
    assert said == (
        USAGE,
        "",
        "--output json:facts/report.yaml: lies in the registry, and would be read as a part of it\n",
    )
    assert run("audit", "page.md", "--registry", "facts", "--output", "json:facts/report.json")[0] == FOUND


def test_two_reports_in_one_file_are_refused(audit: Run) -> None:
    said = audit("--output", "json:report", "--output", "sarif:./report")[2]
    assert said == "--output sarif:./report: json goes there as well\n"
    assert not Path("report").exists()


def test_an_unknown_form_is_named_with_all_that_there_are(audit: Run) -> None:
    status, out, said = audit("--output", "sarf:report")
    assert (status, out) == (USAGE, "")
    assert said.startswith("--output sarf:report: no format 'sarf'; one of text, json, jsonl, csv, xlsx, sarif, ")


def test_a_folder_that_may_not_be_written_to(process: Process) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    Path("shut").mkdir(mode=0o500)
    started = process(*AUDIT, "--output", "json:shut/report.json", stderr=subprocess.PIPE)
    assert started.communicate(timeout=60)[1] == b"--output json:shut/report.json: permission denied\n"
    assert started.returncode == USAGE


def test_a_full_disk_leaves_nothing_half_written_and_the_old_report_in_place(process: Process) -> None:
    Path("small").write_text("old", "utf-8")
    before = names()
    started = process(
        *(*AUDIT, "--output", "github:small", "--output", "sarif:large", "--output", "github"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    out, said = started.communicate(timeout=60)
    assert (started.returncode, out, said) == (BROKEN, b"", b"--output sarif:large: file too large\n")
    assert names() == before
    assert Path("small").read_text("utf-8") == "old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_device_that_is_full(process: Process) -> None:
    started = process(*AUDIT, "--output", "json:/dev/full", stderr=subprocess.PIPE)
    assert started.communicate(timeout=60)[1] == b"--output json:/dev/full: no space left on device\n"
    assert started.returncode == BROKEN
    with Path("/dev/full").open("wb") as full:
        started = process(*AUDIT, "--output", "json", stdout=full, stderr=subprocess.PIPE)
        assert started.communicate(timeout=60)[1] == b"standard output: no space left on device\n"
    assert started.returncode == BROKEN
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_a_device_is_written_to_and_not_replaced(audit: Run) -> None:
    assert audit("--output", f"json:{os.devnull}") == (FOUND, "", "")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_named_pipe_gets_the_report(audit: Run) -> None:
    os.mkfifo("pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(Path("pipe").read_bytes()))
    reader.start()
    assert audit("--output", "gitlab:pipe")[0] == FOUND
    reader.join(timeout=30)
    assert got[0].startswith(b"[")


def test_a_closed_pipe_is_no_traceback(process: Process) -> None:
    started = process(*AUDIT, "--output", "sarif", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert started.stdout is not None
    started.stdout.close()
    assert started.stderr is not None
    assert started.stderr.read() == b""
    assert started.wait(timeout=60) == BROKEN


def test_a_link_stays_a_link_and_a_file_keeps_its_rights(audit: Run) -> None:
    Path("real.json").write_text("{}", "utf-8")
    Path("real.json").chmod(0o640)
    Path("link.json").symlink_to("real.json")
    audit("--output", "json:link.json")
    assert Path("link.json").is_symlink()
    assert Path("real.json").read_text("utf-8").startswith('{\n  "schema"')
    assert stat.S_IMODE(Path("real.json").stat().st_mode) == 0o640


def test_a_new_file_has_the_rights_of_the_umask(audit: Run) -> None:
    before = os.umask(0o022)
    try:
        audit("--output", "json:report.json")
    finally:
        os.umask(before)
    assert stat.S_IMODE(Path("report.json").stat().st_mode) == 0o644


def test_a_page_whose_name_is_no_utf_8(run: Run) -> None:
    name = os.fsdecode(b"p\xff.md")
    Path("page.md").rename(name)
    Path("out").mkdir()
    assert run("audit", name, "--registry", "facts.yaml", *all_forms("out"))[0] == FOUND
    assert '"path": "p\\\\xff.md"' in (Path("out") / "json").read_text("utf-8")
