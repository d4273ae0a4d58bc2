"""The site as files in memory, for whoever puts them into something larger."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ims_docs.domain.coverage import Coverage
from ims_docs.model.classification import Classification
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision
from ims_docs.services.verification import Verification
from ims_docs.services.workspace import Workspace
from ims_docs.site.build.folder import Asked, build_from, read
from ims_docs.site.build.integrity import Verifier
from ims_docs.site.build.output import MARKER
from ims_docs.site.pages import SiteContent


@dataclass(frozen=True)
class Parts:
    """What was read for a site, before it is built."""

    workspace: Workspace
    content: SiteContent

    @property
    def repository(self) -> Repository:
        """Without what the audience may not see."""
        return self.content.repository

    @property
    def told(self) -> str:
        """What is left out; empty when nothing is."""
        return self.content.edition.told

    @property
    def coverages(self) -> tuple[Coverage, ...]:
        """Every standard on the evidence ladder."""
        return self.content.coverages

    @property
    def revisions(self) -> Mapping[str, tuple[Revision, ...]]:
        """The saved changes of each file, as they may be told."""
        return self.content.revisions

    @property
    def log(self) -> tuple[Revision, ...]:
        """The same as one list, newest first."""
        return self.content.log

    def files(self) -> dict[str, bytes]:
        """The pages, by path."""
        with tempfile.TemporaryDirectory(prefix="ims-pack-") as name:
            place = Path(name) / "site"
            build_from(self.content, self.workspace, place)
            return {
                one.relative_to(place).as_posix(): one.read_bytes()
                for one in sorted(place.rglob("*"))
                if one.is_file() and one.name != MARKER
            }


def read_parts(
    workspace: Workspace, day: date | None, verifier: Verifier, audience: Classification | None
) -> Parts:
    """What an audience may see of a repository on a day, and what a verifier says of it."""
    return Parts(workspace, read(workspace, Asked(day, verifier, audience)))


def read_verified(
    workspace: Workspace, day: date, known: Verification, audience: Classification | None
) -> Parts:
    """The same where the history was verified already."""
    return read_parts(workspace, day, Verifier(known=known), audience)
