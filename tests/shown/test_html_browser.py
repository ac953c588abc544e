"""The HTML report in Chromium, opened from its file as by a double click."""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.model import Report

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

CHROMIUM = Path("/usr/bin/chromium")
DRIVER = Path("/usr/bin/chromedriver")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--force-device-scale-factor=1", "--window-size=1400,900"),
)
AXE = "axe-core@4.10.3"
IN_CI = os.environ.get("PROMOCHECK_BROWSER") == "required"  # then nothing is skipped for want of a browser
MISSING = [str(file) for file in (CHROMIUM, DRIVER) if not file.exists()]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Chrome"]:
    if MISSING:
        reason = f"there is no {' and no '.join(MISSING)} (apt-get install chromium chromium-driver)"
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = Service(str(DRIVER), log_output=subprocess.DEVNULL)
    driver = Chrome(options=options, service=service)
    yield driver
    driver.quit()


@pytest.fixture
def opened(chromium: "Chrome", written: Callable[[str, Report], Path]) -> Iterator[Callable[..., "Chrome"]]:
    """Opens a report; behind every test, nothing was said on the console and nothing was asked of anyone."""

    def open_(report: Report, anchor: str = "") -> "Chrome":
        chromium.get("about:blank")
        for kind in ("browser", "performance"):
            chromium.get_log(kind)
        chromium.get(f"{written('html', report).as_uri()}{anchor}")
        return chromium

    yield open_
    assert chromium.get_log("browser") == []
    asked = [json.loads(entry["message"])["message"] for entry in chromium.get_log("performance")]
    requests = [one["params"]["request"]["url"] for one in asked if one["method"] == "Network.requestWillBeSent"]
    assert [url for url in requests if not url.startswith(("file:", "data:", "about:"))] == []
    loaded = chromium.execute_script("return performance.getEntriesByType('resource').map(one => one.name)")
    assert [url for url in loaded if not url.startswith("data:")] == []


def run(driver: "Chrome", script: str, *given: object) -> Any:
    return driver.execute_script(f"return {script}", *given)


def click(driver: "Chrome", selector: str) -> None:
    from selenium.webdriver.common.by import By

    found = driver.find_element(By.CSS_SELECTOR, selector)
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
    found.click()


def press(driver: "Chrome", *keys: str) -> None:
    from selenium.webdriver import ActionChains

    ActionChains(driver).send_keys(*keys).perform()


def detail(driver: "Chrome") -> str:
    return str(run(driver, "document.getElementById('detail').innerText"))


def live(driver: "Chrome", kind: str) -> int:
    return int(run(driver, f"document.querySelectorAll('#{kind} .card:not([hidden])').length"))


@pytest.fixture
def wrong(slips: Report) -> str:
    """The anchor of the claim whose digit was changed."""
    (match,) = [match for match in slips.pages[0].matches if match.claim.quote.startswith("18.1 months")]
    return f"p1-{match.claim.id}"


# --- clicking ---------------------------------------------------------------------------------------------------


def test_a_click_on_a_claim_shows_what_it_says_beside_the_registry(
    opened: Callable[..., "Chrome"], slips: Report, wrong: str
) -> None:
    driver = opened(slips)
    assert run(driver, "document.getElementById('detail').hidden")
    click(driver, f"#in-{wrong}")
    told = detail(driver)
    for words in ("contradicted", "Slot by slot", "18.1", "18.74", "differs", "Prescribing information", "section 14"):
        assert words in told
    assert "sub.value" in told
    assert run(driver, "location.hash") == f"#{wrong}"
    assert run(driver, "[...document.querySelectorAll('.chosen')].map(one => one.dataset.to)") == [wrong]
    assert "interval behind its value" not in told
    click(driver, "#detail details > summary")
    assert "interval behind its value" in detail(driver)


def test_the_words_that_filled_its_slots_are_underlined(
    opened: Callable[..., "Chrome"], slips: Report, wrong: str
) -> None:
    driver = opened(slips)
    read = "[...(CSS.highlights.get('read') ?? [])].map(range => range.toString())"
    assert run(driver, read) == []
    click(driver, f"#in-{wrong}")
    assert {"EXAMPLE-1", "Rd alone", "mPFS", "interim analysis", "18.1 months"} <= set(run(driver, read))
    # In every claim: the very words that its table of evidence has.
    off = run(
        driver,
        """(() => {
            const data = JSON.parse(document.getElementById('data').textContent), off = [];
            for (const [anchor, claim] of Object.entries(data.claims)) {
                document.querySelector(`#in-${anchor}`).click();
                const words = new Set(claim.read.map(row => row[2].replace(/\\s+/g, '')));
                for (const range of CSS.highlights.get('read') ?? []) {
                    const copy = range.cloneContents();
                    copy.querySelectorAll('sup, .vh, .sev').forEach(one => one.remove());
                    if (!words.has(copy.textContent.replace(/\\s+/g, ''))) off.push([anchor, copy.textContent]);
                }
            }
            return off;
        })()""",
    )
    assert off == []
    press(driver, "\ue00c")
    assert run(driver, read) == []


def test_a_finding_opens_its_manual_page(opened: Callable[..., "Chrome"], slips: Report) -> None:
    driver = opened(slips)
    click(driver, "#findings .card a.rule")
    told = run(driver, "document.getElementById('reading').innerText")
    assert run(driver, "document.getElementById('reading').open")
    assert "What is required" in told
    click(driver, "#reading .close")
    assert not run(driver, "document.getElementById('reading').open")


def test_findings_at_the_same_words_are_shown_together(
    opened: Callable[..., "Chrome"], report_of: Callable[..., Report], tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text("<h1>EXAMPLE-1</h1><p>ORR was 89.0% with EXEMPLAR + Rd.</p>", "utf-8")
    report = report_of(tmp_path / "page.html")
    alone = [finding for finding in report.findings if finding.rule in ("bal.date", "bal.indication", "bal.pi-link")]
    assert len({finding.place for finding in alone}) == 1 < len(alone)
    driver = opened(report, f"#f-{alone[0].fingerprint}")
    assert [finding.message for finding in alone if finding.message not in detail(driver)] == []
    assert run(driver, "document.querySelectorAll('#draft .chosen').length") > 0
    click(driver, "#detail button")
    driver.execute_script(
        "const rule = document.getElementById('rule'); rule.value = arguments[0];"
        "rule.dispatchEvent(new Event('change', {bubbles: true}))",
        alone[0].rule,
    )
    assert run(driver, "document.querySelectorAll('#draft .words:not(.off)').length") > 0


def test_a_source_leads_to_its_claims(opened: Callable[..., "Chrome"], slips: Report) -> None:
    driver = opened(slips)
    click(driver, "#tab-sources")
    assert live(driver, "sources") > 3
    click(driver, "#sources .card summary")
    click(driver, "#sources .card li a")
    assert "Slot by slot" in detail(driver)


# --- filters ----------------------------------------------------------------------------------------------------


def test_filters_by_severity_verdict_rule_and_text(opened: Callable[..., "Chrome"], slips: Report) -> None:
    (page,) = slips.pages
    verdicts = [str(match.verdict) for match in page.matches]
    severities = [str(finding.severity) for finding in page.findings]
    driver = opened(slips)
    assert (live(driver, "findings"), live(driver, "claims")) == (len(severities), len(verdicts))
    click(driver, "input[value=warning]")
    assert live(driver, "findings") == severities.count("warning")
    click(driver, "#clear")
    click(driver, "input[value=contradicted]")
    assert live(driver, "claims") == verdicts.count("contradicted")
    shown = run(driver, "document.querySelectorAll('#draft .claim[data-to]:not(.off)')")
    assert {each.get_attribute("class").split()[1] for each in shown} == {"contradicted"}
    assert f"{verdicts.count('contradicted')} of {len(verdicts)}" in run(
        driver, "document.getElementById('tab-claims').textContent"
    )
    click(driver, "#clear")
    driver.execute_script(
        "const rule = document.getElementById('rule'); rule.value = 'cit.dangling';"
        "rule.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    assert live(driver, "findings") == sum(finding.rule == "cit.dangling" for finding in page.findings) > 0
    click(driver, "#clear")
    click(driver, "#text")
    press(driver, *"one DIGIT")
    assert live(driver, "findings") == sum("one digit" in (finding.diagnosis or "") for finding in page.findings) > 0
    assert run(driver, "document.getElementById('status').textContent").startswith("Shown: findings")


# --- keys -------------------------------------------------------------------------------------------------------


def test_n_and_p_walk_through_the_findings(opened: Callable[..., "Chrome"], slips: Report) -> None:
    anchors = [f"#f-{finding.fingerprint}" for finding in slips.pages[0].findings]
    driver = opened(slips)
    visited = []
    for key in "nnnppp":
        press(driver, key)
        visited.append(run(driver, "location.hash"))
    assert visited == [anchors[0], anchors[1], anchors[2], anchors[1], anchors[0], anchors[-1]]
    assert f"{len(anchors)} of {len(anchors)}" in detail(driver)


def test_n_stays_within_the_filter(opened: Callable[..., "Chrome"], slips: Report) -> None:
    wanted = [f"#f-{one.fingerprint}" for one in slips.pages[0].findings if one.severity == "warning"]
    driver = opened(slips)
    click(driver, "input[value=warning]")
    visited = []
    for _ in wanted:
        press(driver, "n")
        visited.append(run(driver, "location.hash"))
    assert visited == wanted


def test_slash_question_mark_and_escape(opened: Callable[..., "Chrome"], slips: Report) -> None:
    from selenium.webdriver.common.keys import Keys

    driver = opened(slips)
    press(driver, "/")
    assert run(driver, "document.activeElement.id") == "text"
    press(driver, "n")
    assert run(driver, "document.getElementById('text').value") == "n"
    press(driver, Keys.ESCAPE)
    assert run(driver, "document.activeElement.id") != "text"
    press(driver, "?")
    assert run(driver, "document.getElementById('keys').open")
    press(driver, Keys.ESCAPE)
    assert not run(driver, "document.getElementById('keys').open")
    press(driver, "n")
    assert not run(driver, "document.getElementById('detail').hidden")
    press(driver, Keys.ESCAPE)
    assert run(driver, "document.getElementById('detail').hidden")
    assert run(driver, "location.hash") == ""


def test_all_can_be_reached_by_keyboard(opened: Callable[..., "Chrome"], slips: Report, wrong: str) -> None:
    from selenium.webdriver.common.keys import Keys

    driver = opened(slips)
    press(driver, Keys.TAB)
    assert run(driver, "document.activeElement.className") == "skip"
    driver.execute_script(f"document.getElementById('in-{wrong}').focus()")
    press(driver, Keys.ENTER)
    assert run(driver, "document.activeElement.id") == "detail"
    press(driver, Keys.ESCAPE)
    assert run(driver, "document.activeElement.id") == f"in-{wrong}"
    driver.execute_script("document.getElementById('tab-findings').focus()")
    press(driver, Keys.ARROW_RIGHT)
    assert run(driver, "document.activeElement.id") == "tab-claims"
    assert not run(driver, "document.getElementById('claims').hidden")


# --- links, print, narrow windows -------------------------------------------------------------------------------


def test_a_link_to_a_finding_opens_it(opened: Callable[..., "Chrome"], slips: Report) -> None:
    finding = slips.pages[0].findings[7]
    driver = opened(slips, f"#f-{finding.fingerprint}")
    assert finding.message in detail(driver)
    box = run(driver, "document.querySelector('.chosen').getBoundingClientRect().toJSON()")
    assert 0 <= box["top"] < run(driver, "innerHeight")


@pytest.mark.parametrize("anchor", ["#f-gone", "#f-", "#p9-c9", "#__proto__", "#constructor", "#%E0%A4%A", "#%22%5D"])
def test_a_link_that_leads_nowhere_does_no_harm(opened: Callable[..., "Chrome"], slips: Report, anchor: str) -> None:
    driver = opened(slips, anchor)
    assert run(driver, "document.getElementById('detail').hidden")
    press(driver, "?")
    assert run(driver, "document.getElementById('keys').open")


def test_without_scripts_all_lists_can_be_read(opened: Callable[..., "Chrome"], slips: Report) -> None:
    driver = opened(slips)  # to have the page's console and requests looked at
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        driver.refresh()
        for name in ("findings", "claims", "sources"):
            assert run(driver, f"document.getElementById('{name}').offsetHeight") > 0
        assert run(driver, "document.getElementById('filters').offsetHeight") == 0
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_in_print_all_lists_are_there_and_no_controls(opened: Callable[..., "Chrome"], slips: Report) -> None:
    driver = opened(slips)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        for name in ("findings", "claims", "sources", "draft"):
            assert run(driver, f"document.getElementById('{name}').offsetHeight") > 0
        assert run(driver, "document.getElementById('filters').offsetHeight") == 0
    finally:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_a_narrow_window_shows_claim_and_details_at_once(
    opened: Callable[..., "Chrome"], slips: Report, wrong: str
) -> None:
    driver = opened(slips)
    size = {"width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        click(driver, f"#in-{wrong}")
        claim = run(driver, f"document.getElementById('in-{wrong}').getBoundingClientRect().bottom")
        assert 0 < claim <= run(driver, "document.getElementById('side').getBoundingClientRect().top")
        assert run(driver, "document.documentElement.scrollWidth") <= size["width"]
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


# --- other people's words, many claims, readers who do not see --------------------------------------------------


def test_nothing_of_a_hostile_page_acts(opened: Callable[..., "Chrome"], hostile: Report) -> None:
    driver = opened(hostile)
    for _ in hostile.findings:
        press(driver, "n")
    assert "acted" not in driver.title
    assert run(driver, "document.querySelectorAll('img, #draft script, #detail script').length") == 0
    assert "<script>document.title" in run(driver, "document.getElementById('draft').textContent")


def test_the_policy_refuses_what_it_does_not_name(opened: Callable[..., "Chrome"], slips: Report) -> None:
    driver = opened(slips)
    driver.execute_script(
        "const made = document.createElement('script'); made.textContent = \"document.title = 'acted'\";"
        "document.body.append(made)"
    )
    assert "acted" not in driver.title
    (said,) = driver.get_log("browser")
    assert "Content Security Policy" in said["message"]


def test_two_thousand_claims_answer_at_once(opened: Callable[..., "Chrome"], many: Report) -> None:
    driver = opened(many)
    timings = run(driver, "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert timings < 5000
    spent = run(
        driver,
        """(() => {
            const start = performance.now();
            document.querySelectorAll('#draft .claim[data-to]')[1500].click();
            document.getElementById('text').value = '9%';
            document.getElementById('text').dispatchEvent(new Event('input', {bubbles: true}));
            document.body.offsetHeight;
            return performance.now() - start;
        })()""",
    )
    assert spent < 2000


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core's script, fetched once into the user's cache; it is only a tool of this test."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "promocheck-tests"
    script = cache / f"{AXE}.js"
    if not script.exists():
        npm = shutil.which("npm")
        if npm is None or not IN_CI:
            pytest.skip(f"there is no {script}; .ci/run fetches it where there is npm")
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [npm, "pack", "--silent", "--fetch-retries=1", AXE],
                cwd=folder,
                capture_output=True,
                check=False,
                timeout=120,
            )
            packed = list(Path(folder).glob("*.tgz"))
            if done.returncode or not packed:
                pytest.skip("axe-core could not be fetched from npm")
            with tarfile.open(packed[0]) as archive:
                inside = archive.extractfile("package/axe.min.js")
                assert inside
                content = inside.read()
        cache.mkdir(parents=True, exist_ok=True)
        script.write_bytes(content)
    return script.read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("look", ["lists", "claims", "sources", "detail", "keys"])
def test_axe_finds_nothing_serious(
    opened: Callable[..., "Chrome"], slips: Report, wrong: str, axe: str, scheme: str, look: str
) -> None:
    driver = opened(slips)
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    try:
        if look == "detail":
            click(driver, f"#in-{wrong}")
            click(driver, "#detail details > summary")
        elif look == "keys":
            press(driver, "?")
        elif look != "lists":
            click(driver, f"#tab-{look}")
        driver.execute_script(axe)
        found = driver.execute_async_script("axe.run(document).then(arguments[0])")
    finally:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    bad = [
        (one["id"], one["impact"], [node["html"][:120] for node in one["nodes"][:3]])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert bad == []
    assert len(found["passes"]) > 10
