"""Work that stays in proportion: many files with the same fault cost and say little more than one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from support import DEFAULTS, GitRepository

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.cli import run
from ims_docs.domain.rules.shape import names
from ims_docs.domain.runner import errors
from ims_docs.model.page_name import page_of
from ims_docs.services.loading.repository import LoadRequest, load

MANY = 40


@pytest.fixture
def crowd(root: Path) -> GitRepository:
    """Files of a type that nobody knows."""
    made = GitRepository(root)
    texts = {
        f"docs/context/t-{number}.md": f"---\nid: FOO-{number:04}\ntype: foo\n---\n\n# Thing\n"
        for number in range(MANY)
    }
    made.commit({**DEFAULTS, **texts}, "Begin with a type of our own")
    return made


def test_files_left_out_for_one_reason_are_named_once_and_counted(crowd, capsys):
    assert run(["-C", str(crowd.root), "verify"]) == 3
    said = " ".join(capsys.readouterr().out.split())
    assert said.count("cannot be read; `ims check` says why") == 2
    assert (
        f"docs/context/t-0.md, docs/context/t-1.md, docs/context/t-10.md and {MANY - 3} more"
        in said
    )
    assert run(["-C", str(crowd.root), "verify", "--format", "json"]) == 3
    assert len(json.loads(capsys.readouterr().out)["not_checked"]) == MANY


def test_the_pages_of_files_are_not_counted_again_for_each_file(crowd, monkeypatch):
    asked: list[str] = []
    names._same_page.cache_clear()
    monkeypatch.setattr(names, "page_of", lambda path: asked.append(path) or page_of(path))
    taken = {f"docs/trail/taken-{number}.md": "# A page\n" for number in range(MANY)}
    crowd.commit(taken, "Take the names of pages")
    repository = load(LoadRequest(tree=WorkingTree(crowd.root), as_of=date(2026, 11, 23)))
    assert errors(repository)
    assert len(asked) < 6 * len(repository.paths)
