"""A small organisation with an approved policy and a closed nonconformity, and its verification."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from complete_records import NONCONFORMITY, NONCONFORMITY_PATH
from signers import Office
from support import DEFAULTS, POLICY, POLICY_KEYS, policy
from verification_samples import Clone

ATTRIBUTES = (
    "* text=auto eol=lf\napprovals/** -text\nbaselines/** -text\n*.sig -text\ntrust/** -text\n"
)
FINAL = POLICY_KEYS.replace('"0.1"', '"1.0"')


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Office]:
    folder = tmp_path_factory.mktemp("organisation")
    office = Office(tmp_path_factory.mktemp("none"), folder, ("PER-0001", "PER-0002"))
    return folder / "repository", office


@pytest.fixture
def acme(made_once: tuple[Path, Office], root: Path) -> Clone:
    """A copy of it: three commits, and nothing to find."""
    original, office = made_once
    if not original.exists():
        original.mkdir()
        made = Clone(original)
        made.git("init", "-q", "-b", "main")
        begun = {POLICY: policy(keys=FINAL), ".gitattributes": ATTRIBUTES}
        made.commit({**DEFAULTS, **begun}, "Begin the management system of Acme")
        office.root = original
        office.lists()
        office.approves()
        made.commit({}, "Approve the innovation policy")
        made.commit({NONCONFORMITY_PATH: NONCONFORMITY}, "Record the seal that leaked")
    shutil.copytree(original, root)
    return Clone(root)


@pytest.fixture
def office(made_once: tuple[Path, Office], acme: Clone) -> Office:
    """The same people, who sign in the copy."""
    here = Office(acme.root, acme.root, ())
    here.keys = made_once[1].keys
    return here
