"""Repositories made from the answers in tests/answers, one for each kind of organisation."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest

from ims_docs.adapters.resources import resource
from ims_docs.formats.schemas import Schemas
from ims_docs.services.scaffold import create
from ims_docs.services.scaffold.answers import complete, given

ANSWERS = Path(__file__).parent.parent / "answers"
NAMES = sorted(path.stem for path in ANSWERS.glob("*.yaml"))

Visible = Callable[[str], str]


@dataclass(frozen=True)
class Made:
    """A repository and what it was made from."""

    name: str
    answers: dict[str, str]
    root: Path

    @property
    def profile(self) -> str:
        return self.answers["profile"]

    def files(self) -> dict[str, bytes]:
        """Path to content, without what is git's own."""
        return _contents(self.root)

    def text(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")


def _contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


def answers_of(name: str) -> dict[str, str]:
    return complete(given(ANSWERS / f"{name}.yaml", ()).values)


@pytest.fixture(scope="session")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Made]:
    """A repository by the name of its answers, made once; read it, never change it."""
    made: dict[str, Made] = {}

    def get(name: str) -> Made:
        if name not in made:
            answers = answers_of(name)
            target = tmp_path_factory.mktemp(name) / "ims"
            made[name] = Made(name, answers, create(target, answers).root)
        return made[name]

    return get


@pytest.fixture(params=NAMES)
def made(request: pytest.FixtureRequest, repositories: Callable[[str], Made]) -> Made:
    return repositories(request.param)


@pytest.fixture(scope="session")
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Path to content of a repository, without what is git's own."""
    return _contents


@pytest.fixture(scope="session")
def schemas() -> Schemas:
    return Schemas(resource("schemas"))


@pytest.fixture(scope="session")
def visible() -> Visible:
    """What a reader of the page sees of some Markdown, with single spaces and a line for each block."""

    def show(text: str) -> str:
        html = markdown.markdown(text, extensions=["tables", "admonition", "toc"])
        parser = _Words()
        parser.feed(html)
        parser.close()
        return re.sub(r"[^\S\n]+", " ", "".join(parser.words))

    return show


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)
