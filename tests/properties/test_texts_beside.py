"""What other texts would say: worked out beside what was read, it is what a whole reading says."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ims_docs.domain.runner import check
from ims_docs.services.loading.lasting import LastingMemory
from ims_docs.services.workspace import Workspace

EDITS = {
    "a sentence more": lambda text: f"{text}\nOne more sentence, see [nothing](../no/such.md).\n",
    "another id": lambda text: text.replace("id: ", "id: X", 1),
    "another type": lambda text: text.replace("type: ", "type: un", 1),
    "no keys": lambda text: text.partition("\n---\n")[2] or "[",
    "broken": lambda text: f"---\nid: [\n{text}",
    "another state": lambda text: text.replace("status: ", "status: closed # ", 1),
    "gone": lambda _: None,
}


@pytest.fixture(scope="module")
def workspace(nordwind: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("beside") / "nordwind"
    return Workspace.find(shutil.copytree(nordwind, root, symlinks=True))


def said(workspace: Workspace, texts):
    found = check(workspace.with_texts(texts))
    return found.findings, found.waived, found.counts


@pytest.mark.parametrize("edit", EDITS)
def test_what_other_texts_would_say_is_what_a_whole_reading_says(workspace: Workspace, edit):
    snapshot = workspace.open()
    beside = replace(workspace, at_hand=lambda _: snapshot)
    read = snapshot.repository
    records = {one.type: one.path for one in read.records}.values()
    paths = [one.path for one in (*read.documents, *read.registers, *read.pages)][::8]
    for path in [*paths, *list(records)[::4]]:
        text = EDITS[edit]((workspace.root / path).read_text("utf-8"))
        standing = snapshot.standing.with_texts(
            {path: text}, frozenset({path}), {}, workspace.history
        )
        assert standing is not None, path
        assert said(beside, {path: text}) == said(workspace, {path: text}), path


def test_a_new_text_is_judged_beside_the_others(workspace: Workspace):
    snapshot = workspace.open()
    beside = replace(workspace, at_hand=lambda _: snapshot)
    taken = next(one for one in snapshot.repository.records if one.type == "idea")
    text = (workspace.root / taken.path).read_text("utf-8").replace(taken.id, "IDE-9999")
    for path in ("docs/records/idea/IDE-9999.md", "docs/records/idea/no id.md"):
        assert said(beside, {path: text}) == said(workspace, {path: text})


def test_what_changes_how_others_are_read_is_read_whole(workspace: Workspace):
    snapshot = workspace.open()
    for path in ("ims.yml", "docs/.gitattributes", "trust/allowed_signers", "approvals/POL-0001/v1.0/x.txt", "docs/page (1).md"):  # fmt: skip
        asked = {path: "x\n"}
        assert snapshot.standing.with_texts(asked, frozenset(asked), {}, workspace.history) is None


def test_what_is_read_again_is_what_a_first_reading_says(workspace: Workspace):
    """Whatever was remembered: every text that changes, comes or goes is seen."""
    root, memory = workspace.root, LastingMemory()
    policy = root / "docs/leadership/innovation-policy.md"
    text = policy.read_text("utf-8")
    idea = root / "docs/records/idea/IDE-9998.md"
    steps = (
        lambda: policy.write_text(text.replace("innovation", "renovation"), "utf-8"),
        lambda: policy.write_text(text.replace("innovation", "ennovation"), "utf-8"),
        lambda: idea.write_text("---\ntype: idea\n---\n", "utf-8"),
        lambda: policy.write_bytes(text.encode().replace(b"\n", b"\r\n")),
        idea.unlink,
        lambda: policy.write_text(text, "utf-8"),
    )
    for step in (lambda: None, *steps):
        step()
        again, first = (
            check(replace(workspace, memory=one).open().repository)
            for one in (memory, type(workspace.memory)())
        )
        assert again == first
