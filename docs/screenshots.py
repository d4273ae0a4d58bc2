"""Pictures of the example's site for these pages, in both colour schemes.

`python docs/screenshots.py` builds the example and its site in a temporary folder and
writes docs/assets/site/. Needs Chromium and the extra `test`. Look at them before you
save them.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from ims_docs.services.scaffold.demo import create_demo
from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build

FOLDER = Path(__file__).parent / "assets" / "site"
DAY = date(2026, 11, 25)
WIDTH, HEIGHT = 1280, 1100
HOME_HEIGHT = 1900
SHOWN_WIDTH = 960
SETTLED = 600
"""Milliseconds in which the title in the bar has changed."""
PAGES = {
    "home": "index",
    "guide": "guide",
    "clause": "clauses/10.2",
    "coverage": "coverage/iso56001",
    "document": "leadership/innovation-policy",
    "approvals": "context/ims-scope#approvals",
    "former": "former/context/ims-scope/version-1.0",
    "redline": "changes/context/ims-scope",
    "baseline": "baselines/2026-audit-readiness",
    "record": "records/nonconformity/NCR-0001",
    "risks": "registers/risks",
    "portfolio": "registers/portfolio",
    "measurements": "records/measurement/index",
    "trail": "trail",
}


def main() -> int:
    """Take all pictures."""
    chrome = os.environ.get("CHROME") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chrome:
        print("No Chromium: set CHROME or install it.", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        root = create_demo(Path(folder) / "example").root
        site = site_build.build(Workspace(root=root), Path(folder) / "site", as_of=DAY).output
        browser = driver.chromium.launch(executable_path=chrome, args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            _take(browser, site, scheme)
        browser.close()
    total = sum(path.stat().st_size for path in FOLDER.iterdir())
    print(f"{FOLDER}: {len(PAGES) * 2} pictures, {total // 1000} kB")
    return 0


def _take(browser: Browser, site: Path, scheme: str) -> None:
    page = browser.new_context(color_scheme=scheme).new_page()
    for name, path in PAGES.items():
        height = HOME_HEIGHT if name == "home" else HEIGHT
        page.set_viewport_size({"width": WIDTH, "height": height})
        file, _, fragment = path.partition("#")
        page.goto(f"{(site / file).as_uri()}.html#{fragment}", wait_until="load")
        page.wait_for_timeout(SETTLED)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        shown = (SHOWN_WIDTH, picture.height * SHOWN_WIDTH // picture.width)
        small = picture.resize(shown, Image.Resampling.LANCZOS)
        small.save(FOLDER / f"{name}-{scheme}.webp", quality=70, method=6)


if __name__ == "__main__":
    sys.exit(main())
