"""Draws docs/screens/: the HTML report of the example with slips as a browser shows it, light and dark.

python docs/screens.py
"""

import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

import cli

ROOT = Path(__file__).parents[1]
SCREENS = ROOT / "docs" / "screens"
PAGE, REGISTRY = "examples/exemplar/slips.html", "examples/exemplar/registry"
SIZE = {"width": 1280, "height": 860, "deviceScaleFactor": 1, "mobile": False}
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
# file, colours, what a reviewer has done
LOOKS = (
    ("claim.png", "light", "document.querySelector('#draft .claim.contradicted[data-to^=p]').click()"),
    ("findings-dark.png", "dark", "document.querySelector('#draft h4').scrollIntoView()"),
)


def main() -> int:
    SCREENS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        status = cli.main(["audit", PAGE, "--registry", REGISTRY, "--output", f"html:{report}"])
        if status != cli.ExitCode.FOUND:
            return status
        driver = _chromium(folder)
        try:
            for name, colours, done in LOOKS:
                scheme = [{"name": "prefers-color-scheme", "value": colours}]
                driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
                driver.get("about:blank")
                driver.get(report.as_uri())
                driver.execute_script(done)
                shot = Image.open(BytesIO(driver.get_screenshot_as_png())).convert("RGB")
                shot.quantize(128).save(SCREENS / name, optimize=True)
        finally:
            driver.quit()
    return 0


def _chromium(folder: str) -> Chrome:
    options = ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*FLAGS, f"--user-data-dir={folder}/profile"):
        options.add_argument(flag)
    driver = Chrome(options=options, service=Service("/usr/bin/chromedriver", log_output=subprocess.DEVNULL))
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", SIZE)
    return driver


if __name__ == "__main__":
    sys.exit(main())
