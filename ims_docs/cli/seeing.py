"""What an export may show: everything of a state, or what an audience may see of the newest one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ims_docs.cli.group import Context
from ims_docs.cli.handing_out import copying_at
from ims_docs.cli.options import past_state
from ims_docs.errors import ConfigurationError, unknown
from ims_docs.model.classification import WORDS, Classification, classified

if TYPE_CHECKING:
    from ims_docs.domain.coverage import Coverage
    from ims_docs.domain.duties import Changes
    from ims_docs.export.copying import Copying
    from ims_docs.model.repository import Repository
    from ims_docs.model.standard import Standard
    from ims_docs.site.build import Parts

_Command = TypeVar("_Command", bound=Callable[..., Any])


def audience_option(command: _Command) -> _Command:
    """The option `--audience`."""
    return click.option(
        "--audience",
        type=click.Choice(WORDS),
        callback=lambda _context, _option, word: classified(word) if word else None,
        help="Leave out everything that is classified above this (default: nothing is left out).",
    )(command)


@dataclass(frozen=True)
class Seen:
    """A state as whoever receives an export may see it."""

    texts: Copying
    """For copies of texts: a register of which entries are left out is no text of it."""
    lists: Copying
    """For lists: each entry that may be seen."""
    _context: Context
    _day: tuple[str, date | None]
    _parts: Parts | None = None

    def coverage(self, name: str = "") -> Coverage:
        """A standard on the evidence ladder. Raises ConfigurationError."""
        from ims_docs.domain.coverage import cover

        if self._parts:
            wanted = standard_named(self._parts.repository, name)
            return next(one for one in self._parts.coverages if one.standard.id == wanted.id)
        repository = self._context.workspace().open(past_state(*self._day)).repository
        return cover(repository, standard_named(repository, name))

    def changes(self) -> Changes:
        """What only the history knows of days."""
        from ims_docs.services.timeline import changes_known

        if self._parts:
            return self._parts.content.changes
        history = self._context.workspace().history
        return changes_known(history, self.lists.repository, history.revisions())


def seen(context: Context, at: str, as_of: date | None, audience: Classification | None) -> Seen:
    """A state as an audience may see it. Raises ConfigurationError, UnreadableError."""
    from dataclasses import replace

    from ims_docs.export.copying import Copying
    from ims_docs.export.pack import Shown
    from ims_docs.site.build import read_parts
    from ims_docs.site.build.integrity import Verifier

    if audience in (None, Classification.CONFIDENTIAL):
        copying = copying_at(context, at, as_of)
        return Seen(copying, copying, context, (at, as_of))
    if at or as_of:
        raise ConfigurationError(
            "For an audience there is the newest state only",
            hint="`ims export pack --audience` takes a baseline or a period too.",
        )
    whole = copying_at(context, "", None)
    parts = read_parts(context.workspace(), None, Verifier(is_off=True), audience)
    shown = Shown(repository=parts.repository, audience=audience)
    kept = tuple(one for one in parts.repository.registers if one.path not in shown.cut)

    def part(repository: Repository) -> Copying:
        snapshot = replace(whole.snapshot, repository=repository)
        return Copying(snapshot=snapshot, today=repository, audience=audience, told=parts.revisions)

    texts = part(replace(parts.repository, registers=kept))
    return Seen(texts, part(parts.repository), context, ("", None), parts)


def standard_named(repository: Repository, name: str) -> Standard:
    """The standard that somebody means. Raises ConfigurationError."""
    wanted = name or repository.settings.leading
    if wanted not in repository.standards:
        hint = "`ims coverage` names those that are used."
        raise unknown("standard", wanted, repository.standards, otherwise=hint)
    return repository.standards[wanted]
