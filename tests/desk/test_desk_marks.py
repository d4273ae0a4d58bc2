"""By what the desk sees that somebody else wrote, while it writes itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ims_docs.desk.marks import Marks

OWN = "docs/records/idea/IDE-0001.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A few files that nobody touched for an hour."""
    for path in (OWN, "docs/records/idea/IDE-0002.md", "docs/context/scope.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("As it was.\n")
    return tmp_path


def _settled(root: Path) -> Marks:
    """The marks as they are read when all this is old: a test cannot wait for two seconds."""
    return Marks.of(root, ())._replace(is_settled=True)


def _put(root: Path, path: str, text: str = "Another text.\n") -> None:
    """As ims and git write: a new file in the place of the old one."""
    new = root / f"{path}.new"
    new.write_text(text)
    os.replace(new, root / path)  # noqa: PTH105


def _new_folder(root: Path) -> None:
    (root / "docs/records/idea/others").mkdir()


@pytest.mark.parametrize(
    ("others", "holds"),
    [
        (lambda _root: None, True),
        (lambda root: _put(root, "docs/records/idea/IDE-0002.md"), False),
        (lambda root: _put(root, "docs/records/idea/IDE-0003.md"), False),
        (lambda root: _put(root, "docs/context/scope.md"), False),
        (lambda root: (root / "docs/records/idea/IDE-0002.md").unlink(), False),
        (_new_folder, False),
    ],
    ids=["nobody", "beside it", "new beside it", "elsewhere", "gone beside it", "a new folder"],
)
def test_own_writing_hides_no_other(
    root: Path,
    others: Callable[[Path], None],
    holds: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """A save looks at the folders that it wrote into, and at no other file again."""
    before = _settled(root)
    _put(root, OWN)
    others(root)
    assert before.hold([str(root / OWN)]) is holds
    assert before.hold() is False
