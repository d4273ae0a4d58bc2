"""The built site asks for nothing outside itself, and opens from a folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

FETCHING = {
    "script": ("src",), "img": ("src", "srcset"), "link": ("href",), "iframe": ("src",), "source": ("src", "srcset"),
    "video": ("src", "poster"), "audio": ("src",), "object": ("data",), "embed": ("src",), "form": ("action",),
}  # fmt: skip
ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
CHROME = os.environ.get("CHROME") or shutil.which("chromium") or shutil.which("google-chrome") or ""


def test_no_page_fetches_from_elsewhere(site):
    for path in site.folder.rglob("*.html"):
        for tag, given in site.page(str(path.relative_to(site.folder))).tags:
            for name in FETCHING.get(tag, ()):
                assert not ELSEWHERE.match(given.get(name) or ""), (path, tag, given)


def test_no_style_fetches_from_elsewhere(site):
    for path in (*site.folder.rglob("*.css"), *site.folder.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"""(?:url\(|@import)\s*["']?(?:https?:)?//[^)"']*""", text), path


def test_every_page_forbids_it_too(site):
    for path in site.folder.rglob("*.html"):
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        policy, first_link = head.find("Content-Security-Policy"), head.find("<link")
        assert -1 < policy < first_link


def test_everything_that_a_page_fetches_is_there(site):
    for path in site.folder.rglob("*.html"):
        for tag, given in site.page(str(path.relative_to(site.folder))).tags:
            for name in FETCHING.get(tag, ()):
                value = (given.get(name) or "").partition("#")[0]
                if value and not value.startswith("data:"):
                    assert (path.parent / value).resolve().exists(), (path, value)


def test_diagrams_come_with_their_library(site):
    page = site.page("operation/innovation-processes.html")
    assert ("pre", {"class": "mermaid"}) in page.tags
    sources = [given.get("src") for tag, given in page.tags if tag == "script"]
    assert "../assets/ims/mermaid.min.js" in sources
    for name in ("mermaid", "iframe-worker"):
        assert "Permission is hereby granted" in (
            site.folder / f"assets/ims/{name}.LICENSE.txt"
        ).read_text(encoding="utf-8")


@pytest.mark.skipif(not CHROME, reason="no Chromium: set CHROME or install it")
def test_a_browser_asks_for_nothing_and_draws_diagrams(site, tmp_path):
    page = site.folder / "operation/innovation-processes.html"
    dom, log = _browse(page, tmp_path)
    assert dom.count('class="mermaid"') >= 1
    assert "flowchart LR" not in dom
    assert "Content Security Policy" not in log
    assert "CONSOLE" not in log


@pytest.mark.skipif(not CHROME, reason="no Chromium: set CHROME or install it")
def test_search_works_from_the_folder(site, tmp_path):
    copy = Path(shutil.copytree(site.folder, tmp_path / "copy"))
    home = copy / "index.html"
    dom, _ = _browse(home, tmp_path, "?q=nonconformity")
    assert "improvement/nonconformity-procedure.html" in dom.partition("md-search-result__list")[2]


def _browse(page: Path, profile: Path, query: str = "") -> tuple[str, str]:
    """The page after its scripts ran, with every address but the folder's own unreachable."""
    done = subprocess.run(
        [
            CHROME, "--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
            "--allow-file-access-from-files", "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={profile / 'profile'}", "--virtual-time-budget=15000", "--dump-dom",
            page.as_uri() + query,
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return done.stdout, done.stderr
