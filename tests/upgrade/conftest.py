"""A repository of an older template, and the program that carries both."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from former_template import ANSWERS, KICK_OFF, OLDER, POLICY, Acme, Result, archive, written

from ims_docs.adapters import resources
from ims_docs.cli import run
from ims_docs.domain.runner import check
from ims_docs.model.finding import Severity
from ims_docs.services.scaffold.new import FIRST_MESSAGE
from ims_docs.services.upgrade.versions import Files, Version
from ims_docs.services.workspace import Workspace


@pytest.fixture(scope="session")
def former(once: Callable[..., Path]) -> Path:
    """A folder with the archive of an older version, and a repository made from it."""

    def make(folder: Path) -> None:
        kept = archive(folder / "0.0.9.tar.xz", OLDER, gone=(KICK_OFF,))
        root = folder / "acme"
        for path, data in Version("0.0.9", kept).files(ANSWERS).items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        acme = Acme(root)
        subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
        acme.save(FIRST_MESSAGE)

    return once("former-template", make)


@pytest.fixture(scope="session")
def rendered() -> Callable[..., Files]:
    """`Version.files`, which renders the same template with the same answers once."""
    files, known = Version.files, {}

    def once_each(version: Version, answers: Mapping[str, str]) -> Files:
        key = (version, tuple(answers.items()))
        if key not in known:
            known[key] = files(version, answers)
        return known[key]

    return once_each


@pytest.fixture
def acme(
    former: Path, rendered: Callable[..., Files], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Acme:
    """One's own copy of it, and a program that carries its template."""
    monkeypatch.setattr(Version, "files", rendered)
    monkeypatch.setattr(resources, "releases", lambda: (former / "0.0.9.tar.xz",))
    shutil.copytree(former / "acme", tmp_path / "acme")
    return Acme(tmp_path / "acme")


@pytest.fixture
def upgrade(acme: Acme, capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """`ims upgrade`, as its user types it, in that repository."""

    def call(*arguments: str) -> Result:
        capsys.readouterr()
        code = run(["-C", str(acme.root), "upgrade", *arguments])
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return call


@pytest.fixture
def checked() -> Callable[[Path], set[tuple[str, str]]]:
    """The errors of a repository, by code and message."""

    def look(root: Path) -> set[tuple[str, str]]:
        report = check(Workspace.find(root).files())
        return {
            (one.code, one.message) for one in report.findings if one.severity is Severity.ERROR
        }

    return look


@pytest.fixture
def approved(acme: Acme, capsys: pytest.CaptureFixture[str]) -> str:
    """The policy, approved by somebody else."""
    acme.change("ims.yml", "level: signed", "level: recorded")
    text = written(acme).replace('version: "0.1"', 'version: "1.0"')
    acme.write(POLICY, text)
    for arguments in (
        ["submit", "POL-0001", "--as", "PER-0002"],
        ["approve", "POL-0001", "--yes", "--as", "PER-0001"],
    ):
        assert run(["-C", str(acme.root), *arguments]) == 0, capsys.readouterr()
    acme.save("docs: approve the policy")
    return text
