"""Pictures of the example's site for these pages: three widths, both colour schemes, and paper.

`python docs/screenshots.py` builds the example and its site in a temporary folder and
writes docs/assets/site/. Needs Chromium, the extra `test`, and pypdfium2 to draw
what Chromium prints. Look at them before you save them.
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
from playwright.sync_api import Browser, Page, sync_playwright
from pypdfium2 import PdfDocument

from ims_docs.services.scaffold.demo import create_demo
from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build

FOLDER = Path(__file__).parent / "assets" / "site"
DAY = date(2026, 11, 25)
SCHEMES = ("light", "dark")
WIDTHS = (1440, 768, 390)
HEIGHT = 1200
SHEETS, PRINT_SCALE = 3, 1.4
GAP, GROUND = 24, "#8a8f98"
SHOWN_WIDTH = 1200
QUALITY = 60
SETTLED = 600
"""Milliseconds in which the title in the bar has changed."""
PAGES = {
    "home": "index",
    "guide": "guide",
    "clause": "clauses/10.2",
    "coverage": "coverage/iso56001",
    "master-list": "lists/documents",
    "document": "leadership/innovation-policy",
    "approvals": "context/ims-scope#approvals",
    "former": "former/context/ims-scope/version-1.0",
    "redline": "changes/context/ims-scope",
    "baseline": "baselines/2026-audit-readiness",
    "record": "records/nonconformity/NCR-0002",
    "risks": "registers/risks",
    "portfolio": "registers/portfolio",
    "measurements": "records/measurement/index",
    "all-records": "lists/records",
    "actions": "lists/actions",
    "trail": "trail",
    "findings": "findings",
}
PRINTED = ("document", "coverage")
"""Of these the first sheets are kept as well."""


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
        known = {name: path for name, path in PAGES.items() if _is_there(site, path)}
        for scheme in SCHEMES:
            for name, path in known.items():
                _save(
                    f"{name}-{scheme}",
                    [_screen(browser, site, scheme, path, width) for width in WIDTHS],
                )
        for name in PRINTED:
            _save(f"{name}-print", _sheets(browser, site, PAGES[name]))
        browser.close()
    total = sum(path.stat().st_size for path in FOLDER.iterdir())
    print(f"{FOLDER}: {len(list(FOLDER.iterdir()))} pictures, {total // 1000} kB")
    return 0


def _is_there(site: Path, path: str) -> bool:
    found = (site / f"{path.partition('#')[0]}.html").is_file()
    if not found:
        print(f"{path}: the site has no such page, so no picture was taken", file=sys.stderr)
    return found


def _open(browser: Browser, site: Path, scheme: str, path: str, width: int) -> Page:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": HEIGHT})
    page = context.new_page()
    file, _, fragment = path.partition("#")
    page.goto(f"{(site / file).as_uri()}.html#{fragment}", wait_until="load")
    page.wait_for_timeout(SETTLED)
    return page


def _screen(browser: Browser, site: Path, scheme: str, path: str, width: int) -> Image.Image:
    page = _open(browser, site, scheme, path, width)
    picture = taken(page)
    page.context.close()
    return picture


def taken(page: Page) -> Image.Image:
    """What the browser shows now."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def _sheets(browser: Browser, site: Path, path: str) -> list[Image.Image]:
    """The first sheets as Chromium prints them."""
    page = _open(browser, site, "light", path, WIDTHS[0])
    paper = PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    page.context.close()
    sheets = list(paper)[:SHEETS]
    return [one.render(scale=PRINT_SCALE).to_pil().convert("RGB") for one in sheets]


def _save(name: str, pictures: list[Image.Image]) -> None:
    """Side by side, as small as they can still be read."""
    whole = side_by_side(pictures)
    shown = whole.resize(
        (SHOWN_WIDTH, whole.height * SHOWN_WIDTH // whole.width), Image.Resampling.LANCZOS
    )
    shown.save(FOLDER / f"{name}.webp", quality=QUALITY, method=6)


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """Several pictures as one."""
    size = (sum(one.width + GAP for one in pictures) - GAP, max(one.height for one in pictures))
    whole = Image.new("RGB", size, GROUND)
    left = 0
    for one in pictures:
        whole.paste(one, (left, 0))
        left += one.width + GAP
    return whole


if __name__ == "__main__":
    sys.exit(main())
