"""Approving with a fingerprint: the services that a browser talks to, and what everybody sees of it."""

from __future__ import annotations

import json

import pytest
from authenticator import ATTESTED, ORIGIN, RIGHT, SYNCABLE, SYNCED, Authenticator
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from signers import make_key, second_opinion
from support import POLICY, POLICY_KEYS, policy

from ims_docs.errors import ConfigurationError, RefusedError
from ims_docs.formats.signatures import STATEMENTS, challenge_of
from ims_docs.formats.signatures.webauthn import url_bytes, url_text
from ims_docs.model.approval import Meaning, Statement
from ims_docs.model.trust import LIST
from ims_docs.services.saving import save_signed
from ims_docs.services.signing import (
    Signers,
    begin_approval,
    begin_enrolment,
    begin_signing,
    finish_enrolment,
    finish_signing,
    waiting_for,
)
from ims_docs.services.workspace import Workspace

ADA, BEN = "PER-0001", "PER-0002"
FINAL = POLICY_KEYS.replace('"0.1"', '"1.0"')
SECOND = "docs/leadership/second-policy.md"
FOLDER = "approvals/POL-0001/v1.0"
APPROVAL = f"{FOLDER}/approved-PER-0002.txt"


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return make_key(tmp_path_factory.mktemp("keys") / ADA)


@pytest.fixture
def device():
    return Authenticator()


def challenge(options):
    return url_bytes(options["challenge"])


def enrol(workspace, person, device, **how):
    """A passkey set up in a browser, and added by whoever keeps the list."""
    begun = begin_enrolment(workspace, person, ORIGIN)
    made = finish_enrolment(workspace, begun, device.registers(challenge(begun.options), **how))
    assert Signers.of(workspace).add(person, made.key, made.passkey)
    return made


@pytest.fixture
def office(git_repository, ims, key, clock, device):
    """Two policies that Ada submitted; Ben has a passkey and no key."""
    second = policy(keys=FINAL.replace("POL-0001", "POL-0002"))
    made = git_repository([{POLICY: policy(keys=FINAL), SECOND: second}])
    made.git("config", "user.name", "A machine")
    made.git("config", "user.email", "machine@example.org")
    assert ims("-C", made.root, "trust", "add", ADA, "--key", key).code == 0
    enrol(Workspace.find(made.root), BEN, device)
    made.commit({}, "Name who may sign")
    clock("2026-11-02T09:00:00")
    for name in ("POL-0001", "POL-0002"):
        assert ims("-C", made.root, "submit", name, "--key", key).code == 0
    made.commit({}, "Submit")
    clock("2026-11-03T09:00:00")
    return made


@pytest.fixture
def workspace(office):
    return Workspace.find(office.root)


def approves(workspace, device, *names, **how):
    """Ben touches his passkey once for each text."""
    begun = begin_approval(workspace, names or ("POL-0001",), person=BEN, origin=ORIGIN)
    answers = {one.subject: device.signs(challenge(one.options), **how) for one in begun.texts}
    return finish_signing(workspace, begun, answers)


def errors(office, path=APPROVAL):
    return [
        one for one in office.report().findings if one.code.startswith("APR") and one.where.path == path
    ]  # fmt: skip


def test_a_fingerprint_puts_texts_in_force_and_stock_tools_agree(
    office, workspace, device, ims, tmp_path
):
    waiting = waiting_for(workspace, BEN, submitted=True)
    names = [one.standing.subject for one in waiting]
    assert names == ["POL-0001", "POL-0002"]
    done = approves(workspace, device, *names)
    assert [(one.subject, one.result.path, one.refused) for one in done] == [
        (name, f"approvals/{name}/v1.0/approved-PER-0002.txt", None) for name in names
    ]
    assert save_signed(workspace, names, "Approved two policies", BEN).commit
    assert office.git("status", "--porcelain") == ""
    assert office.git("log", "-1", "--format=%an <%ae>") == "Ben Boss <ben@example.org>\n"
    assert not [one for one in office.report().findings if one.code.startswith("APR")]
    assert ims("-C", office.root, "verify").out.startswith("Intact")
    message = (office.root / APPROVAL).read_bytes()
    signature = (office.root / f"{APPROVAL}.sig").read_bytes()
    signers = (office.root / LIST).read_text()
    when = Statement.parse(message).signed_at
    assert second_opinion(tmp_path, signers, BEN, message, signature, when)
    assert not second_opinion(tmp_path, signers, BEN, message + b"x", signature, when)


def test_the_statement_is_the_one_that_a_terminal_signs(office, workspace, device, ims, tmp_path):
    begun = begin_approval(workspace, ["POL-0001"], person=BEN, origin=ORIGIN)
    terminal = make_key(tmp_path / "terminal")
    assert ims("-C", office.root, "trust", "add", BEN, "--key", terminal).code == 0
    assert ims("-C", office.root, "approve", "POL-0001", "--key", terminal, "--yes").code == 0
    assert (office.root / APPROVAL).read_text() == begun.texts[0].statement.text
    expected = challenge_of((office.root / APPROVAL).read_bytes(), STATEMENTS)
    assert challenge(begun.texts[0].options) == expected


def test_the_same_answers_again_write_nothing(office, workspace, device):
    begun = begin_signing(
        workspace, ["POL-0001"], meaning=Meaning.APPROVED, person=BEN, origin=ORIGIN
    )
    answers = {"POL-0001": device.signs(challenge(begun.texts[0].options))}
    (first,), (again,) = (finish_signing(workspace, begun, answers) for _ in range(2))
    assert (first.result.again, again.result.again) == (False, True)
    assert first.result.path == again.result.path == APPROVAL
    assert len(list((office.root / FOLDER).iterdir())) == 4
    after = begin_approval(workspace, ["POL-0001"], person=BEN, origin=ORIGIN)
    assert after.texts == ()
    assert after.settled[0].result.again


def test_two_windows_that_finish_at_once_keep_one_statement(office, workspace, device):
    begun = begin_approval(workspace, ["POL-0001"], person=BEN, origin=ORIGIN)
    sessions = [waiting_for(workspace, BEN, submitted=True)[0] for _ in range(2)]
    statement = begun.texts[0].statement
    first, again = (one.keep(statement, "a signature\n") for one in sessions)
    assert (first.path, first.again) == (APPROVAL, False)
    assert (again.path, again.again) == (APPROVAL, True)
    assert len(list((office.root / FOLDER).iterdir())) == 4


def test_whoever_approves_by_passkey_also_reviews_submits_and_withdraws(
    office, workspace, device, clock
):
    approves(workspace, device)
    clock("2026-11-04T09:00:00")
    for meaning, reason in (
        (Meaning.REVIEWED, "still valid because nothing changed"),
        (Meaning.WITHDRAWN, "replaced by the second policy"),
    ):
        begun = begin_signing(
            workspace, ["POL-0001"], meaning=meaning, person=BEN, origin=ORIGIN, reason=reason
        )
        answers = {"POL-0001": device.signs(challenge(begun.texts[0].options))}
        assert finish_signing(workspace, begun, answers)[0].result.path.endswith(
            f"{meaning}-{BEN}.txt"
        )
    assert not [one for one in office.report().findings if one.code == "APR001"]


def test_one_refused_text_stops_none_of_the_others(office, workspace, device):
    path = office.root / SECOND
    path.write_text(path.read_text() + "\nOne more sentence.\n")
    begun = begin_approval(workspace, ["POL-0001", "POL-0002"], person=BEN, origin=ORIGIN)
    assert [one.subject for one in begun.texts] == ["POL-0001"]
    (other,) = begun.settled
    assert other.subject == "POL-0002"
    assert "Nobody has submitted this text" in other.refused.message


def test_what_changed_between_question_and_answer_is_not_kept(office, workspace, device, ims, key):
    begun = begin_approval(workspace, ["POL-0001", "POL-0002"], person=BEN, origin=ORIGIN)
    path = office.root / POLICY
    path.write_text(path.read_text() + "\nOne more sentence.\n")
    assert ims("-C", office.root, "submit", "POL-0001", "--key", key).code == 0
    answers = {one.subject: device.signs(challenge(one.options)) for one in begun.texts}
    changed, kept = finish_signing(workspace, begun, answers)
    assert changed.refused.message == "POL-0001 changed while you signed, so nothing was kept"
    assert kept.result.path == "approvals/POL-0002/v1.0/approved-PER-0002.txt"
    assert not (office.root / APPROVAL).exists()
    assert not (office.root / f"{APPROVAL}.sig").exists()


def test_a_late_answer_is_not_kept(office, workspace, device, clock):
    begun = begin_approval(workspace, ["POL-0001"], person=BEN, origin=ORIGIN)
    answers = {"POL-0001": device.signs(challenge(begun.texts[0].options))}
    for late in ("2026-11-03T09:10:01", "2026-11-03T08:59:59"):
        clock(late)
        with pytest.raises(RefusedError, match="took too long"):
            finish_signing(workspace, begun, answers)
    clock("2026-11-03T09:10:00")
    assert finish_signing(workspace, begun, answers)[0].result


def test_who_wrote_it_cannot_approve_it_by_passkey_either(office, workspace):
    other = Authenticator(credential=b"the passkey of Ada, who wrote it")
    enrol(workspace, ADA, other)
    begun = begin_approval(workspace, ["POL-0001"], person=ADA, origin=ORIGIN)
    assert begun.texts == ()
    assert begun.settled[0].refused


MISUSES = {
    "set up instead of signed": ({"kind": "webauthn.create"}, "made when a passkey was set up"),
    "nobody verified": ({"flags": 1}, "did not ask who touched it"),
    "nobody there": ({"flags": 4}, "Nobody touched"),
    "another page": ({"origin": "https://evil.example"}, "It was made at https://evil.example"),
    "another port": ({"origin": "http://localhost:8766"}, "Another program of that computer"),
    "another site": ({"site": "evil.example"}, "for another site"),
    "framed": ({"crossOrigin": True}, "inside a page of another site"),
    "another question": ({"challenge": b"log me in"}, "answered another question"),
    "an older statement": ({"challenge": challenge_of(b"older\n", STATEMENTS)}, "to other bytes"),
    "another use": ({"challenge": challenge_of(b"any", "git")}, "signed for another use (git)"),
    "more behind": ({"extensions": b"more"}, "What the passkey answered is damaged"),
    "more said than there is": ({"flags": RIGHT | 0x80}, "flags do not fit what follows"),
    "what is set up": ({"flags": RIGHT | ATTESTED}, "flags do not fit what follows"),
    "copied, listed as of one device": ({"flags": RIGHT | SYNCABLE}, "can be copied"),
    "copied, and not to be copied": ({"flags": RIGHT | SYNCED}, "flags do not fit each other"),
}
NUMBERS = {
    "zeros before": lambda r, s: der(integer(b"\0\0\0" + r), integer(s)),
    "negative": lambda r, s: der(integer(b"\xff" + r[1:]), integer(s)),
    "none": lambda *_: der(integer(b"\0"), integer(b"\0")),
    "beyond the curve": lambda _, s: der(integer(b"\1" + bytes(32)), integer(s)),
    "far too long": lambda _, s: der(integer(b"\1" * 3_000), integer(s)),
    "one": lambda r, _: der(integer(r)),
    "three": lambda r, s: der(integer(r), integer(s), integer(b"\1")),
    "more behind": lambda r, s: der(integer(r), integer(s)) + b"\0",
    "a length in the long way": lambda r, s: b"\x30\x81" + der(integer(r), integer(s))[1:],
    "cut short": lambda r, s: der(integer(r), integer(s))[:-1],
    "nothing": lambda *_: b"",
    "no DER": lambda r, s: r[-32:] + s[-32:],
}  # fmt: skip


def der(*integers):
    return b"\x30" + length(b"".join(integers)) + b"".join(integers)


def integer(number):
    return b"\x02" + length(number) + number


def length(value):
    size = len(value)
    return bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")


def numbered(answer, change):
    """The same answer, its two numbers written otherwise."""
    made = url_bytes(answer["response"]["signature"])
    r, s = (one.to_bytes(one.bit_length() // 8 + 1, "big") for one in decode_dss_signature(made))
    response = {**answer["response"], "signature": url_text(change(r, s))}
    return {**answer, "response": response}


def test_no_misuse_is_kept(office, workspace, device):
    begun = begin_approval(workspace, ["POL-0001"], person=BEN, origin=ORIGIN)
    asked = challenge(begun.texts[0].options)
    for how, message in MISUSES.values():
        answer = device.signs(**{"challenge": asked, **how})
        (one,) = finish_signing(workspace, begun, {"POL-0001": answer})
        assert message in one.refused.message
        assert one.refused.hint
    for change in NUMBERS.values():
        answer = numbered(device.signs(asked), change)
        (one,) = finish_signing(workspace, begun, {"POL-0001": answer})
        assert one.refused.hint
    stranger = Authenticator(credential=b"a passkey that nobody has listed")
    (one,) = finish_signing(workspace, begun, {"POL-0001": stranger.signs(asked)})
    assert "is not on the list of those who may sign" in one.refused.message
    for nonsense in (None, [], {}, {"id": 1}, {"id": device.name, "response": {}}):
        (one,) = finish_signing(workspace, begun, {"POL-0001": nonsense})
        assert one.refused.hint
    assert not (office.root / APPROVAL).exists()


def test_somebody_elses_passkey_signs_for_nobody_but_them(office, workspace, device):
    other = Authenticator(credential=b"the passkey of Ada, who wrote it")
    enrol(workspace, ADA, other)
    begun = begin_approval(workspace, ["POL-0001"], person=BEN, origin=ORIGIN)
    answer = other.signs(challenge(begun.texts[0].options))
    (one,) = finish_signing(workspace, begun, {"POL-0001": answer})
    assert one.refused.message == "It says PER-0002, and the key that signed is that of PER-0001"


def test_the_approval_of_one_version_is_none_of_the_next(office, workspace, device):
    """A signature file that is copied to the statement about another version or document."""
    approves(workspace, device)
    old = (office.root / f"{APPROVAL}.sig").read_bytes()
    begun = begin_approval(workspace, ["POL-0002"], person=BEN, origin=ORIGIN)
    statement = begun.texts[0].statement
    path = f"{statement.folder}/{statement.stem}.txt"
    (office.root / path).write_text(statement.text)
    (office.root / f"{path}.sig").write_bytes(old)
    (found,) = errors(office, path)
    assert (found.code, found.message) == ("APR001", "The signature belongs to other bytes")


def test_a_passkey_is_asked_for_where_it_was_set_up_and_nowhere_else(office, workspace, ims):
    with pytest.raises(RefusedError, match=f"one that signs at {ORIGIN} only"):
        begin_approval(workspace, ["POL-0001"], person=BEN, origin="http://localhost:9000")
    with pytest.raises(RefusedError, match=r"Ada Author .* has no passkey"):
        begin_approval(workspace, ["POL-0001"], person=ADA, origin=ORIGIN)
    with pytest.raises(ConfigurationError, match=r"No browser asks for a passkey at http://127"):
        begin_approval(workspace, ["POL-0001"], person=BEN, origin="http://127.0.0.1:8765")
    assert ims("-C", office.root, "trust", "close", BEN).code == 0
    with pytest.raises(RefusedError, match="is closed or not valid yet"):
        begin_approval(workspace, ["POL-0001"], person=BEN, origin=ORIGIN)


def test_the_list_names_passkeys_and_those_that_are_synced(office, workspace, ims):
    synced = Authenticator(credential=b"a passkey in the cloud of a shop")
    made = enrol(workspace, ADA, synced, flags=RIGHT | ATTESTED | SYNCABLE | SYNCED)
    shown = ims("-C", office.root, "trust", "list").out
    assert f"Ben Boss (PER-0002)  passkey at {ORIGIN}, on one device from 2026-11-01" in shown
    assert f"Ada Author (PER-0001)  passkey at {ORIGIN}, synced from 2026-11-03" in shown
    rows = json.loads(ims("-C", office.root, "trust", "list", "--format", "json").out)["keys"]
    assert [one["passkey"] and one["passkey"]["synced"] for one in rows] == [None, False, True]
    assert not Signers.of(workspace).add(ADA, made.key, made.passkey)
    with pytest.raises(RefusedError, match="already the key of Ada"):
        Signers.of(workspace).add(BEN, made.key, made.passkey)
    with pytest.raises(RefusedError, match="as one of another address"):
        Signers.of(workspace).add(
            ADA, made.key, made.passkey._replace(origin="http://localhost:9000")
        )


def test_a_passkey_set_up_elsewhere_is_added_by_whoever_keeps_the_list(
    office, workspace, ims, tmp_path
):
    other = Authenticator(credential=b"a passkey set up in another room")
    begun = begin_enrolment(workspace, ADA, ORIGIN)
    made = finish_enrolment(workspace, begun, other.registers(challenge(begun.options)))
    (tmp_path / "ada.pub").write_text(f"{made.text('Ada Author')}\n")
    added = ims("-C", office.root, "trust", "add", ADA, "--key", tmp_path / "ada.pub")
    assert (added.code, added.out) == (0, f"{LIST}\n")
    assert f"can sign from now on with a passkey at {ORIGIN}, on one device" in added.err
    assert made.key.fingerprint in added.err
    (tmp_path / "ada.pub").write_text(f"{made.key.text} Ada\n")
    bare = ims("-C", office.root, "trust", "add", ADA, "--key", tmp_path / "ada.pub")
    assert bare.code == 2
    assert "does not say of which address" in bare.err


def test_enrolment_asks_for_what_ssh_can_verify_and_knows_whom(office, workspace, device, clock):
    begun = begin_enrolment(workspace, BEN, ORIGIN)
    options = begun.options
    assert options["pubKeyCredParams"] == [{"type": "public-key", "alg": -7}]
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["excludeCredentials"] == [{"type": "public-key", "id": device.name}]
    assert (options["rp"]["id"], options["user"]["displayName"]) == ("localhost", "Ben Boss")
    assert options["user"]["name"] == "Ben Boss, Acme"
    again = begin_enrolment(workspace, BEN, ORIGIN)
    assert (again.challenge, again.handle) != (begun.challenge, begun.handle)
    assert again.options["user"]["id"] != options["user"]["id"]  # else a device replaces the other
    with pytest.raises(ConfigurationError, match="PER-0009 is not in the people register"):
        begin_enrolment(workspace, "PER-0009", ORIGIN)
    with pytest.raises(RefusedError, match="answers another question"):
        finish_enrolment(workspace, begun, device.registers(b"another"))
    clock("2026-11-03T10:00:00")
    with pytest.raises(RefusedError, match="took too long"):
        finish_enrolment(workspace, begun, device.registers(begun.challenge))


def test_a_gate_lets_no_address_be_changed(office, ims):
    path = office.root / LIST
    assert ims("-C", office.root, "hooks", "install").code == 0
    path.write_text(path.read_text().replace(ORIGIN, "http://localhost:9000"))
    saved = ims("-C", office.root, "save", "trust", "--reason", "Move the desk to another port")
    assert saved.code
    assert "is said to be of another address than the one at which it was set up" in saved.err
    assert office.git("status", "--porcelain").strip().endswith(LIST)
