"""The page for people without our tool, typed literally: the same verdict as `ims verify`."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from attack_samples import OPEN_IDEA as IDEA_TEXT
from attack_samples import RISKS, RISKS_TEXT
from authenticator import PRESENT, SYNCABLE, VERIFIED, Authenticator
from complete_records import NONCONFORMITY
from complete_records import NONCONFORMITY_PATH as RECORD
from signers import make_key, public
from support import IDEA, POLICY, POLICY_KEYS, policy
from verification_samples import Clone, judged

from ims_docs.adapters.ssh_keygen import sign
from ims_docs.cli import run
from ims_docs.formats.signatures import (
    BASELINES,
    STATEMENTS,
    TRUST_LIST,
    Assertion,
    PublicKey,
    challenge_of,
    line_for,
    signature_of,
)
from ims_docs.model.baseline import Baseline
from ims_docs.model.removal import Removal, entry_digest, file_digest, statement_path
from ims_docs.model.trust import LIST
from ims_docs.services.verification import Check, Kind

PAGE = Path(__file__).parents[2] / "docs/how-to/verify-without-our-tool.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LOWERED = "docs/leadership/change-leadership.md"
PROCEDURE = "docs/improvement/nonconformity-procedure.md"
OPEN = "docs/records/nonconformity/NCR-0002.md"
FILLED = "docs/records/nonconformity/NCR-0003.md"
BASELINE = "2026-review"
FINAL = POLICY_KEYS.replace('"0.1"', '"1.0"')
COMMIT = re.compile(r"\b[0-9a-f]{40}\b")


def blocks(language):
    return [text for name, text in BLOCK.findall(PAGE.read_text("utf-8")) if name == language]


def by_hand(example, root="", code=""):
    """What bash prints for the commands of the page, in an empty folder beside the copy."""
    folder = example.parent / f"audit{len(list(example.parent.iterdir()))}"
    folder.mkdir()
    script = "".join(blocks("sh"))
    assert script.startswith(f"COPY=../{example.name}\nROOT=\nCODE=\nOTHER=\n")
    script = script.replace("ROOT=\n", f"ROOT={root}\n", 1).replace(
        "CODE=\n", f"CODE='{code}'\n", 1
    )
    done = subprocess.run(
        ["bash"], input=script, cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines()


def failed(lines):
    """The path or commit of every finding."""
    return {
        COMMIT.findall(line)[-1][:10] if COMMIT.search(line) else line.split()[1].rstrip(":")
        for line in lines
        if line.startswith("FAIL")
    }


def dated(lines):
    """The commit of every date that cannot be true."""
    return {line.split()[2] for line in lines if line.startswith("date ")}


def dated_by_tool(found):
    """The same of a verification."""
    return {one.commit for one in found.of(Kind.DATES) if not one.where.path}


def by_tool(found):
    """The same of a verification, for what the page looks at."""
    looked_at = [
        one
        for one in (each for cause in found.found for each in (cause, *cause.effects))
        if one.changed is None
        if one.where.path or one.commit  # what other branches of the folder know is not in a clone
        if one.check in (Check.OBJECTS, Check.APPROVALS, Check.ANCHORS)
        or (one.code.startswith("HIS") and one.kind is Kind.INTEGRITY)
    ]
    return {
        one.where.path if one.code.startswith("APR") or not one.commit else one.commit[:10]
        for one in looked_at
    }


@pytest.fixture
def demo(nordwind, tmp_path):
    return shutil.copytree(nordwind, tmp_path / "example-ims", symlinks=True)


@pytest.fixture
def small(acme, office, tmp_path):
    """A small organisation in the place of the example."""
    acme.root.rename(tmp_path / "example-ims")
    office.root = tmp_path / "example-ims"
    office.keys = {one: office.keys[one] for one in ("PER-0001", "PER-0002")}
    office.lists(f'namespaces="{STATEMENTS},{BASELINES}"')
    return Clone(tmp_path / "example-ims")


@pytest.fixture
def copy(small, office):
    """What can be tampered with: three texts in force, records closed and open, a baseline, and what came after."""
    small.commit({}, "Let both sign baselines as well")
    files = {
        LOWERED: _text("CHL-0001", "change-leadership", "Change leadership"),
        PROCEDURE: _text("NCP-0001", "nonconformity-procedure", "Nonconformity procedure"),
        OPEN: _still_open(NONCONFORMITY).replace("NCR-0001", "NCR-0002"),
        FILLED: _still_open(NONCONFORMITY).replace("NCR-0001", "NCR-0003"),
    }
    small.commit(files, "Go on with the system")
    office.approves("1.0", document="CHL-0001", text=LOWERED)
    office.approves("1.0", document="NCP-0001", text=PROCEDURE)
    small.commit({}, "Approve two more texts")
    signer = ["--key", str(office.keys["PER-0002"])]
    assert run(["-C", str(small.root), "baseline", "create", BASELINE, *signer]) == 0
    small.commit({}, "Fix the baseline of the review")
    for number in (1, 2):
        small.commit({"docs/notes/later.txt": f"later {number}\n"}, "Keep a note of later")
    return small


def _text(identifier, kind, title):
    keys = FINAL.replace("POL-0001", identifier).replace("innovation-policy", kind)
    return policy(keys=keys.replace("Innovation policy", title))


def _still_open(record):
    return re.sub(r"(?m)^closed_on: .*\n", "", record).replace("status: effective", "status: open")


def test_an_organisation_that_nobody_tampered_with_is_intact(copy):
    lines, found = by_hand(copy.root), judged(copy.root)
    assert failed(lines) == by_tool(found) == set()
    assert lines[-1] == found.verdict == "intact"


def test_the_demo_has_no_finding_and_the_page_shows_what_is_printed(demo):
    lines = by_hand(demo)
    found = judged(demo)
    assert failed(lines) == by_tool(found) == set()
    assert dated(lines) == dated_by_tool(found) == set()
    assert lines[-1] == found.verdict == "intact"
    (shown,) = blocks("text")
    assert [line for line in shown.splitlines() if line != "…" and line not in lines] == []
    approved = sum(line.startswith("ok   docs/") for line in lines)
    assert approved > 20
    assert "ok   every object fits its name" in lines


def test_a_tampered_copy_has_the_same_verdict(copy):
    text = (copy.root / POLICY).read_text("utf-8")
    record = (copy.root / RECORD).read_text("utf-8")
    (statement_path,) = (copy.root / "approvals/NCP-0001").rglob("approved-*.txt")
    statement = statement_path.relative_to(copy.root).as_posix()
    copy.commit({POLICY: text + "\nAnd more.\n"}, "Add a sentence to the policy")
    lower = (copy.root / LOWERED).read_text("utf-8").replace('version: "1.0"', 'version: "0.9"')
    copy.commit({LOWERED: lower + "\nAnd more.\n"}, "Sharpen another text as a draft")
    evil = copy.commit({RECORD: record + "\nAnd more.\n"}, "Add a sentence to the record")
    back = copy.commit({RECORD: record}, "Bring the record back as it was")
    (copy.root / statement).unlink()
    (copy.root / f"{statement}.sig").unlink()
    gone = copy.commit({}, "Tidy up the approvals")
    before = {f"GIT_{who}_DATE": "2026-01-01T09:00:00+00:00" for who in ("AUTHOR", "COMMITTER")}
    (copy.root / OPEN).unlink()
    lost = copy.commit({}, "Tidy up the records")
    (copy.root / FILLED).unlink()
    copy.commit({}, "Take a record away by mistake")
    copy.git("checkout", "-q", "HEAD~1", "--", FILLED)
    copy.commit({}, "Bring it back")
    early = copy.commit({}, "Say nothing on an older day", **before)
    found, lines = judged(copy.root), by_hand(copy.root)
    tool, hand = by_tool(found), failed(lines)
    assert tool == hand == {POLICY, LOWERED, *(one[:10] for one in (evil, back, gone, lost))}
    assert dated(lines) == dated_by_tool(found) == {early}
    assert lines[-1] == found.verdict == "not intact"


def test_a_tag_that_was_moved_and_one_without_its_baseline_have_the_same_verdict(copy):
    copy.git("tag", "-f", f"baseline/{BASELINE}", "HEAD~1")
    lines = by_hand(copy.root)
    assert failed(lines) == by_tool(judged(copy.root)) == {f"baselines/{BASELINE}.txt"}
    assert lines[-1] == "not intact"
    copy.git("tag", "-f", f"baseline/{BASELINE}", "HEAD~2")
    copy.git("update-ref", "refs/remotes/origin/main", "HEAD")
    copy.git("reset", "-q", "--hard", "HEAD~4")
    lines = by_hand(copy.root)
    assert failed(lines) == {f"baselines/{BASELINE}.txt", "origin"}
    assert "FAIL origin: it knows 4 commits that this history has not" in lines
    assert lines[-1] == judged(copy.root).verdict == "not intact"


def test_a_record_that_a_filter_rewrote_is_named_by_hand_too(copy):
    forge = f"if [ -f {RECORD} ]; then sed -i 's/Four of/Two of/' {RECORD}; fi"
    copy.git("filter-branch", "-f", "--tree-filter", forge, "HEAD", FILTER_BRANCH_SQUELCH_WARNING=1)
    lines = by_hand(copy.root)
    assert RECORD in failed(lines)
    assert {one for one in failed(lines) if one.startswith("docs/")} == {RECORD}
    assert lines[-1] == "not intact"


def test_a_root_key_and_a_baseline_are_compared_with_what_was_named(small, office, tmp_path):
    key = make_key(tmp_path / "rootkey")
    signers = (small.root / "trust/allowed_signers").read_bytes()
    files = {
        "trust/root.pub": public(key) + "\n",
        "trust/allowed_signers.sig": sign(signers, key, TRUST_LIST),
    }
    small.commit(files, "Let the root key vouch for the list")
    root = PublicKey.parse(public(key))[0].fingerprint
    signer = ["--key", str(office.keys["PER-0002"])]
    assert run(["-C", str(small.root), "baseline", "create", "2026-review", *signer]) == 0
    small.commit({}, "Fix the baseline of the review")
    made = Baseline.parse((small.root / "baselines/2026-review.txt").read_bytes())
    lines = by_hand(small.root, root, made.code)
    assert failed(lines) == set()
    assert "ok   the root key signed the list of signers" in lines
    assert "ok   a baseline has the code that you named" in lines
    found = judged(small.root, root=root, codes=(made.code,))
    assert (by_tool(found), found.root.is_pinned, found.anchors[0].is_kept) == (set(), True, True)
    wrong = by_hand(small.root, "SHA256:another", "0000-0000-0000-0000")
    assert sum(line.startswith("FAIL") for line in wrong) == 2
    asked = {"root": "SHA256:another", "codes": ("0000-0000-0000-0000",)}
    assert len(by_tool(judged(small.root, **asked))) == 2
    small.git("filter-branch", "-f", "--env-filter", "GIT_AUTHOR_NAME=Eve", "HEAD")
    hand = failed(by_hand(small.root, root, made.code))
    found = judged(small.root, root=root, codes=(made.code,))
    assert hand - {"original/refs/heads/main"} == by_tool(found) == {made.path}
    assert "original/refs/heads/main" in hand  # what the filter set aside knows the old commits
    told = [one.message for cause in found.found for one in (cause, *cause.effects)]
    assert any("refs/original/" in one for one in told), told


PASSKEYS = {
    "right": ({}, ""),
    "nobody verified": ({"flags": PRESENT}, "the passkey did not ask who touched it"),
    "nobody there": ({"flags": VERIFIED}, "the passkey did not ask who touched it"),
    "copied": (
        {"flags": PRESENT | VERIFIED | SYNCABLE},
        "listed as one of one device, and signed as one that can be copied",
    ),
    "another port": ({"origin": "http://localhost:9"}, "made at http://localhost:9; the passkey"),
    "another page": ({"origin": "https://evil.example"}, "made at https://evil.example; the"),
    "framed": ({"crossOrigin": True}, "made inside a page of another site"),
    "outside a browser": (None, "the passkey of localhost signed outside a browser"),
    "set up": ({"kind": "webauthn.create"}, "Could not verify signature"),
    "another statement": ({"challenge": b"SSHSIG of another"}, "Could not verify signature"),
}
"""How a passkey was used, and what the page says of it."""


def test_g17_passkeys_are_judged_by_hand_as_by_the_tool(small, office):
    """Signatures of both kinds, right ones and each misuse, in one copy."""
    device = Authenticator()
    key = device.enrolled()
    signers = (small.root / LIST).read_text()
    since = datetime(2026, 1, 1, tzinfo=UTC)
    line = line_for("PER-0002", key.key, since, "Ben Boss", key.passkey)
    small.commit({LIST: signers + line}, "Let Ben sign with a passkey")
    expected = {}
    for number, (how, said) in enumerate(PASSKEYS.values(), 1):
        name = f"approvals/POL-0001/v1.0/reviewed-PER-0002-{number + 1}.txt"
        day = f"2026-10-{number + 10}"
        reason = f"still right because nothing changed, look {number}"
        one = office.says("reviewed", "PER-0002", day, reason=reason, at=name)
        asked = challenge_of(one.text.encode(), STATEMENTS)
        signature = (
            signature_of(
                Assertion.parse(device.signs(**{"challenge": asked, **how})), key.key, STATEMENTS
            )
            if how is not None
            else device.signs_for_ssh(asked, key.key)
        )
        office.put(f"{name}.sig", signature)
        expected[name] = said
    small.commit({}, "Look at the policy again and again")
    lines, found = by_hand(small.root), judged(small.root)
    wrong = {path for path, said in expected.items() if said}
    assert failed(lines) == by_tool(found) == wrong
    for path, said in expected.items():
        told = [one for one in lines if one.startswith(f"FAIL {path}: ")]
        assert len(told) == bool(said), told
        assert not said or said in told[0]
    assert lines[-1] == found.verdict == "not intact"


@pytest.mark.parametrize("what", ["record", "entry"])
def test_a_removal_that_is_taken_back_and_an_id_that_is_used_again(small, what):
    name, kind, path = {
        "record": ("IDE-0001", "idea", IDEA),
        "entry": ("RSK-0001", "risks", RISKS),
    }[what]
    whole = IDEA_TEXT if what == "record" else RISKS_TEXT
    small.commit(
        {path: whole, IDEA.replace("1.", "2."): IDEA_TEXT.replace("0001", "0002")},
        "Record something",
    )
    digest = (
        file_digest(whole.encode())
        if what == "record"
        else entry_digest({"id": name, "title": "A supplier fails"})
    )
    removal = Removal(removed=name, type=kind, path=path, digest=digest, person="PER-0001",
                      removed_at=datetime(2026, 11, 20, 9, tzinfo=UTC), reason="It was entered twice")  # fmt: skip
    (small.root / path).unlink()
    less = (
        {}
        if what == "record"
        else {path: whole.replace("  - id: RSK-0001\n    title: A supplier fails\n", "")}
    )
    small.commit({**less, statement_path(name): removal.text}, "Take out what was entered twice")
    small.git("revert", "--no-edit", "HEAD")
    lines = by_hand(small.root)
    assert any(line.startswith(f"note {statement_path(name)}: taken back") for line in lines)
    assert lines[-1] == judged(small.root).verdict == "intact"
    small.git("reset", "-q", "--hard", "HEAD~1")
    (small.root / statement_path(name)).unlink()
    used = small.commit(
        {path: whole.replace("A supplier", "A client").replace("A door", "A cellar")},
        "Record another",
    )
    lines = by_hand(small.root)
    assert f"FAIL {statement_path(name)}: changed or deleted in {used}" in lines
    assert lines[-1] == judged(small.root).verdict == "not intact"


@pytest.mark.parametrize(
    ("deed", "told"),
    [("opened", "a closed key of PER-0002 was opened again in"),
     ("passed", "a key of PER-0002 was passed to PER-0001 in"),
     ("taken", "a key of PER-0002 was taken off the list of signers in")],
)  # fmt: skip
def test_what_may_not_happen_to_a_key_is_told_also_where_no_statement_suffers(
    small, tmp_path, deed, told
):
    whole = (small.root / LIST).read_text("utf-8")
    spare = f'PER-0002 namespaces="{STATEMENTS}" {public(make_key(tmp_path / "spare"))}\n'
    shut = spare.replace(" namespaces", ' valid-before="20261101Z",namespaces')
    small.commit({LIST: whole + spare}, "Give Ben a second key")
    small.commit({LIST: whole + shut}, "Close the second key of Ben")
    after = {"opened": spare, "passed": shut.replace("PER-0002", "PER-0001"), "taken": ""}[deed]
    commit = small.commit({LIST: whole + after}, "Tidy up the list of signers")
    lines = by_hand(small.root)
    assert [one for one in lines if one.startswith("FAIL")] == [f"FAIL {told} {commit}"]
    assert lines[-1] == judged(small.root).verdict == "not intact"


def test_a_damaged_copy_is_told(small):
    blob = small.git("rev-parse", f"HEAD:{POLICY}").strip()
    path = small.root / ".git/objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-5] + b"wrong")
    assert "FAIL the copy is cut off or damaged; stop here" in by_hand(small.root)
    assert by_hand(small.root)[-1] == "cannot tell"
    assert POLICY in by_tool(judged(small.root))
