"""The example organisation with somebody at the desk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from visiting import Visitor

JONAS = "Jonas Petersen"


@pytest.fixture
def desk(nordwind: Path, tmp_path: Path) -> Visitor:
    """Jonas, who lives here."""
    root = shutil.copytree(nordwind, tmp_path / "nordwind", symlinks=True)
    return Visitor(root).sit(JONAS)


@pytest.fixture(scope="module")
def still(nordwind: Path, tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    """The same for tests that see nothing written, one for all of them."""
    root = tmp_path_factory.mktemp("desk") / "nordwind"
    return Visitor(Path(shutil.copytree(nordwind, root, symlinks=True))).sit(JONAS)
