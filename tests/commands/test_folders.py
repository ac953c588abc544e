"""Folders of pages: what is left out is told, what is there twice is read once, what browsers save beside a page is no page."""

import json
from pathlib import Path
from typing import Any

import pytest

import claims.pages
import cli
from claims.pages import find
from claims.pages.ignored import IgnoreError, beside

SAYS = "<p>EXEMPLAR showed an ORR of 41.7% in 20 patients.</p>"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(*names: str, content: str = SAYS) -> None:
    for number, name in enumerate(names):
        file = Path(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{content}<!-- {number} -->")


def found(*arguments: str) -> tuple[list[str], tuple[str, ...]]:
    search = find.search(arguments)
    return [page.shown_as for page in search.pages if isinstance(page, find.Found)], search.left_out


def test_patterns_leave_out_pages_and_say_so(folder: Path) -> None:
    put("p/a.html", "p/old.html", "p/drafts/b.html", "p/drafts/deep/c.html", "p/d/keep.old.html", "p/d/x.old.html")
    Path("p/.promocheckignore").write_text("# none of these\n/old.html\ndrafts/\n*.old.html\n!keep.old.html\n")
    assert found("p") == (
        ["p/a.html", "p/d/keep.old.html"],
        ("left out by p/.promocheckignore: p/drafts/, p/old.html, p/d/x.old.html",),
    )


def test_patterns_go_from_their_own_folder_and_the_inner_ones_count(folder: Path) -> None:
    put("p/a.html", "p/b.html", "p/in/a.html", "p/in/b.html")
    Path(".promocheckignore").write_text("/p/b.html\na.html\n")
    Path("p/in/.promocheckignore").write_text("!a.html\nb.html\n")
    pages, left_out = found("p")
    assert pages == ["p/in/a.html"]
    assert left_out == (
        "left out by .promocheckignore: p/a.html, p/b.html",
        "left out by p/in/.promocheckignore: p/in/b.html",
    )


def test_patterns_go_for_globs_and_not_for_a_page_that_is_named(folder: Path) -> None:
    put("a.html", "b.html")
    Path(".promocheckignore").write_text("b.html")
    assert found("*.html") == (["a.html"], ("left out by .promocheckignore: b.html",))
    assert found("b.html") == (["b.html"], ())


def test_stars_in_a_row_are_one(folder: Path) -> None:
    put("p/old-a.html", "p/x/deep/drafts/b.html", "p/new.html", "p/[c]*.html")
    Path("p/.promocheckignore").write_text("old***.html\n**/drafts/**\n" + "*" * 60 + "b.txt\n\\[c\\]\\*.html\n")
    assert found("p")[0] == ["p/new.html"]


def test_many_that_are_left_out_are_one_line(folder: Path) -> None:
    put(*(f"p/{at}.html" for at in range(9)), "p/good.md")
    Path("p/.promocheckignore").write_text("*.html")
    assert found("p")[1] == (
        "left out by p/.promocheckignore: p/0.html, p/1.html, p/2.html, p/3.html, p/4.html and 4 more",
    )


def test_a_folder_of_which_all_is_left_out_is_no_clean_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put("p/a.html")
    Path("p/.promocheckignore").write_text("*")
    assert cli.main(["audit", "p"]) == cli.ExitCode.COULD_NOT_CHECK
    told = capsys.readouterr()
    assert "left out by p/.promocheckignore: p/a.html" in told.err
    assert "the folder holds no pages" in told.out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a.html\n[b-Z]\n", ".promocheckignore:2: '[b-Z]' is no pattern of gitignore"),
        (
            b"a.html\n*a*b*c*d.html\n",
            ".promocheckignore:2: '*a*b*c*d.html' has more than 3 stars; write it in several patterns",
        ),
        (b"\xff\xfe", ".promocheckignore: could not be read: is not utf-8"),
    ],
)
def test_patterns_that_cannot_be_read_end_the_run(
    folder: Path, content: bytes, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put("p/a.html")
    Path("p/.promocheckignore").write_bytes(content)
    assert cli.main(["audit", "p"]) == cli.ExitCode.USAGE
    assert says in capsys.readouterr().err


def test_a_file_of_patterns_that_is_too_large(folder: Path) -> None:
    Path(".promocheckignore").write_bytes(b"a\n" * 600_000)
    with pytest.raises(IgnoreError, match="too large"):
        beside(Path())


@pytest.mark.parametrize("saved", ["draft_files", "draft.files", "draft-Dateien"])
def test_what_a_browser_saves_beside_a_page_is_no_page(folder: Path, saved: str) -> None:
    put("p/draft.html", f"p/{saved}/frame.html", f"p/{saved}/more/ad.html")
    assert found("p") == (["p/draft.html"], (f"left out as parts of saved pages: p/{saved}/",))


def test_a_folder_of_that_name_without_its_page_is_a_folder(folder: Path) -> None:
    put("p/draft_files/a.html", "p/other.html")
    assert found("p") == (["p/draft_files/a.html", "p/other.html"], ())


def test_links_to_folders_are_not_followed_and_told(folder: Path) -> None:
    put("p/a.html")
    Path("p/loop").symlink_to("..", target_is_directory=True)
    assert found("p") == (["p/a.html"], ("left out as links to folders, which are not followed: p/loop/",))


def test_folders_too_deep_are_told(folder: Path) -> None:
    put("/".join(["p", *"d" * (find.MOST_DEEP + 1), "a.html"]), "p/b.html")
    reasons = [page.reason for page in find.search(["p"]).pages if not isinstance(page, find.Found)]
    assert reasons == ["holds folders more than 64 deep, which are not read"]


def report_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[dict[str, Any], str]:
    cli.main([*arguments, "--output", "json"])
    told = capsys.readouterr()
    return json.loads(told.out), told.err


def test_content_that_comes_again_is_read_once_and_reported_for_each(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("p/a.html", "p/b.html", "p/c.html"):
        put(name)
    put("p/a.md", "p/other.html", content="<p>PFS was 9 months.</p>")
    Path("p/d.txt").write_bytes(Path("p/a.html").read_bytes())
    read: list[str] = []
    plain = claims.pages.read_bytes
    monkeypatch.setattr(
        "checker.commands.pages.read_bytes", lambda data, **more: read.append(more["shown_as"]) or plain(data, **more)
    )
    report, told = report_of(capsys, "audit", "p")
    assert read == ["p/a.html", "p/a.md", "p/d.txt", "p/other.html"], "the same bytes in another format are read again"
    assert "same content, read once: p/b.html (as p/a.html), p/c.html (as p/a.html)" in told
    pages = {page["path"]: page for page in report["pages"]}
    assert pages["p/b.html"]["claims"] == pages["p/a.html"]["claims"] != []
    assert {f["path"] for f in pages["p/b.html"]["findings"]} <= {"p/b.html"}
    assert len(pages["p/b.html"]["findings"]) == len(pages["p/a.html"]["findings"])


def test_empty_files_are_each_reported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("p").mkdir()
    Path("p/a.html").write_bytes(b"")
    Path("p/b.html").write_bytes(b"")
    report, _ = report_of(capsys, "audit", "p")
    assert [(page["path"], page["problems"][0]["message"]) for page in report["pages"]] == [
        ("p/a.html", "empty page: no text in the file"),
        ("p/b.html", "empty page: no text in the file"),
    ]
