"""A real browser with an authenticator of its own: enrolled, signed, Good for stock ssh-keygen."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from browsing import CHROME, OPTIONS, served
from signers import make_key, second_opinion
from support import POLICY, POLICY_KEYS, policy

from ims_docs.model.approval import Statement
from ims_docs.model.trust import LIST
from ims_docs.services.signing import (
    Signers,
    begin_approval,
    begin_enrolment,
    finish_enrolment,
    finish_signing,
)
from ims_docs.services.workspace import Workspace

pytestmark = pytest.mark.skipif(not CHROME, reason="no Chromium: set CHROME or install it")

ADA, BEN = "PER-0001", "PER-0002"
FINAL = POLICY_KEYS.replace('"0.1"', '"1.0"')
APPROVAL = "approvals/POL-0001/v1.0/approved-PER-0002.txt"
CREATE = """async options => (await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options)})).toJSON()"""
GET = """async options => (await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options)})).toJSON()"""
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def page():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROME, args=OPTIONS)
        yield browser.new_page()
        browser.close()


class Devices(NamedTuple):
    plug: Callable[..., str]
    forget: Callable[[str], None]


@pytest.fixture
def devices(page):
    """Authenticators to plug in; all are gone after the test."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")

    def plug(**more: object) -> str:
        made = session.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **more}})
        return made["authenticatorId"]

    def forget(device: str) -> None:
        """From now on the device does not know who touches it."""
        asked = {"authenticatorId": device, "isUserVerified": False}
        session.send("WebAuthn.setUserVerified", asked)

    yield Devices(plug, forget)
    session.send("WebAuthn.disable")


@pytest.fixture
def places(tmp_path):
    """Two web servers on this machine: where the desk would be, and another program."""
    (tmp_path / "index.html").write_text("<!doctype html><title>A page</title>\n")
    with served(tmp_path) as one, served(tmp_path) as other:
        yield tuple(each.replace("127.0.0.1", "localhost") for each in (one, other))


@pytest.fixture
def office(git_repository, ims, tmp_path):
    made = git_repository([{POLICY: policy(keys=FINAL)}])
    key = make_key(tmp_path / "key")
    assert ims("trust", "add", ADA, "--key", key) == 0
    assert ims("submit", "POL-0001", "--key", key) == 0
    made.commit({}, "Submit")
    return made


@pytest.fixture
def ims(root):
    from ims_docs.cli import run

    return lambda *arguments: run(["-C", str(root), *map(str, arguments)])


def enrol(workspace, page, origin):
    begun = begin_enrolment(workspace, BEN, origin)
    made = finish_enrolment(workspace, begun, page.evaluate(CREATE, begun.options))
    assert Signers.of(workspace).add(BEN, made.key, made.passkey)
    return made


def test_a_real_browser_signs_what_stock_ssh_keygen_calls_good(
    page, devices, places, office, tmp_path
):
    desk, other = places
    workspace = Workspace.find(office.root)
    devices.plug()
    page.goto(f"{desk}/index.html")
    assert not enrol(workspace, page, desk).passkey.is_synced
    begun = begin_approval(workspace, ["POL-0001"], person=BEN, origin=desk)
    asked = begun.texts[0].options

    page.goto(f"{other}/index.html")
    (one,) = finish_signing(workspace, begun, {"POL-0001": page.evaluate(GET, asked)})
    assert f"Another program of that computer asked for it, at {other}" in one.refused.message
    assert not (office.root / APPROVAL).exists()

    page.goto(f"{desk}/index.html")
    (one,) = finish_signing(workspace, begun, {"POL-0001": page.evaluate(GET, asked)})
    assert (one.refused, one.result.path) == (None, APPROVAL)
    message = (office.root / APPROVAL).read_bytes()
    signature = (office.root / f"{APPROVAL}.sig").read_bytes()
    signers = (office.root / LIST).read_text()
    when = Statement.parse(message).signed_at
    assert second_opinion(tmp_path, signers, BEN, message, signature, when)
    assert not second_opinion(tmp_path, signers, ADA, message, signature, when)
    assert [one.refused for one in workspace.files().statements] == ["", ""]


def test_a_passkey_of_a_cloud_is_named_synced_and_one_without_a_person_is_refused(
    page, devices, places, office
):
    desk, _ = places
    workspace = Workspace.find(office.root)
    page.goto(f"{desk}/index.html")
    device = devices.plug(defaultBackupEligibility=True, defaultBackupState=True)
    assert enrol(workspace, page, desk).passkey.described == f"passkey at {desk}, synced"
    begun = begin_approval(workspace, ["POL-0001"], person=BEN, origin=desk)
    asked = begun.texts[0].options | {"userVerification": "discouraged"}
    devices.forget(device)
    answer = page.evaluate(GET, asked)
    (one,) = finish_signing(workspace, begun, {"POL-0001": answer})
    assert one.refused.message == "The passkey did not ask who touched it"
