"""A small organisation with a root key, a passkey and a baseline, and the packs that it gives away."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from authenticator import Authenticator
from complete_records import NONCONFORMITY, NONCONFORMITY_PATH
from signers import make_key, public, signed
from support import DEFAULTS, POLICY, POLICY_KEYS, policy, write

from ims_docs.cli import run
from ims_docs.formats.signatures import (
    BASELINES,
    STATEMENTS,
    TRUST_LIST,
    Assertion,
    challenge_of,
    line_for,
    signature_of,
)
from ims_docs.model.approval import Meaning, Statement, digest
from ims_docs.model.trust import LIST, ROOT_KEYS

ADA, BEN = "PER-0001", "PER-0002"
SINCE = datetime(2026, 9, 1, tzinfo=UTC)
BARE = ("--without", "site", "--without", "pdf", "--without", "workbook")
"""A pack of its sources and its proof: what the verifiers look at, and quick to make."""
ATTRIBUTES = "* text=auto eol=lf\n" + "".join(
    f"{one} -text\n" for one in ("approvals/**", "baselines/**", "trust/**", "*.sig")
)
FINAL = policy(keys=POLICY_KEYS.replace('"0.1"', '"1.0"'))
SETTINGS = f"{DEFAULTS['ims.yml']}approval:\n  level: anchored\n"
SECRET = (
    NONCONFORMITY.replace("NCR-0001", "NCR-0002")
    .replace("title: ", "title: Torpedo ")
    .replace("classification: internal", "classification: confidential")
)
SECRET_PATH = NONCONFORMITY_PATH.replace("NCR-0001", "NCR-0002")

WHO = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (
        ("NAME", "Ada Author"), ("EMAIL", "ada@example.org"), ("DATE", "2026-11-23T09:00:00+00:00"),
    )
} | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}  # fmt: skip

Pack = Callable[..., Path]


def git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), "-c", "core.hooksPath=/dev/null", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | WHO)
    return done.stdout.strip()


def commit(root: Path, files: dict[str, str | bytes], message: str) -> str:
    write(root, files)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)
    return git(root, "rev-parse", "HEAD")


@pytest.fixture(scope="session")
def acme_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository; copy it, never change it. Ada signs with a key, Ben with a passkey."""
    root, keys = tmp_path_factory.mktemp("pack") / "acme", tmp_path_factory.mktemp("keys")
    ada, first = make_key(keys / "ada"), make_key(keys / "root")
    ben = Authenticator()
    listed = ben.enrolled()
    both = f'namespaces="{STATEMENTS},{BASELINES}"'
    signers = f"{ADA} {both} {public(ada)}\n" + line_for(
        BEN, listed.key, SINCE, "Ben", listed.passkey
    )
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    trust = {
        LIST: signers,
        f"{LIST}.sig": signed(signers.encode(), first, TRUST_LIST),
        ROOT_KEYS: f"{public(first)}\n",
    }
    begun = {**DEFAULTS, "ims.yml": SETTINGS, ".gitattributes": ATTRIBUTES, POLICY: FINAL, **trust}
    commit(root, begun, "Begin the management system of Acme")
    prepared = _statement(Meaning.PREPARED, ADA, 2, "none")
    approved = _statement(Meaning.APPROVED, BEN, 3, prepared.sha256)
    answer = ben.signs(challenge_of(approved.text.encode(), STATEMENTS))
    touched = signature_of(Assertion.parse(answer), listed.key, STATEMENTS)
    said = {
        _path(prepared): prepared.text,
        f"{_path(prepared)}.sig": signed(prepared.text.encode(), ada),
        _path(approved): approved.text,
        f"{_path(approved)}.sig": touched,
    }
    commit(root, said, "Approve the innovation policy")
    commit(root, {NONCONFORMITY_PATH: NONCONFORMITY}, "Record the seal that leaked")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in WHO.items():
            patch.setenv(name, value)
        assert run(["-C", str(root), "baseline", "create", "2026-audit", "--key", str(ada)]) == 0
    commit(root, {}, "Fix the state before the audit")
    commit(root, {SECRET_PATH: SECRET}, "Record the torpedo that nobody may know of")
    return root


def _statement(meaning: Meaning, who: str, day: int, previous: str) -> Statement:
    return Statement(
        document="POL-0001",
        version="1.0",
        digest=digest("POL-0001", "1.0", FINAL.encode()),
        meaning=meaning,
        signer=who,
        signed_at=datetime(2026, 11, day, 9, tzinfo=UTC),
        previous=previous,
    )


def _path(one: Statement) -> str:
    return f"{one.folder}/{one.stem}.txt"


@pytest.fixture(scope="session")
def fixed(acme_made: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A pack of the baseline: texts, statements, keys and every file are signed in it."""
    out = tmp_path_factory.mktemp("fixed")
    command = ["-C", str(acme_made), "export", "pack", "-o", str(out), "--baseline", "2026-audit"]
    assert run([*command, *BARE]) == 0
    (found,) = out.glob("*.zip")
    return found.read_bytes()


@pytest.fixture
def acme(acme_made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(acme_made, tmp_path / "acme"))


@pytest.fixture
def pack(acme: Path, tmp_path: Path) -> Pack:
    """`pack(options)`: the file that `ims export pack` writes."""

    def made(*options: str, code: int = 0, bare: bool = True, out: str = "out") -> Path:
        place = tmp_path / out
        more = BARE if bare else ()
        assert run(["-C", str(acme), "export", "pack", "-o", str(place), *more, *options]) == code
        (found,) = place.glob("*.zip")
        return found

    return made
