"""The editor in a browser: what is typed, dropped, pasted and looked up, and what the policy of the page allows."""

from __future__ import annotations

import base64
import json
import struct
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from test_desk_in_browser import AXE, CHROME, Running, chromium, page, running

pytestmark = pytest.mark.skipif(not CHROME, reason="no Chromium")
__all__ = ["chromium", "page", "running"]
PASTED = Path(__file__).parent / "pasted"
STRATEGY = "/write/leadership/innovation-strategy.md?part=1"
WATCH = "window.refused = []; addEventListener('securitypolicyviolation', (one) => refused.push(one.violatedDirective + ' ' + one.blockedURI))"
PASTE = """(host, {html, plain}) => {
  const data = new DataTransfer();
  data.setData("text/html", html); data.setData("text/plain", plain);
  host.shadowRoot.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
DROP = """(host, {name, data}) => {
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  const moved = new DataTransfer();
  moved.items.add(new File([bytes], name, {type: "image/png"}));
  host.shadowRoot.querySelector(".cm-content").dispatchEvent(new DragEvent("drop", {dataTransfer: moved, bubbles: true, cancelable: true, clientX: 700, clientY: 500}));
}"""


def png(size: int = 1) -> bytes:
    """A picture of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))  # fmt: skip

    head = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * size for _ in range(size)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def write(page: Any, running: Running, place: str = STRATEGY) -> Any:
    """A section opened anew; returns what one types into."""
    page.add_init_script(WATCH)
    page.goto(running.origin + place)
    again = page.get_by_role("button", name="Begin anew")
    if again.count():
        again.click()
        again.wait_for(state="detached")
    return page.get_by_role("textbox", name="Text", exact=True)


def empty(page: Any, running: Running) -> None:
    """A text without words. The editor hears of what was taken out a moment after it is gone."""
    write(page, running).fill("")
    expect(page.locator("#words")).to_have_value("")


def words(page: Any) -> str:
    """What would be sent."""
    return str(page.locator("#words").input_value())


def git(running: Running, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=running.root, check=True, capture_output=True, text=True
    ).stdout


def test_keys_and_buttons_write_markdown_and_the_policy_of_the_page_holds(page, running):
    field = write(page, running)
    field.fill("Costs")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+b")
    assert words(page) == "**Costs**"
    page.keyboard.press("Control+b")
    assert words(page) == "Costs"
    page.get_by_role("button", name="List", exact=True).click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("time and n")
    assert words(page) == "- Costs\n- time and n"
    page.get_by_role("button", name="Table", exact=True).click()
    assert words(page).startswith("- Costs\n- time and n\n\n| What | Who | When |\n|---|---|---|\n")
    page.get_by_role("toolbar").get_by_role("button", name="Bold").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "Italic"
    look = "getComputedStyle(document.querySelector('.editor').shadowRoot.querySelector('.cm-scroller')).fontSize"
    assert page.evaluate(look) == "15px"
    assert page.evaluate("document.querySelectorAll('style, [style*=\";\"]:not(.editor *)').length") == 0  # fmt: skip
    assert page.evaluate("refused") == []


def test_one_word_typed_and_saved_is_one_line_changed(page, running):
    field = write(page, running, "/write/improvement/continual-improvement.md?part=1")
    field.press("Control+Home")
    page.keyboard.type("Indeed: ")
    page.get_by_label("Why do you change it?").fill("Say that we mean what this purpose says")
    page.keyboard.press("Enter")
    page.locator(".note", has_text="Saved: ").wait_for()
    assert git(running, "log", "-1", "--numstat", "--format=").split()[:2] == ["1", "1"]


def test_findings_stand_at_the_line_and_an_old_answer_never_covers_a_new_one(page, running):
    field = write(page, running)
    page.locator("[data-part] .findings").wait_for()
    waiting: list[Any] = []

    def late(route: Any) -> None:
        if "first.md" in (route.request.post_data or ""):
            waiting.append(route)
        else:
            route.continue_()

    page.route("**/write/**", late)
    field.fill("One line.\n\nSee [it](../no/first.md).")
    page.wait_for_timeout(700)
    assert len(waiting) == 1
    field.fill("One line.\n\nThen another.\n\nSee [it](../no/second.md).")
    panel = page.locator("[data-part] .findings")
    panel.get_by_text("no/second.md").wait_for()
    waiting[0].continue_()
    page.wait_for_timeout(500)
    assert "first.md" not in panel.inner_text()
    assert page.locator(".cm-lint-marker-error").count() == 1
    assert page.locator("[role=status][data-findings-said]").inner_text() == "1 finding"
    field.press("Control+Home")
    page.keyboard.press("F8")
    chosen = "getSelection().toString() || document.querySelector('.editor').shadowRoot.getSelection().toString()"
    assert "second.md" in page.evaluate(chosen)
    panel.get_by_role("button", name="Line 5").click()
    assert page.evaluate(chosen).startswith("See [it]")


def test_a_link_is_found_by_a_few_letters_and_written_by_the_keyboard_alone(page, running):
    field = write(page, running)
    field.fill("We look at ")
    page.keyboard.press("Control+k")
    page.keyboard.type("innovation pol")
    page.locator("[data-put]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert words(page) == "We look at [Innovation policy](innovation-policy.md)"
    page.keyboard.type(" and ")
    page.keyboard.press("Control+k")
    page.keyboard.press("Control+a")
    page.keyboard.type("LIM-0001")
    page.locator("[data-put*='LIM-0001']").wait_for()
    page.keyboard.press("Enter")
    assert words(page).endswith("(LIM-0001)")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    page.keyboard.type(".")
    assert words(page).endswith("(LIM-0001).")
    page.locator("[data-part] .good").wait_for()


@pytest.mark.parametrize("sample", sorted(PASTED.glob("*.html")), ids=lambda one: one.stem)
def test_what_is_pasted_becomes_clean_markdown_and_says_what_it_left_out(page, running, sample):
    empty(page, running)
    html = sample.read_text("utf-8")
    page.locator(".editor").evaluate(PASTE, {"html": html, "plain": "plain"})
    assert words(page).strip() == sample.with_suffix(".md").read_text("utf-8").strip()
    told = page.locator("[data-pasted] li").all_inner_texts()
    assert told == sample.with_suffix(".txt").read_text("utf-8").splitlines()
    page.wait_for_timeout(900)
    found = page.locator("[data-part] .findings li").all_inner_texts()
    assert [one for one in found if "A placeholder is left" not in one] == []
    assert page.evaluate("refused") == []


def test_plain_text_is_pasted_as_it_is(page, running):
    empty(page, running)
    page.locator(".editor").evaluate(PASTE, {"html": "", "plain": "a * b\n\n## c"})
    assert words(page) == "a * b\n\n## c"


def test_a_picture_that_is_dropped_needs_words_and_is_saved_with_its_text(page, running):
    field = write(page, running, "/write/improvement/continual-improvement.md?part=2")
    field.press("Control+End")
    before = git(running, "rev-parse", "HEAD")
    data = base64.b64encode(png()).decode()
    page.locator(".editor").evaluate(DROP, {"name": "Our Loop.PNG", "data": data})
    page.get_by_role("button", name="Put it into the text").click()
    page.locator("#picture-said", has_text="What does the picture show?").wait_for()
    page.get_by_label("What it shows, in words").fill("A loop of four steps")
    page.get_by_role("button", name="Put it into the text").click()
    page.locator("[data-part] .preview img").wait_for()
    found = page.locator("[data-part] .preview img")
    assert found.get_attribute("alt") == "A loop of four steps"
    assert found.evaluate("(one) => one.complete ? one.naturalWidth : new Promise((done) => { one.onload = () => done(one.naturalWidth) })") == 1  # fmt: skip
    assert not (running.root / "docs/assets").exists()
    assert git(running, "status", "--porcelain") == ""
    page.get_by_label("Why do you change it?").fill("Show the four steps of our work as a picture")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".note", has_text="Saved: ").wait_for()
    assert git(running, "rev-parse", "HEAD~1") == before
    paths = git(running, "show", "--name-only", "--format=", "HEAD").split()
    assert [one.rpartition("-")[0] for one in paths] == ["docs/assets/our-loop", "docs/improvement/continual"]  # fmt: skip
    assert (running.root / paths[0]).read_bytes() == png()
    page.goto(f"{running.origin}/docs/improvement/continual-improvement.md")
    assert page.locator("article img").evaluate("(one) => one.naturalWidth") == 1


def test_somebody_elses_save_never_hides_what_was_typed(page, running):
    place = "/write/improvement/continual-improvement.md?part=3"
    field = write(page, running, place)
    field.fill("Mine, in a tab that was closed")
    page.locator("[data-kept]").wait_for()
    page.goto(f"{running.origin}/documents")
    path = running.root / "docs/improvement/continual-improvement.md"
    section = path.read_text("utf-8").split("\n## ")[3]
    path.write_text(path.read_text("utf-8").replace(section, f"{section.rstrip()}\n\nTheirs.\n"), "utf-8")  # fmt: skip
    git(running, "commit", "-qam", "Say the same in other words as a colleague", "--no-verify")
    page.goto(running.origin + place)
    assert words(page) == "Mine, in a tab that was closed"
    assert "Somebody else changed this section" in page.locator("main").inner_text()
    page.get_by_label("Why do you change it?").fill("Say it in words of my own again")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("heading", name="Somebody else changed the same section").wait_for()
    assert page.locator("#words").input_value() == "Mine, in a tab that was closed"
    assert "Theirs." in page.locator("main").inner_text()
    page.goto(running.origin + place)
    page.get_by_role("button", name="Begin anew").click()


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core: npm ci --prefix tests/site/official")
def test_with_everything_open_the_page_is_accessible(page, running):
    field = write(page, running)
    field.fill("See [it](../no/such.md).")
    page.locator("[data-part] .findings li").wait_for()
    page.keyboard.press("Control+k")
    page.keyboard.type("risk")
    page.locator("[data-put]").first.wait_for()
    page.get_by_role("button", name="Picture…").click()
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {preload: false})")["violations"]
    assert [(one["id"], json.dumps(one["nodes"][0]["html"])[:200]) for one in found if one["impact"] in ("serious", "critical")] == []  # fmt: skip
