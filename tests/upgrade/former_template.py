"""Two versions of the template and repositories of the older one: real files, real git, no history needed."""

from __future__ import annotations

import io
import lzma
import subprocess
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ims_docs.formats.markdown import PLACEHOLDER, without_guidance
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.upgrade.versions import newest

ROOT = Path(__file__).parents[2]
MADE = "template/{{cookiecutter.slug}}/"
ANSWERS_FILE = ".ims/answers.json"
POLICY = "docs/leadership/innovation-policy.md"
ISSUES = "docs/registers/issues.yaml"
GUIDE = "docs/toolkit/index.md"
NEWEST = newest().name
ANSWERS = complete(
    {
        "organisation": "Acme",
        "top_management_email": "boss@example.org",
        "manager_email": "ada@example.org",
        "started_on": "2026-01-01",
    }
)
OLD, NEW = "a mere idea does not count", "an idea in a drawer does not count yet"
"""A sentence of the policy then and today."""
KICK_OFF = "docs/toolkit/kick-off.md"
OLDER: dict[str, list[tuple[str, str]]] = {
    ".ims/answers.json": [('"template_version": "', '"template_version": "0.0.9", "was": "')],
    GUIDE: [("They bind nobody, so nobody approves them", "Nobody approves them")],
    POLICY: [
        (NEW, OLD),
        ("Write the purpose in your own words", "Write the purpose"),
    ],
    ISSUES: [
        ("Needs of {% if", "Wishes of {% if"),
        ("    importance: 5\n", "    importance: 3\n"),
        ("These issues are typical.", "These are typical issues."),
    ],
}
"""What an older version said, by file: the words of today and those of then."""


def archive(place: Path, older: dict[str, list[tuple[str, str]]], gone: Iterable[str] = ()) -> Path:
    """Today's template with some words of then, kept as a release is kept."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as target:
        for folder in ("template", "schemas"):
            for file in sorted((ROOT / folder).rglob("*")):
                path = file.relative_to(ROOT).as_posix()
                is_left_out = path.startswith("template/demo/") or "__pycache__" in path
                name = path.removeprefix(MADE)
                if not file.is_file() or is_left_out or name in gone:
                    continue
                data = file.read_bytes()
                for now, then in older.get(name, ()):
                    assert now in data.decode(), (name, now)
                    data = data.replace(now.encode(), then.encode(), 1)
                one = tarfile.TarInfo(path)
                one.size = len(data)
                target.addfile(one, io.BytesIO(data))
    place.write_bytes(lzma.compress(out.getvalue(), preset=0))
    return place


@dataclass(frozen=True)
class Acme:
    """A repository of an older template."""

    root: Path

    def git(self, *arguments: str) -> str:
        command = ["git", "-c", "core.hooksPath=/dev/null", "-C", str(self.root), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def text(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def write(self, path: str, text: str, *, saves: bool = True) -> None:
        (self.root / path).write_text(text, "utf-8")
        if saves:
            self.save()

    def change(self, path: str, before: str, after: str, *, saves: bool = True) -> None:
        text = self.text(path)
        assert before in text
        self.write(path, text.replace(before, after, 1), saves=saves)

    def save(self, message: str = "docs: change something that matters here") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


def written(acme: Acme) -> str:
    """The policy as somebody leaves it who did what it asks; saved."""
    text = PLACEHOLDER.sub("what we agreed in May", without_guidance(acme.text(POLICY)))
    acme.write(POLICY, text)
    return text
