"""Versions of the template that this program carries: what each wrote, from the same answers."""

from __future__ import annotations

import hashlib
import lzma
import re
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ims_docs.adapters import resources
from ims_docs.errors import TemplateError, UnreadableError
from ims_docs.services.scaffold.editor import tie_registers
from ims_docs.services.scaffold.render import Source, current, prune, render

_ENDING = ".tar.xz"
_NAME = re.compile(r'"template_version": "([^"{]+)"')
_UNUSED = ("demo", "__pycache__")
"""Folders of the template that no repository is made from."""

Files = Mapping[str, bytes]
"""Path to bytes."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the template."""

    name: str
    archive: Path | None = None
    """Where it is kept; None means the one that this program makes new repositories from."""

    @contextmanager
    def source(self) -> Iterator[Source]:
        """Its files on disk, for as long as they are worked with. Raises TemplateError."""
        if self.archive is None:
            yield current()
            return
        with tempfile.TemporaryDirectory(prefix="ims-") as folder:
            try:
                with tarfile.open(self.archive) as kept:
                    kept.extractall(folder, filter="data")
            except (tarfile.TarError, lzma.LZMAError, OSError, EOFError) as error:
                raise TemplateError(
                    f"{self.archive.name} cannot be read: {error}", hint="Install ims-docs again."
                ) from error
            yield Source(Path(folder) / "template", Path(folder) / "schemas")

    def digest(self) -> str:
        """The same for the same templates and schemas, wherever they lie."""
        with self.source() as source:
            return _digest(source)

    def files(self, answers: Mapping[str, str]) -> Files:
        """Every file that `ims new` wrote with these answers. Raises UnreadableError, TemplateError."""
        with self.source() as source, tempfile.TemporaryDirectory(prefix="ims-") as folder:
            try:
                root = render(answers, Path(folder), source)
            except TemplateError as error:
                if "undefined" not in str(error.__cause__):
                    raise
                raise UnreadableError(
                    f"The answers that this repository was made from are not enough: {error.__cause__}",
                    hint="Bring .ims/answers.json back from the history.",
                ) from error
            prune(root, answers, source)
            tie_registers(root, source.schemas)
            return {
                one.relative_to(root).as_posix(): one.read_bytes()
                for one in sorted(root.rglob("*"))
                if one.is_file()
            }


def newest() -> Version:
    """The one that this program makes new repositories from."""
    answers = current().template / "{{cookiecutter.slug}}" / ".ims" / "answers.json"
    found = _NAME.search(answers.read_text(encoding="utf-8"))
    if found is None:
        raise TemplateError("The template names no version", hint="Install ims-docs again.")
    return Version(found[1])


def carried() -> tuple[Version, ...]:
    """All of them, the newest last."""
    new = newest()
    kept = [Version(one.name.removesuffix(_ENDING), one) for one in resources.releases()]
    older = sorted((one for one in kept if one.name != new.name), key=lambda one: order(one.name))
    return (*older, new)


def order(name: str) -> tuple[int, ...]:
    """What versions are put in order by: the numbers in the name."""
    return tuple(int(part) for part in re.findall(r"[0-9]{1,9}", name))


def _digest(source: Source) -> str:
    found = hashlib.sha256()
    for name, folder in (("template", source.template), ("schemas", source.schemas)):
        for place in sorted(folder.rglob("*"), key=lambda one: one.relative_to(folder).as_posix()):
            path = place.relative_to(folder)
            if place.is_file() and not set(path.parts) & set(_UNUSED):
                data = place.read_bytes()
                found.update(f"{name}/{path.as_posix()}\0{len(data)}\0".encode() + data)
    return found.hexdigest()
