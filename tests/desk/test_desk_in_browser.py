"""The desk as it is started and met: a real process, a real browser, a keyboard, and no JavaScript."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CHROME = os.environ.get("CHROME") or shutil.which("chromium") or shutil.which("google-chrome") or ""
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
AXE = Path(__file__).parents[1] / "site/official/node_modules/axe-core/axe.min.js"
PAGES = (
    "/",
    "/documents",
    "/records",
    "/records/nonconformity",
    "/registers",
    "/docs/leadership/innovation-policy.md",
    "/docs/records/nonconformity/NCR-0002.md",
    "/docs/registers/risks.yaml",
    "/approvals",
    "/coverage",
    "/coverage/9.2",
    "/findings",
    "/integrity",
    "/history/POL-0001",
    "/history/risks",
    "/passkey",
    "/approve/CIM-0001",
    "/new/idea",
    "/new/risks",
    "/edit/RSK-0001",
    "/move/NCR-0002?to=action done",
    "/write/leadership/innovation-policy.md?part=3",
    "/save",
    "/me",
    "/exchange",
    "/year",
    "/gaps",
    "/people",
    "/acknowledge/POL-0001",
    "/upgrade",
    "/audits",
    "/indicators",
    "/pipeline",
    "/management-review",
    "/sample/APL-0002",
    "/paper/APL-0002",
    "/baselines",
    "/baselines/2026-management-review",
    "/explain/idea",
    "/review/POL-0001",
    "/withdraw/POL-0001",
    "/table/risks",
    "/paste/risks?all=1",
    "/remove/RSK-0001",
    "/share",
    "/no/such/page",
)
"""One page of each kind."""

pytestmark = pytest.mark.skipif(not CHROME, reason="no Chromium")


@dataclass
class Running:
    """A desk that was started, and the link that it printed."""

    root: Path
    process: subprocess.Popen[str]
    link: str

    @property
    def origin(self) -> str:
        return self.link.partition("/open")[0]

    def again(self) -> str:
        """What a second start prints."""
        done = subprocess.run(
            [*_ims(self.root), "desk", "--no-browser"],
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()


def _ims(root: Path) -> list[str]:
    return [sys.executable, "-m", "ims_docs", "-C", str(root)]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def desk_of(root: Path, environment: Mapping[str, str]) -> Iterator[Running]:
    """A desk at work in a folder, on a port of its own, until somebody presses Ctrl-C."""
    process = subprocess.Popen(
        [*_ims(root), "desk", "--no-browser", "--port", str(_free_port())],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    yield Running(root, process, process.stdout.readline().strip())
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    process.stdout.close()


@pytest.fixture(scope="module")
def running(nordwind: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    root = Path(
        shutil.copytree(nordwind, tmp_path_factory.mktemp("desk") / "nordwind", symlinks=True)
    )
    subprocess.run(["git", "config", "user.name", "Jonas Petersen"], cwd=root, check=True)
    people = (root / "docs/registers/people.yaml").read_text("utf-8")
    email = people[people.index("PER-0002") :].partition("email: ")[2].partition("\n")[0]
    subprocess.run(["git", "config", "user.email", email], cwd=root, check=True)
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("GIT_AUTHOR")
    }
    with desk_of(root, environment) as desk:
        yield desk
    assert not (root / ".git/ims-desk.json").exists()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROME, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, running: Running, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A browser that was let in; everything that it asks for is noted."""
    context = chromium.new_context(java_script_enabled=getattr(request, "param", True))
    one = context.new_page()
    asked: list[str] = []
    one.on("request", lambda request: asked.append(request.url))
    one.goto(running.again())
    yield one
    assert [url for url in asked if not url.startswith((running.origin, "data:"))] == []
    context.close()


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core: npm ci --prefix tests/site/official")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault_of_accessibility(page, running, scheme):
    page.emulate_media(color_scheme=scheme)
    wrong = []
    for place in PAGES:
        page.goto(running.origin + place)
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("axe.run(document, {preload: false})")["violations"]
        wrong += [
            (place, one["id"], one["nodes"][0]["html"][:120])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
    assert wrong == []


def test_no_page_is_wider_than_a_telephone(page, running):
    page.set_viewport_size({"width": 390, "height": 800})
    wide = []
    for place in PAGES:
        page.goto(running.origin + place)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            wide.append((place, width))
    assert wide == []


def test_the_first_idea_by_keyboard_only(page, running):
    page.goto(running.origin)
    page.keyboard.press("n")
    page.wait_for_url("**/new/idea")
    page.locator("[name='key.title']").focus()
    page.keyboard.type("Brakes that hum less")
    page.locator("[name='key.idea_type']").focus()
    page.keyboard.type("prod")
    page.keyboard.press("Control+s")
    page.wait_for_url("**/docs/records/idea/*")
    assert "is added and saved" in page.locator(".note").inner_text()


def test_a_card_is_moved_on_its_board_by_keyboard_only(page, running):
    page.goto(f"{running.origin}/records/idea")
    page.locator(".card a").first.focus()
    first = page.evaluate("document.activeElement.textContent")
    for key in ("ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.closest('.card') !== null")
    page.locator(".card:has(.moves) a").first.focus()
    page.keyboard.press("m")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    page.keyboard.press("Enter")
    page.wait_for_url("**/move/**")
    assert first


@pytest.mark.parametrize("page", [False], indirect=True)
def test_the_first_idea_without_javascript(page, running):
    page.goto(running.origin)
    page.get_by_role("link", name="New idea").click()
    page.get_by_role("button", name="Add and save").click()
    assert page.locator(".errors").is_visible()
    page.get_by_label("Title").fill("An oil that smells when it is old")
    page.get_by_label("Type of idea").select_option("product")
    page.get_by_role("button", name="Add and save").click()
    assert "is added and saved" in page.locator(".note").inner_text()


def test_what_was_typed_is_there_again_after_the_tab_was_closed(page, running):
    place = f"{running.origin}/write/leadership/innovation-strategy.md?part=1"
    page.goto(place)
    page.get_by_role("textbox", name="Text", exact=True).fill("Half a sentence that nobody saved")
    page.locator("[data-kept]").wait_for(state="visible")
    page.goto(f"{running.origin}/documents")
    page.goto(place)
    assert page.locator("#words").input_value() == "Half a sentence that nobody saved"
    assert "What you typed the last time" in page.locator("main").inner_text()
    page.get_by_role("button", name="Begin anew").click()
    page.locator(".note").wait_for(state="detached")
    assert not page.locator("#words").input_value().startswith("Half")


def test_the_page_and_what_the_rules_say_follow_while_one_writes(page, running):
    page.goto(f"{running.origin}/write/leadership/innovation-strategy.md?part=1")
    page.get_by_role("textbox", name="Text", exact=True).fill(
        "See [nothing](../no/such.md). **Bold** <img src=x onerror=alert(1)>"
    )
    page.locator("[data-part] .findings li", has_text="no/such.md").first.wait_for()
    shown = page.locator("[data-part]")
    assert shown.locator("strong", has_text="Bold").count() == 1
    assert shown.locator("[onerror]").count() == 0


def test_a_second_start_opens_the_first_desk(running):
    assert (running.root / ".git/ims-desk.json").stat().st_mode & 0o077 == 0
    link = running.again()
    assert link.startswith(f"{running.origin}/open?token=")
    assert link != running.link


DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

VERIFY = (
    "ssh-keygen",
    "-Y",
    "verify",
    "-f",
    "trust/allowed_signers",
    "-n",
    "doc-approval@ims-docs",
)


def sit(page: Any, running: Running, name: str) -> None:
    page.goto(f"{running.origin}/me")
    page.get_by_label("You", exact=True).select_option(label=name)
    page.get_by_role("button", name="This is me").click()
    page.locator(".note").wait_for()


def set_up_a_fingerprint(page: Any, running: Running) -> None:
    page.goto(f"{running.origin}/passkey")
    page.get_by_role("button", name="Set up a passkey").click()
    page.locator(".note", has_text="You can sign").wait_for()


def test_two_people_submit_and_approve_with_fingerprints_that_ssh_keygen_calls_good(page, running):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    sit(page, running, "Jonas Petersen")
    set_up_a_fingerprint(page, running)
    page.goto(f"{running.origin}/approvals")
    chosen = [
        box.get_attribute("value") for box in page.locator("[action='/submit'] [name=id]").all()
    ]
    texts = [one for one in ("CIM-0001", "MRP-0001") if one in chosen]
    assert len(texts) == 2
    for one in texts:
        page.locator(f"[action='/submit'] [value='{one}']").check()
    page.get_by_role("button", name="Submit with your fingerprint").click()
    page.get_by_role("button", name="Sign 2 texts").click()
    page.locator(".note", has_text="Submitted: ").wait_for()
    sit(page, running, "Henrike Lorenzen")
    set_up_a_fingerprint(page, running)
    page.goto(f"{running.origin}/approvals")
    for one in texts:
        page.locator(f"[action='/approve'] [value='{one}']").check()
    page.get_by_role("button", name="Read and approve what is chosen").click()
    page.get_by_role("button", name="Approve with your fingerprint").click()
    assert "Say that you have read" in page.locator(".errors").inner_text()
    for box in page.locator("[name=read]").all():
        box.check()
    page.get_by_role("button", name="Approve with your fingerprint").click()
    page.get_by_role("button", name="Sign 2 texts").click()
    page.locator(".note", has_text="In force since today").wait_for()
    statements = [
        found
        for one in texts
        for found in (running.root / "approvals" / one).rglob("approved-PER-*.txt")
    ]
    assert len(statements) == 2
    for one in statements:
        signer = one.read_text("utf-8").partition("signer: ")[2].partition("\n")[0]
        done = subprocess.run(
            [*VERIFY, "-I", signer, "-s", f"{one}.sig"],
            cwd=running.root,
            input=one.read_bytes(),
            check=False,
            capture_output=True,
        )
        assert done.stdout.startswith(b"Good"), done.stderr
        assert "webauthn" in _kind(Path(f"{one}.sig"))
    done = subprocess.run(
        [*_ims(running.root), "verify"], check=False, capture_output=True, text=True
    )
    assert (done.returncode, "Intact" in done.stdout) == (0, True), done.stdout
    clean = subprocess.run(
        ["git", "status", "--porcelain"], cwd=running.root, check=True, capture_output=True
    )
    assert clean.stdout == b""


def _kind(signature: Path) -> str:
    import base64

    lines = signature.read_text("ascii").split("\n")
    return base64.b64decode("".join(lines[1:-2])).decode("latin-1")
