"""Attacks: each is named by a verification, with its commit, and refused by the gate that it travels through."""

from __future__ import annotations

import shutil

import pytest
from attack_samples import ATTACKS, KEPT, NAMES, ROUTES, Attacked, begun
from complete_records import NONCONFORMITY, NONCONFORMITY_PATH
from support import AS_OF
from verification_samples import judged

from ims_docs.adapters.git import History
from ims_docs.services.commit_gate import Judge, judge_received, received_updates


@pytest.fixture(scope="session")
def attacked_once(tmp_path_factory):
    return tmp_path_factory.mktemp("attacked") / "repository"


@pytest.fixture
def at(attacked_once, acme, root):
    """A copy of a small organisation that keeps something of each kind."""
    if not attacked_once.exists():
        shutil.copytree(acme.root, attacked_once)
        made = Attacked(attacked_once)
        made.commit({NONCONFORMITY_PATH: NONCONFORMITY, **begun()}, "Keep something of each kind")
    shutil.rmtree(root)
    shutil.copytree(attacked_once, root)
    return Attacked(root)


def gate(at, before):
    """The rules by which a server refuses what came after a commit."""
    head = at.git("rev-parse", "HEAD").strip()
    judge = Judge(history=History(at.root), as_of=AS_OF)
    verdict = judge_received(judge, received_updates([f"{before} {head} refs/heads/main"]))
    return {each.code for one in verdict.judged for each in one.findings}


def found(at, before):
    """Everything that is said of what came after a commit, effects too, as lines."""
    old = set(at.git("rev-list", before).split())
    merges = set(at.git("rev-list", "--merges", "HEAD").split())
    kept = judged(at.root).found
    every = [each for one in kept for each in (one, *one.effects) if each.commit not in old]
    return [
        f"{one.kind} {one.code} {one.where.path} {one.message}".replace("  ", " ")
        + (" of a merge" if one.commit in merges else "")
        for one in every
    ]


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_named_and_refused(at, name):
    attack = ATTACKS[name]
    before = at.git("rev-parse", "HEAD").strip()
    attack.deed(at)
    lines = found(at, before)
    for words in attack.finds:
        assert any(all(part in line for part in words.split(" ")) for line in lines), lines
    if attack.refused:
        assert attack.refused in gate(at, before)


@pytest.mark.parametrize("route", ROUTES, ids=lambda one: one.__name__)
def test_what_goes_by_any_route_is_named_with_its_commit(at, route):
    before = at.git("rev-parse", "HEAD").strip()
    for path in KEPT.values():
        route(at, path)
    lines = [line for line in found(at, before) if " was deleted, and no removal" in line]
    assert {
        kind for kind, name in NAMES.items() if not any(f" {name} " in line for line in lines)
    } == set()
    assert gate(at, before)
