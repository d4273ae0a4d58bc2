"""A file that could not be read into the model. It hides nothing else."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class DefectKind(StrEnum):
    """Why a file could not be taken as content; each kind has its own rule."""

    UNREADABLE = "unreadable"
    """The bytes, the YAML or the front matter cannot be read safely."""
    UNSAFE_PATH = "unsafe path"
    """The name or the kind of file cannot be kept safely on every machine."""
    UNTYPED = "untyped"
    """It can be read, but nobody knows what it is."""
    HIDDEN = "hidden"
    """Git does not keep it, or does not see that it changed."""
    COPY = "copy"
    """A sync service or a file manager left it beside the file that counts; it is not read."""
    STRAY = "stray"
    """A system or an editor has written it for itself."""
    SETTINGS = "settings"
    """ims.yml, a schema or a standard of the organisation is not right."""


class Defect(NamedTuple):
    """One reason why a file, or a part of it, is not in the model."""

    kind: DefectKind
    path: str
    message: str
    hint: str
    line: int = 0
    column: int = 0
    claims: tuple[str, ...] = ()
    """The ids, and the type of a register, that a file seems to hold which could not be read."""

    @property
    def place(self) -> str:
        """Where it is, as `path:line:column`."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path
