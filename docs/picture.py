"""Make the README's picture: build the sample corpus, open its page in Chromium, photograph it.

Run by `make docs`; needs Debian's chromium and the development dependencies.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import gangmu

ROOT = Path(__file__).parent.parent
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
CHOSEN = "社区党组织"


def main() -> None:
    """Write docs/network.png."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        gangmu.write(gangmu.build(ROOT / "corpus" / "sample"), folder)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 860})
        page.goto((Path(folder) / "graph.html").as_uri())
        page.wait_for_timeout(2000)
        page.keyboard.press("/")
        page.keyboard.type(CHOSEN)
        page.wait_for_timeout(500)
        page.keyboard.press("Enter")
        page.wait_for_timeout(1500)
        page.screenshot(path=ROOT / "docs" / "network.png")
        browser.close()


if __name__ == "__main__":
    main()
