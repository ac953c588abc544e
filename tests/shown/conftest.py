from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from checker.model import Report
from checker.reports.formats import FORMATS
from checker.rules import RULES
from checker.verify import audit_page
from claims.extract import extract
from claims.model import Page
from claims.pages import read
from references.index import Index
from references.load import load

ROOT = Path(__file__).parents[2]
EXEMPLAR = ROOT / "examples" / "exemplar"

# What a hostile page may hold, and what would show that it acted.
HOSTILE = """<h1>EXAMPLE-1: EXEMPLAR &lt;script&gt;document.title = 'acted'&lt;/script&gt;</h1>
<p>ORR was 73.8% &lt;/script&gt;&lt;script&gt;document.title = 'acted'&lt;/script&gt;&lt;!-- with EXEMPLAR
&lt;img src=x onerror="document.title='acted'"&gt; vs 57% with placebo.<sup>1</sup></p>
<p>The safest: PFS was 99.9 months "onmouseover=alert(1) x=" with EXEMPLAR.</p>"""


@pytest.fixture(scope="session")
def report_of() -> Callable[..., Report]:
    """The report on pages, each as if its folder were the current one, against the example's registry."""
    registry = load(EXEMPLAR / "registry", shown_as="registry")
    index = Index(registry)

    def run(*pages: Path, shown_as: Callable[[Path], str] = lambda page: page.name) -> Report:
        reports = []
        for page in pages:
            found = read(page, shown_as=shown_as(page))
            assert isinstance(found, Page), found.reason
            reports.append(audit_page(extract(found), registry, index, RULES, "us-hcp", today=date(2026, 5, 1)))
        return Report(registry=registry, pages=tuple(reports))

    return run


@pytest.fixture(scope="session")
def slips(report_of: Callable[..., Report]) -> Report:
    return report_of(EXEMPLAR / "slips.html")


@pytest.fixture(scope="session")
def many(report_of: Callable[..., Report], tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A page of 2,000 claims."""
    folder = tmp_path_factory.mktemp("many")
    lines = (f"<p>At the interim analysis ORR was {n % 90}.{n % 10}% with EXEMPLAR + Rd.</p>" for n in range(2000))
    (folder / "many.html").write_text(f"<h1>EXAMPLE-1</h1>{''.join(lines)}", "utf-8")
    return report_of(folder / "many.html")


@pytest.fixture(scope="session")
def hostile(report_of: Callable[..., Report], tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "page.html").write_text(HOSTILE, "utf-8")
    return report_of(folder / "page.html", shown_as=lambda _: "<b>{{ report.registry }}</b>{% raw %}\u202eevil.html")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Report], Path]:
    """A report of one form as a file, made once."""
    made: dict[tuple[str, int], Path] = {}

    def write(name: str, report: Report) -> Path:
        key = (name, id(report))
        if key not in made:
            content = FORMATS[name].render(report)
            made[key] = tmp_path_factory.mktemp("report") / f"report.{name}"
            made[key].write_bytes(content if isinstance(content, bytes) else content.encode())
        return made[key]

    return write
