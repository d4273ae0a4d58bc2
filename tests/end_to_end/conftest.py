"""An organisation's repository and the command line on it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ims_docs.cli import run
from ims_docs.services.scaffold import create
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.workspace.clock import Clock

WHEN = "2026-11-23T09:00:00+00:00"
"""When everything was saved that has no other date."""

IDENTITY = {
    "GIT_AUTHOR_NAME": "Ada Author",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada Author",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Ims = Callable[..., Result]


@pytest.fixture(scope="session")
def scaffold(once) -> Path:
    """A full scaffold; copy it, never change it."""
    answers = complete({"organisation": "Acme", "top_management_email": "ada@example.org"})
    when = datetime.fromisoformat(WHEN)
    return once("scaffold", lambda folder: create(folder / "acme", answers, when=when)) / "acme"


@pytest.fixture
def acme(scaffold, tmp_path) -> Path:
    """A full scaffold of one's own."""
    return Path(shutil.copytree(scaffold, tmp_path / "acme", symlinks=True))


@pytest.fixture
def ims(capsys, monkeypatch) -> Ims:
    """The command line, as its user types it, in this process."""

    def call(*arguments: str, cwd: Path | None = None) -> Result:
        if cwd is not None:
            monkeypatch.chdir(cwd)
        capsys.readouterr()
        code = run([str(one) for one in arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


Git = Callable[..., subprocess.CompletedProcess[str]]

_PAST_GATES = ("-c", f"core.hooksPath={os.devnull}")
"""How a commit goes past the gates: two processes of `ims` cost more than most that is judged here."""


@pytest.fixture
def git() -> Git:
    """Git as a person uses it, with a fixed identity, no configuration of the machine, and past the gates."""
    return _git(*_PAST_GATES)


@pytest.fixture
def gated_git() -> Git:
    """The same through the gates of the repository, for tests that judge them."""
    return _git()


def _git(*options: str) -> Git:
    def call(
        root: Path, *arguments: str, check: bool = True, dates: tuple[str, str] = (WHEN, WHEN)
    ) -> subprocess.CompletedProcess[str]:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("GIT_")
        }
        environment |= {"GIT_AUTHOR_DATE": dates[0], "GIT_COMMITTER_DATE": dates[1]}
        return subprocess.run(
            ["git", *options, *arguments],
            cwd=root,
            env=environment | IDENTITY,
            capture_output=True,
            text=True,
            check=check,
        )

    return call


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """The moment of signing, moved by hand: a day at nine, or a moment, in UTC."""

    def at(text: str) -> None:
        whole = text if "T" in text else f"{text}T09:00:00"
        moment = datetime.fromisoformat(f"{whole}+00:00").astimezone(UTC)
        monkeypatch.setattr(Clock, "now", lambda _: moment)

    at("2026-11-01")
    return at


@pytest.fixture
def example(nordwind: Path, tmp_path: Path) -> Path:
    """A copy of the example that may be changed."""
    return Path(shutil.copytree(nordwind, tmp_path / "nordwind", symlinks=True))
