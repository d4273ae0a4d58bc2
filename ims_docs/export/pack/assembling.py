"""A pack from the state that somebody means: taken out, judged, and put together with its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ims_docs.adapters.git import History
from ims_docs.domain.coverage import Coverage
from ims_docs.errors import ConfigurationError
from ims_docs.export.extras import needed
from ims_docs.export.pack.making import PDF, WORKBOOK, Made, Request, make
from ims_docs.export.pack.shown import Period, Shown
from ims_docs.export.pack.state import PackState
from ims_docs.export.pack.taking import taken
from ims_docs.export.pack.verifiers import verifiers
from ims_docs.model.classification import Classification
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision
from ims_docs.services.verification import Verification
from ims_docs.services.workspace import Workspace

SITE = "site"
PARTS = (SITE, PDF, WORKBOOK)
"""What can be left out."""
_LIBRARIES = {PDF: "typst", WORKBOOK: "xlsxwriter"}


class Pages(Protocol):
    """What an audience may see, as the site shows it."""

    @property
    def repository(self) -> Repository:
        """Without what the audience may not see."""

    @property
    def told(self) -> str:
        """What is left out, without a full stop; empty when nothing is."""

    @property
    def coverages(self) -> tuple[Coverage, ...]:
        """Every standard on the evidence ladder."""

    @property
    def revisions(self) -> Mapping[str, tuple[Revision, ...]]:
        """The saved changes of each file, as they may be told."""

    @property
    def log(self) -> tuple[Revision, ...]:
        """The same as one list."""

    def files(self) -> Mapping[str, bytes]:
        """The pages of the site, by path."""


class Reader(Protocol):
    """Reads what an audience may see of a repository on a day."""

    def __call__(
        self,
        workspace: Workspace,
        day: date,
        known: Verification,
        audience: Classification | None,
    ) -> Pages:
        """Read it."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants in a pack."""

    period: Period | None = None
    audience: Classification | None = None
    sample: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()


def require_parts(without: frozenset[str]) -> None:
    """Raise ConfigurationError where a library is not installed, before anything takes time."""
    for part, library in _LIBRARIES.items():
        if part in without:
            continue
        try:
            needed(library)
        except ConfigurationError as error:
            hint = f"{error.hint} Or leave it out: `--without {part}`."
            raise ConfigurationError(error.message, hint=hint) from error


def assemble(history: History, state: PackState, wish: Wish, read: Reader) -> Made:
    """The pack. Raises ConfigurationError, RefusedError, UnreadableError."""
    with taken(history, state.commit, state.day) as found:
        pages = read(found.workspace, found.day, found.verification, wish.audience)
        return make(
            Request(
                taken=found,
                shown=_shown(pages, wish.audience),
                site=dict if SITE in wish.without else pages.files,
                verifiers=verifiers(),
                baseline=state.name,
                baseline_files=state.files,
                period=wish.period,
                sample=wish.sample,
                without=wish.without,
            )
        )


def file_name(state: PackState, wish: Wish) -> str:
    """What the file is called: by its state and by whom it is for."""
    name = state.name or state.commit[:10]
    if wish.period:
        name = f"{wish.period.first}-to-{wish.period.last}"
    return f"pack-{name}{f'-{wish.audience.word}' if wish.audience is not None else ''}.zip"


def _shown(pages: Pages, audience: Classification | None) -> Shown:
    return Shown(
        repository=pages.repository,
        audience=audience,
        told=f"{pages.told}." if pages.told else "",
        coverages=pages.coverages,
        revisions=pages.revisions,
        log=pages.log,
    )
