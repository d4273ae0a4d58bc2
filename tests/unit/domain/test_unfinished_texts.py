"""A text with template marks or the marks of a bad paste is not complete, so it cannot be submitted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import AS_OF

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.domain.coverage import reaches
from ims_docs.services.loading.repository import LoadRequest, load

BASE = Path(__file__).parents[2] / "rules"
POLICY = "docs/leadership/innovation-policy.md"


@pytest.fixture(scope="module")
def conforming(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("unfinished") / "repository"
    shutil.copytree(BASE / "_base", root)
    shutil.copytree(BASE / "SHP006/conforming/plain-markdown", root, dirs_exist_ok=True)
    return root


def unfinished(root: Path, more: str) -> str:
    path = root / POLICY
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(f"{before}\n{more}\n", encoding="utf-8")
        repository = load(LoadRequest(tree=WorkingTree(root), as_of=AS_OF))
    finally:
        path.write_text(before, encoding="utf-8")
    return reaches(repository).unfinished(repository.documents[0])


@pytest.mark.parametrize(
    "more",
    [
        "!!! guidance “Why” Say it.", "[TODO] ask Klaus", "[TODO ask", "[todo: x]", "TODO: ask", "TBD ???",
        r"\[TODO: x\]", "•\tlock the screen", "\tEvery loss is reported.", "    State what may be risked.",
    ],
)  # fmt: skip
def test_it_is_not_complete(conforming: Path, more: str) -> None:
    assert unfinished(conforming, more) != ""


@pytest.mark.parametrize(
    "more", ["", "Everyone:\n- lock", "H<sub>2</sub>O", "    $ ims check", "#73 is a heading"]
)
def test_what_is_only_shown_in_another_form_is_complete(conforming: Path, more: str) -> None:
    assert unfinished(conforming, more) == ""
