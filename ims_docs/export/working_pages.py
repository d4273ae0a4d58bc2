"""Working pages as copies: pages of the toolkit that people print, fill in and keep with a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from ims_docs.errors import UnreadableError
from ims_docs.export.copies import SAYS, Attachment, Copy, Mark, named
from ims_docs.export.reading import pictures_of, text_of
from ims_docs.export.toolkit import name_of, title_of
from ims_docs.model.approval import sha256
from ims_docs.model.page import Page
from ims_docs.services.workspace import Snapshot

_STATE = "working page"


def working_copy(
    snapshot: Snapshot,
    page: Page,
    commit: str,
    moment: datetime,
    differs: Callable[[Iterable[str]], bool],
) -> Copy:
    """A working page as a copy: no owner, no version and no approval. Raises UnreadableError."""
    data = snapshot.body(page.path)
    if data is None:
        raise UnreadableError(f"{page.path} cannot be read", hint="Run `ims check`.")
    data = data.replace(b"\r\n", b"\n")
    body = text_of(page, data.decode("utf-8-sig", "replace"), data)
    pictures = pictures_of(snapshot, body, page)
    marks = _marks(page, is_unsaved=differs((page.path,)), is_lost=bool(pictures.lost))
    settings = snapshot.repository.settings
    return Copy(
        organisation=settings.organisation,
        id=name_of(page),
        title=title_of(page),
        path=page.path,
        version="",
        state=_STATE,
        classification="",
        language=settings.language,
        digest=sha256(data),
        commit=commit,
        moment=moment,
        marks=marks,
        notices=tuple(SAYS[one] for one in marks),
        blocks=body.blocks,
        attachments=(_source(page, data),),
        pictures=pictures.held,
        picture_lines=pictures.lines,
        unshown=(*body.unshown, *pictures.lost),
        is_working=True,
    )


def _marks(page: Page, *, is_unsaved: bool, is_lost: bool) -> tuple[Mark, ...]:
    wanted = {
        Mark.UNFINISHED: bool(page.body.template_text),
        Mark.UNCONTROLLED: is_unsaved,
        Mark.INCOMPLETE: is_lost,
    }
    return tuple(mark for mark, is_so in wanted.items() if is_so)


def _source(page: Page, data: bytes) -> Attachment:
    name = f"{named(name_of(page))}.md"
    return Attachment(name, data, "The page as it is kept", is_source=True)
