"""`ims desk` where there is no system yet: a real process, a real browser, JavaScript switched off."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_desk_in_browser import AXE, CHROME, Running, _ims, chromium, desk_of

pytestmark = pytest.mark.skipif(not CHROME, reason="no Chromium")
__all__ = ["chromium"]
PAGES = (
    "/",
    "/start/organisation",
    "/start/profile",
    "/start/certification_target",
    "/place",
    "/folder",
    "/join",
    "/join?where=/srv/shared",
    "/folder?at=..",
)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("home")
    (home / "Documents").mkdir()
    environment = {**os.environ, "HOME": str(home), "IMS_CACHE_DIR": str(home.parent / "desk-cache")}  # fmt: skip
    with desk_of(home, environment) as desk:
        yield desk
    assert not list(home.parent.glob("desk-cache/desk-*"))
    assert not list(home.rglob("ims-desk.json"))


def second_start(running: Running, root: Path) -> str:
    """What another `ims desk` prints."""
    environment = {**os.environ, "HOME": str(running.root), "IMS_CACHE_DIR": str(running.root.parent / "desk-cache")}  # fmt: skip
    done = subprocess.run(
        [*_ims(root), "desk", "--no-browser"],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    return done.stdout.strip()


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core: npm ci --prefix tests/site/official")
def test_the_first_pages_are_accessible_and_fit_a_telephone(chromium: Any, begun: Running):
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(second_start(begun, begun.root))
    wrong = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for place in PAGES if scheme == "light" else PAGES[:5]:
            page.goto(begun.origin + place)
            page.evaluate(AXE.read_text("utf-8"))
            found = page.evaluate("axe.run(document, {preload: false})")["violations"]
            wrong += [
                (place, one["id"], one["nodes"][0]["html"][:120])
                for one in found
                if one["impact"] in ("serious", "critical")
            ]
            width = page.evaluate("document.documentElement.scrollWidth")
            wrong += [(place, "wide", width)] if width > 390 else []
    context.close()
    assert wrong == []


def test_from_an_empty_folder_to_a_desk_without_a_terminal_or_javascript(
    chromium: Any, begun: Running
):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(begun.link)
    page.get_by_role("link", name="Start a new system").click()
    page.get_by_label("Name of the organisation").fill("Blåbær GmbH")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Back").click()
    assert page.get_by_label("Name of the organisation").input_value() == "Blåbær GmbH"
    page.get_by_role("button", name="Take what is proposed for the rest").click()
    page.get_by_role("link", name="Documents").click()
    page.get_by_role("button", name="Continue to the summary").click()
    page.get_by_role("link", name="Change How many people work there").click()
    page.get_by_label("1-9").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Make it").click()
    page.get_by_label("You", exact=True).select_option(label="Sam Sample")
    page.get_by_role("button", name="This is me").click()
    assert "Good to see you, Sam Sample" in page.locator(".note").inner_text()
    page.get_by_role("link", name="New idea").click()
    page.get_by_label("Title").fill("A first idea")
    page.get_by_label("Type of idea").select_option("product")
    page.get_by_role("button", name="Add and save").click()
    assert "is added and saved" in page.locator(".note").inner_text()
    root = begun.root / "Documents/blabr-gmbh-ims"
    assert second_start(begun, root).startswith(f"{begun.origin}/open?token=")
    context.close()
