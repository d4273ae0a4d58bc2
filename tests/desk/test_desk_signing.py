"""What is signed at the desk with the key of this computer, and where its passphrase goes: nowhere."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from visiting import Visitor, hidden, said

from ims_docs.adapters.ssh_keygen import read_public
from ims_docs.domain.approval_state import standings
from ims_docs.services.signing import Signers
from ims_docs.services.workspace import Workspace

SECRET = "correct horse'; $(battery) \\staple é"
WHY = "because nothing in how we decide has changed since"
VERIFY = ["ssh-keygen", "-Y", "verify", "-n", "doc-approval@ims-docs", "-f", "trust/allowed_signers"]  # fmt: skip


@pytest.fixture
def henrike(desk: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Who approves, with a key that has a passphrase."""
    home = tmp_path / "home"
    (home / ".ssh").mkdir(parents=True, mode=0o700)
    key = home / ".ssh/ims-docs"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", SECRET, "-C", "", "-f", str(key)]
    subprocess.run(command, check=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    Signers.of(Workspace.find(desk.root)).add("PER-0001", read_public(key), None)
    desk.git("commit", "-qam", "Let Henrike sign with another key as well", "--no-verify")
    assert desk.post("/me", person="PER-0001").status_code == 303
    return desk


def statements(desk: Visitor, name: str) -> list[Path]:
    return sorted((desk.root / "approvals" / name).rglob("*.txt"))


def everywhere(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())


def good(desk: Visitor, statement: Path) -> bool:
    """What ssh-keygen says of it."""
    command = [*VERIFY, "-I", "PER-0001", "-s", f"{statement}.sig"]
    done = subprocess.run(command, cwd=desk.root, input=statement.read_bytes(), check=False)
    return done.returncode == 0


def test_a_text_is_still_valid_and_the_passphrase_is_kept_nowhere(henrike: Visitor, tmp_path: Path):
    page = henrike.get("/review/POL-0001")
    assert "Is it still right as it stands?" in said(page)
    assert "What changed around it" in said(page)
    before = statements(henrike, "POL-0001")
    asked = henrike.post("/review/POL-0001", reason=WHY, id="POL-0001")
    assert asked.status_code == 422
    assert 'type="password"' in asked.text
    assert hidden(asked.text, "reason") == WHY
    for wrong in (f"{SECRET}x", "two\nlines", "x" * 2000):
        refused = henrike.post("/review/POL-0001", reason=WHY, passphrase=wrong)
        assert "does not open the key" in said(refused)
        assert wrong not in refused.text
    assert statements(henrike, "POL-0001") == before
    done = henrike.post("/review/POL-0001", reason=WHY, passphrase=SECRET)
    assert done.status_code == 303, said(done)
    assert "still valid" in said(henrike.get(done.headers["location"]))
    (fresh,) = set(statements(henrike, "POL-0001")) - set(before)
    assert f"still valid {WHY}" in fresh.read_text("utf-8")
    assert good(henrike, fresh)
    assert henrike.git("log", "-1", "--format=%s|%an").strip() == "Confirm POL-0001|Henrike Lorenzen"  # fmt: skip
    assert henrike.git("status", "--porcelain") == ""
    assert SECRET.encode() not in everywhere(tmp_path)
    assert not any(SECRET in line for line in henrike.log)
    assert henrike.faults == []


def test_without_a_sentence_nothing_is_signed_and_the_field_says_so(henrike: Visitor):
    before = henrike.saves
    for page in ("/review/POL-0001", "/withdraw/POL-0001"):
        for reason in ("", "short", "two  blanks in a row"):
            refused = henrike.post(page, reason=reason, passphrase=SECRET)
            assert refused.status_code == 422
            assert "reason" in said(refused)
    assert henrike.saves == before


def test_a_text_is_taken_out_of_force_with_the_reason(henrike: Visitor):
    reason = "Replaced by the strategy, which says the same"
    done = henrike.post("/withdraw/POL-0001", reason=reason, passphrase=SECRET)
    assert done.status_code == 303, said(done)
    page = said(henrike.get(done.headers["location"]))
    assert "not in force any more" in page
    assert "Take it out of force" not in page
    assert henrike.get("/withdraw/POL-0001").status_code == 422
    assert henrike.git("status", "--porcelain") == ""


def test_what_is_submitted_without_the_passphrase_is_left_as_it_was(henrike: Visitor):
    ready = henrike.get("/approvals").text.partition("Ready to be submitted")[2]
    chosen = [hidden(ready[ready.index('name="id"') :], "id")]
    before = henrike.saves
    asked = henrike.post("/submit", id=chosen)
    assert 'type="password"' in asked.text
    assert (henrike.saves, henrike.git("status", "--porcelain")) == (before, "")
    done = henrike.post("/submit", id=chosen, passphrase=SECRET)
    assert f"Submitted: {chosen[0]}" in said(henrike.get(done.headers["location"]))


def test_what_is_not_in_force_cannot_be_confirmed_and_the_inbox_names_what_is_due(desk: Visitor):
    repository = desk.desk.office.look().repository
    drafts = [one for one in repository.documents if not standings(repository).of(one).in_force]
    draft = drafts[0].id
    assert desk.get(f"/review/{draft}").status_code == 422
    assert "In force, to be looked at again" in said(desk.get("/approvals"))
    assert desk.get("/review/NO-0001").status_code == 422


def test_a_system_is_shared_in_a_folder_and_everything_is_there(desk: Visitor, tmp_path: Path):
    assert "Share this system" in said(desk.get("/exchange"))
    place = tmp_path / "shared/nordwind.git"
    for wrong in ("shared/x.git", str(desk.root / "docs")):
        refused = desk.post("/share", where=wrong, at="~")
        assert refused.status_code == 422
    done = desk.post("/share", where=str(place), at="~")
    assert done.status_code == 303, said(done)
    assert "The shared place is made" in said(desk.get(done.headers["location"]))
    command = ["git", "rev-parse", "HEAD"]
    there = subprocess.run(command, cwd=place, check=True, capture_output=True, text=True)
    assert there.stdout.strip() == desk.git("rev-parse", "HEAD").strip()
    again = desk.post("/share", where=str(place), at="~")
    assert "known already" in said(desk.get(again.headers["location"]))
    assert desk.post("/share", where=str(tmp_path / "elsewhere.git")).status_code == 422


def test_a_refusal_reaches_whoever_submitted_it_and_is_over_when_it_is_submitted_again(
    henrike: Visitor,
):
    desk, why = henrike, "The limits in the second section are those of last year"
    ready = desk.get("/approvals").text.partition("Ready to be submitted")[2]
    name = hidden(ready[ready.index('name="id"') :], "id")
    assert desk.get(f"/refuse/{name}").status_code == 422
    submitted = desk.post("/submit", id=[name], passphrase=SECRET)
    assert f"Submitted: {name}" in said(desk.get(submitted.headers["location"]))
    assert f'href="/refuse/{name}"' in desk.get(f"/approve/{name}").text
    assert desk.post(f"/refuse/{name}", reason="no", passphrase=SECRET).status_code == 422
    done = desk.post(f"/refuse/{name}", reason=why, passphrase=SECRET)
    assert done.status_code == 303, said(done)
    inbox = desk.get(done.headers["location"]).text
    assert f'href="/refuse/{name}"' not in desk.get(f"/approve/{name}").text
    assert name not in inbox.partition("Waiting for an approval")[2].partition("<h2>")[0]
    duties = desk.desk.office.look().duties.duties
    assert [(one.id, one.who) for one in duties if one.kind == "returned"] == [(name, "PER-0001")]
    assert why in said(desk.get("/"))
    assert why in said(desk.get(f"/id/{name}")) or desk.get(f"/id/{name}").status_code == 303
    assert desk.git("status", "--porcelain") == ""
    again = desk.post("/submit", id=[name], passphrase=SECRET)
    assert f"Submitted: {name}" in said(desk.get(again.headers["location"]))
    assert not [one for one in desk.desk.office.look().duties.duties if one.kind == "returned"]
