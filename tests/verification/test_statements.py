"""Statements, keys and the root key: what does not count, what is gone, and what it rests on."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest
from authenticator import ORIGIN, Authenticator
from signers import listed, make_key, public
from support import DEFAULTS, POLICY
from verification_samples import judged, told

from ims_docs.adapters.ssh_keygen import sign
from ims_docs.formats.signatures import (
    STATEMENTS,
    TRUST_LIST,
    Assertion,
    PublicKey,
    challenge_of,
    closed,
    line_for,
    signature_of,
)
from ims_docs.services.verification import Check

FOLDER = "approvals/POL-0001/v1.0"
APPROVAL = f"{FOLDER}/approved-PER-0002.txt"
LIST = "trust/allowed_signers"


def about_approvals(found):
    """All of it, causes and effects, but for changed controls."""
    every = [each for one in found.found for each in (one, *one.effects)]
    return [one for one in every if one.check is Check.APPROVALS and not one.changed]


@pytest.fixture
def rooted(acme, tmp_path):
    """The list signed by a root key, and the fingerprint on paper."""
    key = make_key(tmp_path / "rootkey")
    files = {
        "ims.yml": DEFAULTS["ims.yml"] + "approval:\n  level: anchored\n",
        "trust/root.pub": public(key) + "\n",
        "trust/allowed_signers.sig": sign((acme.root / LIST).read_bytes(), key, TRUST_LIST),
    }
    acme.commit(files, "Let the root key vouch for the list")
    return PublicKey.parse(public(key))[0].fingerprint


def test_the_root_is_pinned_or_the_verdict_says_that_it_is_not(acme, rooted):
    assert judged(acme.root).root.is_pinned is False
    found = judged(acme.root, root=rooted)
    assert (told(found), found.root.is_pinned) == ([], True)


def test_g9_another_root_or_a_list_that_it_did_not_sign_is_told(acme, rooted, office, tmp_path):
    (one,) = about_approvals(judged(acme.root, root="SHA256:another"))
    assert rooted in one.message
    eve = listed("PER-0003", public(make_key(tmp_path / "eve")))
    bad = acme.commit({LIST: (acme.root / LIST).read_text() + eve}, "Let Eve sign as well")
    found = about_approvals(judged(acme.root, root=rooted))
    assert "No root key signed it" in found[0].message
    assert (bad, "APR003") in {(one.commit, one.code) for one in found}


def test_a_changed_approved_text_is_told_once_with_its_commit(acme):
    text = (acme.root / POLICY).read_text().replace("We mean it.", "We do not.", 1)
    bad = acme.commit({POLICY: text}, "Say something else in the policy")
    found = judged(acme.root)
    assert [(one.check, one.code, one.commit) for one in found.found] == [
        (Check.APPROVALS, "APR002", bad)
    ]


def test_g12_a_deleted_approval_is_told_with_its_commit_and_its_return(acme):
    kept = {path: (acme.root / path).read_bytes() for path in (APPROVAL, f"{APPROVAL}.sig")}
    shutil.rmtree(acme.root / FOLDER)
    bad = acme.commit({}, "Tidy up the folder of approvals")
    found = about_approvals(judged(acme.root))
    assert {(one.where.path, one.message, one.commit) for one in found} >= {
        (APPROVAL, "The statement was deleted", bad),
        (f"{APPROVAL}.sig", "The signature was deleted", bad),
    }
    assert not any(one.repaired for one in found)
    back = acme.commit(kept, "Bring the approval back")
    gone = [one for one in about_approvals(judged(acme.root)) if "deleted" in one.message]
    again = {one.where.path: one.repaired for one in gone}
    assert again[APPROVAL] == again[f"{APPROVAL}.sig"] == back


def test_a_key_that_was_deleted_from_the_list_is_told(acme):
    first, second = (acme.root / LIST).read_text().splitlines(keepends=True)
    assert second.startswith("PER-0002")
    bad = acme.commit({LIST: first}, "Tidy up the list of signers")
    found = about_approvals(judged(acme.root))
    assert any(one.commit == bad and "of PER-0002 was deleted" in one.message for one in found)


def test_g10_a_signature_dated_before_the_end_of_a_key_and_saved_after_it_is_told(acme, office):
    first, second = (acme.root / LIST).read_text().splitlines()
    ended = closed(second, datetime(2026, 10, 20, tzinfo=UTC))
    acme.commit({LIST: f"{first}\n{ended}\n"}, "Close the key of Ben, who has left")
    assert told(judged(acme.root)) == []
    office.says(
        "reviewed", "PER-0002", "2026-10-10", reason="still right because nothing has changed"
    )
    bad = acme.commit({}, "Confirm the innovation policy")
    (one,) = about_approvals(judged(acme.root))
    assert (one.commit, one.where.path) == (bad, f"{FOLDER}/reviewed-PER-0002.txt")
    assert "2026-10-10, claimed" in one.message


def test_g18_a_passkey_that_is_moved_to_another_address_is_told(acme, office):
    """The statements that it signed do not count there, and are told beneath it."""
    device = Authenticator()
    key = device.enrolled()
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    line = line_for("PER-0002", key.key, begun, "Ben", key.passkey)
    signers = (acme.root / LIST).read_text() + line
    acme.commit({LIST: signers}, "Let Ben sign with a passkey")
    one = office.says(
        "reviewed", "PER-0002", "2026-10-10", reason="still right because nothing has changed"
    )
    asked = challenge_of(one.text.encode(), STATEMENTS)
    signature = signature_of(Assertion.parse(device.signs(asked)), key.key, STATEMENTS)
    acme.commit({f"{FOLDER}/reviewed-PER-0002.txt.sig": signature}, "Confirm the policy")
    assert about_approvals(judged(acme.root)) == []
    moved = signers.replace(ORIGIN, "http://localhost:9000")
    bad = acme.commit({LIST: moved}, "Move the desk to another port")
    told_of = [one for one in judged(acme.root).found if one.check is Check.APPROVALS]
    (cause,) = [one for one in told_of if not one.changed]  # the new key is a changed control
    assert cause.commit == bad
    assert "is said to be a passkey at http://localhost:9000, on one device" in cause.message
    (effect,) = cause.effects
    assert "Another program of that computer asked for it" in effect.message


def test_the_same_bytes_are_judged_once_and_other_bytes_anew(acme, office, tmp_path):
    """Readings of many commits share what they said of a statement; never across another list."""
    from support import AS_OF

    from ims_docs.adapters.git import History, RevisionTree
    from ims_docs.services.loading.repository import LoadRequest, load
    from ims_docs.services.loading.shared import Memory

    memory, history = Memory(), History(acme.root)
    text = (acme.root / LIST).read_text()
    eve = listed("PER-0002", public(make_key(tmp_path / "eve")))
    acme.commit({LIST: text.splitlines(keepends=True)[0] + eve}, "Give Ben another key")
    acme.commit({f"{FOLDER}/stray.txt.sig": "no signature\n"}, "Add a stray file")
    for commit in ("HEAD~2", "HEAD~1", "HEAD", "HEAD~2"):
        tree = RevisionTree(history, commit)
        shared = load(LoadRequest(tree=tree, as_of=AS_OF, history=history, memory=memory))
        assert (
            shared.statements
            == load(LoadRequest(tree=tree, as_of=AS_OF, history=history)).statements
        )
    assert len(memory.judged) == 4
