"""Where a repository lies."""

from __future__ import annotations

from pathlib import Path

from ims_docs.errors import RepositoryNotFoundError
from ims_docs.formats import settings


def find_root(folder: Path) -> Path:
    """The folder with ims.yml, here or above. Raises RepositoryNotFoundError."""
    start = folder.absolute()
    for place in (start, *start.parents):
        if (place / settings.FILE).is_file():
            return place
    raise RepositoryNotFoundError(
        f"There is no {settings.FILE} in {start} or above",
        hint="Go to the folder that `ims new` made, or make one with `ims new`.",
    )
