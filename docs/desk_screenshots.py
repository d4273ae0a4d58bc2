"""Pictures of the desk: the steps of the first hour, and every kind of page to look at.

`python docs/desk_screenshots.py` walks through the tutorial in Chromium and writes
docs/assets/desk/. With `--every FOLDER` it takes one picture of each kind of page in three widths
and both colour schemes instead; nobody needs those but whoever changes a page. Needs Chromium
and the extra `test`. Look at them before you save them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from screenshots import side_by_side, taken

from ims_docs.services.scaffold.demo import create_demo

FOLDER = Path(__file__).parent / "assets" / "desk"
SCHEMES, WIDTHS, HEIGHT = ("light", "dark"), (1440, 768, 390), 1100
QUALITY = 70
STEP, STEP_WIDTH = {"width": 1180, "height": 780}, 900
SETTLED = 400
PERSON = ("Jonas Petersen", "j.petersen@example.org")
PAGES = {
    "today": "/",
    "documents": "/documents",
    "records": "/records",
    "board": "/records/nonconformity",
    "registers": "/registers",
    "document": "/docs/leadership/innovation-policy.md",
    "record": "/docs/records/nonconformity/NCR-0002.md",
    "register": "/docs/registers/risks.yaml",
    "rows": "/table/risks",
    "paste": "/paste/risks?all=1",
    "write": "/write/leadership/innovation-policy.md?part=3",
    "new": "/new/idea",
    "new-entry": "/new/risks",
    "edit": "/edit/RSK-0001",
    "move": "/move/NCR-0002?to=action done",
    "approvals": "/approvals",
    "approve": "/approve/CIM-0001",
    "review": "/review/POL-0001",
    "remove": "/remove/RSK-0001",
    "history": "/history/POL-0001",
    "coverage": "/coverage",
    "clause": "/coverage/9.2",
    "gaps": "/gaps",
    "findings": "/findings",
    "integrity": "/integrity",
    "baselines": "/baselines",
    "baseline": "/baselines/2026-management-review",
    "year": "/year",
    "people": "/people",
    "passkey": "/passkey",
    "save": "/save",
    "exchange": "/exchange",
    "share": "/share",
    "me": "/me",
    "explain": "/explain/idea",
    "nothing": "/no/such/page",
}


def main() -> int:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=Path, metavar="FOLDER")
    parser.add_argument("--only", default="", metavar="NAMES", help="pages, with commas between")
    options = parser.parse_args()
    chrome = os.environ.get("CHROME") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chrome:
        print("No Chromium: set CHROME or install it.", file=sys.stderr)
        return 1
    target = options.every or FOLDER
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chrome, args=["--no-sandbox"])
        if options.every:
            wanted = options.only.split(",") if options.only else list(PAGES)
            _every(browser, Path(folder), target, wanted)
        else:
            _first_hour(browser, Path(folder), target)
        browser.close()
    total = sum(path.stat().st_size for path in target.iterdir())
    print(f"{target}: {len(list(target.iterdir()))} pictures, {total // 1000} kB")
    return 0


@contextmanager
def _desk(folder: Path) -> Iterator[str]:
    """A desk at work, by the link that opens it."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = str(one.getsockname()[1])
    environment = {**os.environ, "HOME": str(folder.parent), "IMS_CACHE_DIR": ""}
    command = [sys.executable, "-m", "ims_docs", "-C", str(folder), "desk", "--no-browser"]
    process = subprocess.Popen(
        [*command, "--port", port], stdout=subprocess.PIPE, text=True, env=environment
    )
    try:
        yield process.stdout.readline().strip() if process.stdout else ""
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _every(browser: Browser, folder: Path, target: Path, wanted: list[str]) -> None:
    root = create_demo(folder / "example").root
    for key, value in zip(("user.name", "user.email"), PERSON, strict=True):
        subprocess.run(["git", "config", key, value], cwd=root, check=True)
    with _desk(root) as link:
        context = browser.new_context()
        page = context.new_page()
        page.goto(link)
        page.get_by_role("heading", name="Today").wait_for()  # until all is read
        for name in wanted:
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                pictures = [_screen(page, link, PAGES[name], width) for width in WIDTHS]
                side_by_side(pictures).save(target / f"{name}-{scheme}.webp", quality=QUALITY)


def _screen(page: Page, link: str, path: str, width: int) -> Image.Image:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.goto(link.partition("/open")[0] + path)
    page.wait_for_timeout(SETTLED)
    return taken(page)


def _first_hour(browser: Browser, folder: Path, target: Path) -> None:
    """The steps of the tutorial, each as it looks when somebody has done it."""
    home = folder / "home"
    (home / "Documents").mkdir(parents=True)
    with _desk(home) as link:
        context = browser.new_context(viewport=STEP)
        page = context.new_page()
        page.goto(link)
        for number, (name, step) in enumerate(STEPS.items(), 1):
            step(page)
            page.evaluate("scrollTo(0, 0)")
            page.wait_for_timeout(SETTLED)
            picture = taken(page)
            size = (STEP_WIDTH, picture.height * STEP_WIDTH // picture.width)
            shown = picture.resize(size, Image.Resampling.LANCZOS)
            shown.save(target / f"first-hour-{number:02}-{name}.webp", quality=QUALITY, method=6)


def _click(page: Page, role: str, name: str) -> None:
    page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
    page.wait_for_load_state()


def _organisation(page: Page) -> None:
    _click(page, "link", "Start a new system")
    page.get_by_label("Name of the organisation").fill("Harbour Lights Ltd")


def _summary(page: Page) -> None:
    _click(page, "button", "Continue")
    _click(page, "button", "Take what is proposed for the rest")
    _click(page, "link", "Documents")
    _click(page, "button", "Continue to the summary")
    for question, answer in (("Profile", "starter"), ("Innovation manager: name", "Tom Brandt")):
        _click(page, "link", f"Change {question}")
        field = page.get_by_label(answer)
        if field.count():
            field.first.check()
        else:
            page.locator("main input:not([type=hidden])").first.fill(answer)
        _click(page, "button", "Continue")


def _today(page: Page) -> None:
    _click(page, "button", "Make it")
    page.get_by_label("You", exact=True).select_option(label="Tom Brandt")
    _click(page, "button", "This is me")


def _policy(page: Page) -> None:
    _click(page, "link", "Documents")
    _click(page, "link", "POL-0001")


def _write(page: Page) -> None:
    page.goto(f"{page.url.partition('/docs/')[0]}/write/leadership/innovation-policy.md?part=1")

    page.locator("[name=place]").first.fill("be the easiest light to look after in every harbour")
    page.get_by_label("Why do you change it?").fill("Say in our own words what we innovate for")


def _complete(page: Page) -> None:
    """Save, and go on with each open section until none is left."""
    _click(page, "button", "Save")
    while "/write/" in page.url:
        while page.get_by_role("button", name="Done, take it away").count():
            _click(page, "button", "Done, take it away")
        if "/write/" not in page.url:
            break
        for field in page.locator("[name=place]").all():
            field.fill("as our managing director decides each spring")
        page.get_by_label("Why do you change it?").fill("Say how we do it here")
        _click(page, "button", "Save")
    page.goto(page.url.partition("?")[0])


def _idea(page: Page) -> None:
    page.goto(f"{page.url.partition('/docs/')[0]}/new/idea")
    page.get_by_label("Title").fill("A light that says when its battery ends")
    page.get_by_label("Type of idea").select_option("product")


def _added(page: Page) -> None:
    _click(page, "button", "Add and save")


def _move(page: Page) -> None:
    _click(page, "link", "Under evaluation")


def _coverage(page: Page) -> None:
    _click(page, "link", "Coverage")


STEPS: dict[str, Callable[[Page], None]] = {
    "question": _organisation,
    "summary": _summary,
    "today": _today,
    "policy": _policy,
    "write": _write,
    "complete": _complete,
    "idea": _idea,
    "added": _added,
    "move": _move,
    "coverage": _coverage,
}


if __name__ == "__main__":
    sys.exit(main())
