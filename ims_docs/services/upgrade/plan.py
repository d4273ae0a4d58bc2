"""What a newer template would do to a repository: one item for each file that is not the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ims_docs.services.exchange.clash import Clash
from ims_docs.services.upgrade.origin import Base


class Kind(StrEnum):
    """What the upgrade does with a file."""

    UNTOUCHED = "untouched"
    """Nobody changed it here: it becomes what the template says now."""
    MERGED = "merged"
    """Both changed it, in different places."""
    CONFLICT = "conflict"
    """Both changed one place: somebody decides."""
    NEW = "new"
    """The template has it, the repository never had it."""
    TOLD = "news"
    """Nothing is written; the template tells something to whoever writes the text."""
    GONE = "gone"
    """The template has it no more. It stays here."""
    LATER = "later"
    """Put off, and asked again the next time."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One file."""

    path: str
    source: str
    """The path of the template; another one where a document was moved here."""
    name: str
    """The id or the name of the register, else the path."""
    title: str = ""
    kind: Kind
    base: Base
    """The version that our text goes back to."""
    before: bytes | None = None
    """What is saved now."""
    data: bytes | None = None
    """What would stand there; of a conflict with our text where nobody decided."""
    questions: tuple[Clash, ...] = ()
    news: tuple[str, ...] = ()
    """What the template tells whoever writes the text."""
    reason: str = ""
    """Why it is put off."""
    hold: str = ""
    """Why nobody writes it unasked: it is approved, or submitted; empty for other texts."""

    def put_off(self, reason: str) -> Item:
        """The same for the next time."""
        return replace(self, kind=Kind.LATER, reason=reason)

    @property
    def is_written(self) -> bool:
        """Whether its file is written."""
        return self.kind in (Kind.UNTOUCHED, Kind.MERGED, Kind.NEW)

    @property
    def called(self) -> str:
        """What a person calls it."""
        return f"{self.name} {self.title}".strip()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole."""

    before: str
    """The version that was compared."""
    after: Base
    """The version, and the answers, to take."""
    items: tuple[Item, ...] = ()
    changed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Answers that are others than before, by name: the former and the new one."""
    added: Mapping[str, str] = field(default_factory=dict)
    """Answers to questions that nobody was asked before."""
    doubt: str = ""
    hint: str = ""
    bases: tuple[str, ...] = ()
    """The versions to compare with, where it is in doubt which is the right one."""
    answers_file: bytes = b""
    """What keeps the answers from now on."""
    own: int = 0
    """Files that come from no template."""
    is_current: bool = False
    """Whether the texts are of this version already, with these answers."""

    def of(self, kind: Kind) -> Sequence[Item]:
        """The items of one kind."""
        return [one for one in self.items if one.kind is kind]

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do, but for what was put off."""
        return self.is_current and all(one.kind in (Kind.LATER, Kind.GONE) for one in self.items)

    def with_items(self, items: Sequence[Item]) -> Plan:
        """The same with other items."""
        return replace(self, items=tuple(items))
