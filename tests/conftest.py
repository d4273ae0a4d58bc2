"""What every test may use: an organisation's repository from a few files, real git, no network."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import hypothesis
import jinja2
import pytest
from compiled_templates import keeping
from filelock import FileLock
from signers import Office
from support import AS_OF, DEFAULTS, Files, GitRepository, pack, write

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.domain.runner import check
from ims_docs.model.finding import Report
from ims_docs.model.repository import Repository
from ims_docs.services.loading.repository import LoadRequest, load
from ims_docs.services.scaffold.demo import create_demo

WHEN = "2026-11-23T09:00:00+00:00"
TEMPLATE = "GIT_TEMPLATE_DIR"

hypothesis.settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any-machine")  # a busy machine is slow, and nothing is wrong

Once: TypeAlias = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(autouse=True, scope="session")
def compiled_modules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Processes that a test starts compile a module once, also where none is kept beside its source."""
    with pytest.MonkeyPatch.context() as patch:
        if os.environ.get("PYTHONDONTWRITEBYTECODE"):
            patch.delenv("PYTHONDONTWRITEBYTECODE")
            patch.setenv("PYTHONPYCACHEPREFIX", str(_shared(tmp_path_factory) / "bytecode"))
        yield


@pytest.fixture(autouse=True, scope="session")
def compiled_templates() -> Iterator[None]:
    """Each template is compiled once, however many scaffolds and sites the tests of a process make."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Environment, "__init__", keeping(jinja2.Environment.__init__))
        yield


@pytest.fixture(autouse=True, scope="session")
def bare_beginnings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What `git init` begins has the folders of git's own template, and no examples of hooks in them."""
    template = tmp_path_factory.mktemp("git-template")
    for name in ("hooks", "info"):
        (template / name).mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TEMPLATE, str(template))
        yield


@pytest.fixture(autouse=True)
def isolated(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nobody's home, nobody's git settings, nobody's terminal, no network."""
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    for name in [name for name in os.environ if name.startswith(("GIT_", "XDG_", "IMS_"))]:
        if name != TEMPLATE:
            monkeypatch.delenv(name)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("HOME", str(home))
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada Author")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@example.org")
        monkeypatch.setenv(f"GIT_{role}_DATE", WHEN)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setattr(socket.socket, "connect", _only_on_this_machine(socket.socket.connect))


def _only_on_this_machine(connect: Callable[..., None]) -> Callable[..., None]:
    def guarded(self: socket.socket, address: object) -> None:
        here = isinstance(address, tuple) and address[0] in ("127.0.0.1", "::1", "localhost")
        if self.family != socket.AF_UNIX and not here:
            raise AssertionError(f"A test asked the network for {address}")
        connect(self, address)

    return guarded


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """`once(name, make)`: the folder that `make` filled, the same for all tests on all processors.

    Whoever comes first makes it, the others wait. Read it, never change it. What git keeps of a
    repository in it is packed: copies of a thousand small files cost more than most tests.
    """
    base = _shared(tmp_path_factory)

    def get(name: str, make: Callable[[Path], object]) -> Path:
        folder = base / f"once-{name}"
        with FileLock(f"{folder}.lock"):
            if not (folder / "is-made").exists():
                shutil.rmtree(folder, ignore_errors=True)  # a maker that failed leaves a half
                folder.mkdir()
                make(folder)
                for repository in folder.glob("*/.git"):
                    pack(repository)
                (folder / "is-made").touch()
        return folder

    return get


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processors have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def nordwind(once: Once) -> Path:
    """The example organisation of `ims demo`; copy it, never change it."""
    return once("nordwind", lambda folder: create_demo(folder / "nordwind")) / "nordwind"


@pytest.fixture(scope="module")
def made_keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Keys of the author and of the person who approves; making them takes a while."""
    people = ("PER-0001", "PER-0002")
    return Office(tmp_path_factory.mktemp("none"), tmp_path_factory.mktemp("keys"), people).keys


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of the organisation's repository."""
    return tmp_path / "repository"


@pytest.fixture
def repository(root: Path) -> Callable[..., Repository]:
    """`repository({path: text})`: load these files, over DEFAULTS, as an organisation's repository."""

    def make(files: Files | None = None, *, defaults: bool = True) -> Repository:
        write(root, {**(DEFAULTS if defaults else {}), **(files or {})})
        return load(LoadRequest(tree=WorkingTree(root), as_of=AS_OF))

    return make


@pytest.fixture
def report(repository: Callable[..., Repository]) -> Callable[..., Report]:
    """`report({path: text})`: check these files, over DEFAULTS."""

    def make(files: Files | None = None, *, defaults: bool = True) -> Report:
        return check(repository(files, defaults=defaults))

    return make


@pytest.fixture
def git_repository(root: Path) -> Iterator[Callable[..., GitRepository]]:
    """`git_repository([{path: text}, …])`: one commit for each mapping, the first over DEFAULTS."""

    def make(commits: Sequence[Files] = ({},)) -> GitRepository:
        made = GitRepository(root)
        for number, files in enumerate(commits):
            made.commit({**DEFAULTS, **files} if not number else files, f"Change {number + 1}")
        return made

    return make
