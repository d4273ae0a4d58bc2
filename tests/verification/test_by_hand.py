"""The page for people without our tool, typed literally: the same verdict as `ims verify`."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from signers import make_key, public
from verification_samples import Clone, judged

from ims_docs.adapters.ssh_keygen import sign
from ims_docs.cli import run
from ims_docs.formats.signatures import BASELINES, STATEMENTS, TRUST_LIST, PublicKey
from ims_docs.model.baseline import Baseline
from ims_docs.services.scaffold.demo import create_demo
from ims_docs.services.verification import Check

PAGE = Path(__file__).parents[2] / "docs/how-to/verify-without-our-tool.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
POLICY = "docs/leadership/innovation-policy.md"
RECORD = "docs/records/nonconformity/NCR-0001.md"
COMMIT = re.compile(r"\b[0-9a-f]{40}\b")


def blocks(language):
    return [text for name, text in BLOCK.findall(PAGE.read_text("utf-8")) if name == language]


def by_hand(example, root="", code=""):
    """What bash prints for the commands of the page, in an empty folder beside the copy."""
    folder = example.parent / f"audit{len(list(example.parent.iterdir()))}"
    folder.mkdir()
    script = "".join(blocks("sh"))
    assert script.startswith(f"COPY=../{example.name}\nROOT=\nCODE=\n")
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


def by_tool(found):
    """The same of a verification, for what the page looks at."""
    looked_at = [
        one
        for one in found.found
        if one.check in (Check.OBJECTS, Check.APPROVALS, Check.ANCHORS)
        or one.code.startswith("HIS")
        or (one.check is Check.DATES and not one.where.path)
    ]
    return {
        one.where.path if one.code.startswith("APR") or not one.commit else one.commit[:10]
        for one in looked_at
    }


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return create_demo(tmp_path_factory.mktemp("demo") / "example-ims").root


@pytest.fixture
def copy(demo, tmp_path):
    """The example, to be tampered with."""
    shutil.copytree(demo, tmp_path / "example-ims", symlinks=True)
    return Clone(tmp_path / "example-ims")


@pytest.fixture
def small(acme, office, tmp_path):
    """A small organisation in the place of the example."""
    acme.root.rename(tmp_path / "example-ims")
    office.root = tmp_path / "example-ims"
    office.keys = {one: office.keys[one] for one in ("PER-0001", "PER-0002")}
    office.lists(f'namespaces="{STATEMENTS},{BASELINES}"')
    return Clone(tmp_path / "example-ims")


def test_the_demo_has_no_finding_and_the_page_shows_what_is_printed(demo):
    lines = by_hand(demo)
    assert failed(lines) == by_tool(judged(demo)) == set()
    (shown,) = blocks("text")
    assert [line for line in shown.splitlines() if line != "…" and line not in lines] == []
    approved = sum(line.startswith("ok   docs/") for line in lines)
    assert approved > 20
    assert "ok   every object fits its name" in lines


def test_a_tampered_copy_has_the_same_verdict(copy):
    text = (copy.root / POLICY).read_text("utf-8")
    record = (copy.root / RECORD).read_text("utf-8")
    (statement_path,) = (copy.root / "approvals/GLO-0001").rglob("approved-*.txt")
    statement = statement_path.relative_to(copy.root).as_posix()
    copy.commit({POLICY: text + "\nAnd more.\n"}, "Add a sentence to the policy")
    evil = copy.commit({RECORD: record + "\nAnd more.\n"}, "Add a sentence to the record")
    back = copy.commit({RECORD: record}, "Bring the record back as it was")
    (copy.root / statement).unlink()
    (copy.root / f"{statement}.sig").unlink()
    gone = copy.commit({}, "Tidy up the approvals")
    early = {f"GIT_{who}_DATE": "2026-01-01T09:00:00+00:00" for who in ("AUTHOR", "COMMITTER")}
    dated = copy.commit({}, "Say nothing on an older day", **early)
    tool, hand = by_tool(judged(copy.root)), failed(by_hand(copy.root))
    assert tool == hand == {POLICY, *(one[:10] for one in (evil, back, gone, dated))}


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
    assert hand == by_tool(judged(small.root, root=root, codes=(made.code,))) == {made.path}


def test_a_damaged_copy_is_told(small):
    blob = small.git("rev-parse", f"HEAD:{POLICY}").strip()
    path = small.root / ".git/objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-5] + b"wrong")
    assert "FAIL the copy is cut off or damaged; stop here" in by_hand(small.root)
    assert POLICY in by_tool(judged(small.root))
