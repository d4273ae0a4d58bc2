"""Attacks on a small organisation: each takes something away, or lets itself pass, on a way of its own."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from complete_records import NONCONFORMITY_PATH, without_root_cause
from support import CLOSING, IDEA, LIFE, POLICY, POLICY_KEYS, STATUS, policy
from verification_samples import Clone

FINAL = POLICY_KEYS.replace('"0.1"', '"1.0"')
REASON = "Tidy up what lies around here"
PEOPLE, ROLES = "docs/registers/people.yaml", "docs/registers/roles.yaml"
RISKS, GATES, LIST = "docs/registers/risks.yaml", ".pre-commit-config.yaml", "trust/allowed_signers"
VISIT, VISITS = "docs/records/visit/VIS-0001.md", "schemas/records/visit.schema.json"
DRAFT = "docs/leadership/note.md"

OPEN_IDEA = """\
---
id: IDE-0001
type: idea
title: A door that opens by itself
date: 2026-06-15
owner: PER-0001
status: open
classification: internal
author: PER-0001
idea_type: process
---

## The idea

A door.
"""
RISKS_TEXT = """\
type: risks
title: Risks
owner: innovation-manager
classification: internal
entries:
  - id: RSK-0001
    title: A supplier fails
  - id: RSK-0002
    title: Nobody has an idea
"""
VISIT_TEXT = """\
---
id: VIS-0001
type: visit
title: A visit
status: closed
date: 2026-06-01
owner: PER-0001
closed_on: 2026-06-02
---

Four people came.
"""
VISIT_TYPE = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://acme.example/visit.schema.json",
    "title": "Visit",
    "description": "A visit to a customer.",
    "$ref": "../record.schema.json",
    "properties": {
        "id": {"pattern": "^VIS-[0-9]{4}$"},
        "type": {"const": "visit"},
        "status": STATUS,
    },
    "allOf": CLOSING,
    "unevaluatedProperties": False,
    "x-ims": {
        "kind": "record",
        "prefix": "VIS",
        "folder": "records/visit",
        "clauses": {"iso56001": ["7.5.1"]},
        "profiles": [],
        "sections": [],
        "retention_years": 3,
        "life": LIFE,
    },
}
GATES_TEXT = """\
default_install_hook_types: [pre-commit, commit-msg, pre-push]
repos:
  - repo: local
    hooks:
      - id: ims-check
        name: what is kept
        entry: ims check --staged
        language: system
        stages: [pre-commit]
        always_run: true
"""


def visit_type(**changed: object) -> str:
    """The schema of visits, with some of what it says of itself replaced."""
    return json.dumps({**VISIT_TYPE, "x-ims": {**VISIT_TYPE["x-ims"], **changed}}, indent=1)


def begun() -> dict[str, str]:
    """What the small organisation keeps beside its policy and its closed nonconformity."""
    return {
        IDEA: OPEN_IDEA,
        RISKS: RISKS_TEXT,
        VISIT: VISIT_TEXT,
        VISITS: visit_type(),
        GATES: GATES_TEXT,
        DRAFT: "---\nid: POL-0009\ntype: innovation-policy\ntitle: A draft\n---\n\nText.\n",
    }


class Attacked(Clone):
    """A clone in which somebody writes past all gates."""

    def text(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def swap(self, path: str, old: str, new: str, count: int = -1) -> str:
        """Replace something in a file, and commit."""
        text = self.text(path)
        assert old in text, (path, old)
        return self.commit({path: text.replace(old, new, count)}, REASON)

    def put(self, path: str, text: str | bytes) -> str:
        return self.commit({path: text}, REASON)

    def delete(self, path: str) -> None:
        place = self.root / path
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink()

    def save(self) -> str:
        return self.commit({}, REASON)

    def move(self, path: str, target: str) -> None:
        (self.root / target).parent.mkdir(parents=True, exist_ok=True)
        self.git("mv", "-f", path, target)

    def aside(self) -> None:
        """A side branch begins; `back` leads to main, which went on meanwhile."""
        self.git("checkout", "-q", "-B", "side")

    def back(self) -> None:
        self.git("checkout", "-q", "main")
        self.commit({"notes.txt": "later\n"}, "Keep a note of later")

    def join(self, *how: str, branch: str = "side") -> str:
        self.git("merge", "-q", "--no-ff", *how, "-m", "Join the work of both", branch)
        return self.git("rev-parse", "HEAD").strip()


# What can be taken away

KEPT = {
    "document": DRAFT,
    "approved": POLICY,
    "register": RISKS,
    "open": IDEA,
    "closed": NONCONFORMITY_PATH,
    "own": VISIT,
}
NAMES = {
    "document": "POL-0009",
    "approved": "POL-0001",
    "register": "risks",
    "open": "IDE-0001",
    "closed": "NCR-0001",
    "own": "VIS-0001",
}


def by_commit(at: Attacked, path: str) -> None:
    at.delete(path)
    at.save()


def by_ours(at: Attacked, path: str) -> None:
    """A side takes it away, and takes main in without looking at it."""
    at.aside()
    by_commit(at, path)
    at.back()
    at.git("checkout", "-q", "side")
    at.join("-s", "ours", branch="main")
    at.git("checkout", "-q", "main")
    at.git("merge", "-q", "--ff-only", "side")


def by_merge(at: Attacked, path: str) -> None:
    """A merge deletes what both sides have."""
    at.aside()
    at.put("README.md", "Hello.\n")
    at.back()
    at.git("merge", "-q", "--no-ff", "--no-commit", "side")
    at.delete(path)
    at.save()


def by_rename(at: Attacked, path: str) -> None:
    """Another file takes its place."""
    source = ROLES
    if path.endswith(".md"):
        source = "docs/context/other.md"
        at.put(source, re.sub(r"(?m)^id: .*$", "id: GLO-0007", at.text(path)))
    at.move(source, path)
    at.save()


def by_two_steps(at: Attacked, path: str) -> None:
    """It is made unreadable first."""
    at.put(path, b"\x00\xff")
    by_commit(at, path)


def by_type(at: Attacked, path: str) -> None:
    """It gets a type that does not exist, and goes then."""
    at.put(path, re.sub(r"(?m)^type: .*$", "type: nothing", at.text(path)))
    by_commit(at, path)


def by_schema(at: Attacked, path: str) -> None:
    """Its type is dropped first, where it is one of the organisation's own."""
    if path == VISIT:
        at.delete(VISITS)
        at.save()
    by_commit(at, path)


def by_case(at: Attacked, path: str) -> None:
    """Small letters for capitals, then it goes."""
    other = str(Path(path).with_name(Path(path).name.swapcase()))
    at.move(path, other)
    at.save()
    by_commit(at, other)


def by_link(at: Attacked, path: str) -> None:
    at.delete(path)
    (at.root / path).symlink_to("elsewhere.md")
    at.save()


def by_submodule(at: Attacked, path: str) -> None:
    head = at.git("rev-parse", "HEAD").strip()
    at.delete(path)
    at.git("rm", "-q", "--cached", path)
    at.git("update-index", "--add", "--cacheinfo", f"160000,{head},{path}")
    (at.root / path).mkdir()
    at.git("commit", "-q", "--no-verify", "-m", REASON)


def by_emptying(at: Attacked, path: str) -> None:
    at.put(path, "")


def by_folder(at: Attacked, path: str) -> None:
    if (at.root / path).exists():
        at.delete(str(Path(path).parent))
        at.save()


def by_moving_out(at: Attacked, path: str) -> None:
    at.move(path, f"attic/{Path(path).name}")
    at.save()


def by_ending(at: Attacked, path: str) -> None:
    """A file of another kind is nothing that is kept."""
    at.move(path, f"{path}.bak")
    at.save()


ROUTES: tuple[Callable[[Attacked, str], None], ...] = (
    by_commit, by_ours, by_merge, by_rename, by_two_steps, by_type, by_schema, by_case, by_link,
    by_submodule, by_emptying, by_folder, by_moving_out, by_ending,
)  # fmt: skip


# What excuses itself, or is laundered


class Attack(NamedTuple):
    """What somebody does, what a verification says of it, and by which rules a gate refuses it."""

    deed: Callable[[Attacked], object]
    finds: tuple[str, ...]
    """Each stands in a finding: its kind, rule, place and message."""
    refused: str = ""
    """The rule by which the gate of a server refuses it; empty where a decision may travel."""


BAD = "docs/records/nonconformity/NCR-0002.md"
WAIVER = """\
waivers:
  - rule: {rule}
    reason: We decide in September.
    person: PER-0001
    until: 2030-12-31
"""
LEVEL = "approval:\n  level: recorded\n"
FORGED = ("Four people", "Nine people")


def settings(at: Attacked, more: str) -> dict[str, str]:
    return {"ims.yml": at.text("ims.yml") + more}


def bad_record() -> dict[str, str]:
    return {BAD: without_root_cause().replace("NCR-0001", "NCR-0002")}


def evil_merge(at: Attacked) -> None:
    at.aside()
    at.put("README.md", "Hello.\n")
    at.back()
    at.git("merge", "-q", "--no-ff", "--no-commit", "side")
    at.commit({**settings(at, WAIVER.format(rule="REC004")), **bad_record()}, REASON)


def unsigned(at: Attacked, *, low: bool) -> None:
    if low:
        at.commit(settings(at, LEVEL), REASON)
    whole = at.text("ims.yml").replace(LEVEL, "")
    at.delete("approvals/POL-0001/v1.0/approved-PER-0002.txt.sig")
    at.commit({} if low else settings(at, LEVEL), REASON)
    at.commit({"ims.yml": whole}, REASON)


def visit_detour(between: Callable[[Attacked], object]) -> Callable[[Attacked], object]:
    """The closed visit comes back with another number of people, after something else."""

    def deed(at: Attacked) -> None:
        evil = at.text(VISIT).replace(*FORGED)
        types = at.text(VISITS)
        between(at)
        if (at.root / VISIT).is_symlink():
            at.delete(VISIT)
        at.commit({VISIT: evil, VISITS: types}, REASON)

    return deed


def away_and_back_elsewhere(at: Attacked) -> None:
    evil = at.text(VISIT).replace(*FORGED)
    by_commit(at, VISIT)
    at.put("docs/records/visit/second.md", evil)


def line_of(at: Attacked, person: str) -> str:
    return next(
        one for one in at.text(LIST).splitlines(keepends=True) if one.startswith(f"{person} ")
    )


def closed(line: str, day: str = "20261101") -> str:
    return line.replace(" namespaces", f' valid-before="{day}000000Z",namespaces', 1)


def key(*steps: Callable[[str], str]) -> Callable[[Attacked], object]:
    """Ben's line of the list, rewritten step by step."""

    def deed(at: Attacked) -> None:
        line = line_of(at, "PER-0002")
        whole = at.text(LIST)
        for step in steps:
            at.put(LIST, whole.replace(line, step(line)))

    return deed


def moved_people(at: Attacked) -> None:
    at.move(PEOPLE, "docs/context/folk.yml")
    at.save()
    at.swap("docs/context/folk.yml", "ben@example.org", "eve@example.org")


def moved_roles(at: Attacked) -> None:
    at.move(ROLES, "docs/registers/who.yaml")
    at.save()
    at.swap("docs/registers/who.yaml", "holders: [PER-0002]", "holders: [PER-0001]")


def swap(path: str, old: str, new: str) -> Callable[[Attacked], object]:
    return lambda at: at.swap(path, old, new, 1)


def given_up(change: Callable[[Attacked], object]) -> Callable[[Attacked], object]:
    """Main changes something; a side that does not know of it takes main in without looking at it."""

    def deed(at: Attacked) -> None:
        at.git("checkout", "-q", "-b", "side")
        at.put("README.md", "Hello.\n")
        at.git("checkout", "-q", "main")
        change(at)
        at.git("checkout", "-q", "side")
        at.join("-s", "ours", branch="main")
        at.git("checkout", "-q", "main")
        at.git("merge", "-q", "--ff-only", "side")

    return deed


def low_and_high(at: Attacked) -> None:
    """The level fell before the side began, and main raises it again."""
    whole = at.text("ims.yml")
    at.commit(settings(at, LEVEL), REASON)
    given_up(lambda at: at.commit({"ims.yml": whole}, REASON))(at)


def new(path: str, text: str) -> Callable[[Attacked], object]:
    return lambda at: at.put(path, text)


ATTACKS: dict[str, Attack] = {
    # A waiver
    "a waiver and what it covers": Attack(
        lambda at: at.commit({**settings(at, WAIVER.format(rule="REC004")), **bad_record()}, REASON),
        ("controls ims.yml waiver of REC004", f"content REC004 {BAD}"), "REC004",
    ),
    "both in a merge": Attack(
        evil_merge, ("controls ims.yml waiver of REC004", f"content REC004 {BAD}"), "REC004"
    ),
    "a waiver of altered evidence": Attack(
        lambda at: (at.commit(settings(at, WAIVER.format(rule="HIS001")), REASON),
                    at.swap(VISIT, *FORGED)),
        ("integrity HIS001 docs/records/visit",), "HIS001",
    ),
    "settings through a link": Attack(
        lambda at: (by_link(at, "ims.yml")), ("controls ims.yml the file: there → gone",), "",
    ),
    # The approval level
    "a level that falls with an unsigned statement": Attack(
        lambda at: unsigned(at, low=False),
        ("controls ims.yml approval.level: signed → recorded", "integrity approvals The signature was deleted"),
        "APR001",
    ),
    "a level that falls before, and rises again": Attack(
        lambda at: unsigned(at, low=True),
        ("controls ims.yml approval.level: recorded → signed", "integrity approvals The signature was deleted"),
    ),
    "two approvers become one": Attack(
        lambda at: (at.commit(settings(at, "approval:\n  approvers: 2\n"), REASON),
                    at.swap("ims.yml", "approvers: 2", "approvers: 1")),
        ("controls ims.yml approval.approvers: 2 → 1",),
    ),
    # Applicability
    "a clause with a waiver of its own": Attack(
        lambda at: at.commit(settings(
            at, 'not_applicable:\n  - clause: "9.2.2"\n    justification: We do not audit at all.\n'
            + WAIVER.format(rule="CLS004").replace("    reason", '    clause: "9.2.2"\n    reason')), REASON),
        ("controls ims.yml not applicable: clause 9.2.2: nothing → We do not audit",), "CLS004",
    ),
    "another standard leads": Attack(
        swap("ims.yml", "iso56001", "iso56002"), ("controls ims.yml standards: iso56001 → iso56002",)
    ),
    "a standard of one's own": Attack(
        new("standards/house.yaml", "id: house100\nmay_be_excluded: ['9.2']\n"),
        ("controls standards/house.yaml the file: nothing → there",),
    ),
    "a target that moves": Attack(
        lambda at: (at.commit(settings(at, "certification:\n  target: 2027-01-31\n"), REASON),
                    at.swap("ims.yml", "2027-01-31", "2029-01-31")),
        ("controls ims.yml certification.target: 2027-01-31 → 2029-01-31",),
    ),
    # Types and lives of one's own
    "an end that is none any more": Attack(
        lambda at: at.commit({VISITS: visit_type(life=[{"state": "open", "moves": ["closed"], "days": 30},
                                                       {"state": "closed", "moves": ["open"], "days": 9}]),
                              VISIT: at.text(VISIT).replace(*FORGED)}, REASON),
        ("integrity HIS001 docs/records/visit", "controls schemas/records/visit.schema.json states that close"),
        "HIS001",
    ),
    "a time of keeping that ends": Attack(
        lambda at: (at.put(VISITS, visit_type(retention_years=1)),),
        ("controls schemas/records/visit.schema.json type visit, retention_years: 3 → 1",),
    ),
    "a type that says who approves": Attack(
        lambda at: at.put(VISITS, visit_type(removal=["closed"])),
        ("controls schemas/records/visit.schema.json type visit, removal",),
    ),
    # People and roles
    "another address": Attack(
        swap(PEOPLE, "email: ben@example.org", "email: ben@example.org\n    other_emails: [eve@example.org]"),
        ("controls docs/registers/people.yaml person PER-0002, other addresses: nothing → eve@example.org",),
    ),
    "people that lie elsewhere": Attack(
        moved_people, ("controls docs/context/folk.yml person PER-0002: Ben Boss <ben@example.org>",)
    ),
    "roles that lie elsewhere": Attack(
        moved_roles, ("docs/registers/who.yaml holders of top-management: PER-0002 → PER-0001",),
    ),
    "somebody who held the role before": Attack(
        swap(ROLES, "holders: [PER-0002]",
             "holders: [PER-0002]\n    former:\n      - person: PER-0001\n        until: 2026-11-30"),
        ("controls docs/registers/roles.yaml former holders of top-management: nothing → PER-0001",),
    ),
    # Signers
    "a key that is opened again": Attack(
        key(closed, str), ("integrity trust/allowed_signers The key", "was opened again"), "APR003"
    ),
    "a key whose end moves": Attack(
        key(closed, lambda line: closed(line, "20281101")), ("was opened again",), "APR003"
    ),
    "a closed key on a detour": Attack(
        key(closed, lambda line: f"# {line}", str), ("was opened again",), "APR003"
    ),
    "a key that passes to another person": Attack(
        key(lambda line: line.replace("PER-0002", "PER-0001")), ("was passed from PER-0002 to PER-0001",), "APR003"
    ),
    "a list through a link": Attack(
        lambda at: by_link(at, LIST), ("integrity trust/allowed_signers The key",), "APR003"
    ),
    # Gates, attributes, ignore rules
    "a hook for hand work only": Attack(
        swap(GATES, "stages: [pre-commit]", "stages: [manual]"),
        ("controls .pre-commit-config.yaml gate ims-check, how it runs",),
    ),
    "a hook for no file": Attack(
        swap(GATES, "always_run: true", "files: ^nothing$"),
        ("controls .pre-commit-config.yaml gate ims-check, how it runs",),
    ),
    "no hook for anything": Attack(
        swap(GATES, "repos:", "exclude: .*\nrepos:"),
        ("controls .pre-commit-config.yaml gates, exclude: nothing → .*",),
    ),
    "attributes of a folder": Attack(
        new("docs/records/.gitattributes", "* filter=hush\n"),
        ("controls docs/records/.gitattributes attribute `* filter=hush`: nothing → there",),
    ),
    "a folder that git overlooks": Attack(
        new(".gitignore", "docs/records/nonconformity/\n"),
        ("controls .gitignore ignored `docs/records/nonconformity/`: nothing → there",),
    ),
    "names that git shows": Attack(
        new(".mailmap", "Ben Boss <ben@example.org> <ada@example.org>\n"),
        ("controls .mailmap line",),
    ),
    # What a merge gives up
    "a level that a merge lowers again": Attack(
        low_and_high, ("controls ims.yml approval.level: signed → recorded of a merge",)
    ),
    "approvers that a merge loses": Attack(
        given_up(lambda at: at.commit(settings(at, "approval:\n  approvers: 2\n"), REASON)),
        ("controls ims.yml approval.approvers: 2 → 1 of a merge",),
    ),
    "a role that a merge gives back": Attack(
        given_up(swap(ROLES, "holders: [PER-0002]", "holders: [PER-0001]")),
        ("controls docs/registers/roles.yaml holders of top-management: PER-0001 → PER-0002 of a merge",),
    ),
    "a gate that a merge takes away": Attack(
        given_up(swap(GATES, "always_run: true", "always_run: true\n      - id: ims-push\n        entry: ims")),
        ("controls .pre-commit-config.yaml gate ims-push: ims → nothing of a merge",),
    ),
    "a closed key that a merge opens": Attack(
        given_up(key(closed)), ("integrity trust/allowed_signers The key", "was opened again of a merge"), "APR003"
    ),
    # Laundering
    "unreadable for a commit": Attack(
        visit_detour(lambda at: at.put(VISIT, at.text(VISIT).encode("utf-16"))), ("integrity HIS001",), "HIS001"
    ),
    "a link for a commit": Attack(
        visit_detour(lambda at: by_link(at, VISIT)), ("integrity HIS00",), "HIS002"
    ),
    "another type for a commit": Attack(
        visit_detour(lambda at: at.swap(VISIT, "type: visit", "type: idea")), ("integrity HIS001",), "HIS001"
    ),
    "no type for a commit": Attack(
        visit_detour(lambda at: at.delete(VISITS) or at.save()), ("integrity HIS001 docs/records/visit",), ""
    ),
    "back under another name": Attack(
        away_and_back_elsewhere, ("integrity HIS001 docs/records/visit/second.md",), "HIS002"
    ),
    "an approved text on a detour": Attack(
        lambda at: (at.put(POLICY, "nothing\n"), at.put(POLICY, policy(keys=FINAL, more="More.\n"))),
        (f"integrity APR002 {POLICY}",), "APR002",
    ),
    "an approved text under another id": Attack(
        swap(POLICY, "id: POL-0001", "id: POL-0002"), (f"integrity HIS004 {POLICY} The document POL-0001",), "HIS004"
    ),
    "statements that lie elsewhere": Attack(
        lambda at: (at.move("approvals/POL-0001", "approvals/POL-0009"), at.save()),
        ("integrity approvals/POL-0001", "The statement was deleted"), "APR001",
    ),
}  # fmt: skip
