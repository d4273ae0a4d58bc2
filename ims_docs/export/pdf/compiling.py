"""Data of a sheet to the bytes of a PDF. The only room that calls typst."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from ims_docs.errors import ImsDocsError, UnreadableError
from ims_docs.export.extras import needed

STANDARDS = ("a-3a", "ua-1")
"""An archive file that carries its sources, and that a screen reader can read."""
_MAIN = "main.typ"
SHEET, SLIDES = "sheet.typ", "slides.typ"
"""How a page looks: on paper, or on a screen. The slides take from the sheet."""


class Fonts(NamedTuple):
    """Where letters come from besides those that Typst brings."""

    folders: tuple[Path, ...] = ()
    of_computer: bool = False
    """Whether the fonts of this computer may be used; another one may then set other bytes."""


class NotSetError(ImsDocsError):
    """Typst refuses to set something."""


def compiled(
    data: Mapping[str, Any],
    files: Mapping[str, bytes],
    moment: datetime,
    fonts: Fonts,
    form: str = SHEET,
) -> bytes:
    """The PDF of a sheet or of slides. Raises ConfigurationError, UnreadableError."""
    here = Path(__file__)
    sources = {
        _MAIN: here.with_name(form).read_bytes(),
        SHEET: here.with_name(SHEET).read_bytes(),
        "data.json": json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"),
        **files,
    }
    try:
        return _run(sources, moment, fonts)
    except NotSetError as error:
        raise UnreadableError(
            f"The text cannot be set as a PDF: {error.message}",
            hint="`ims check` may know why; otherwise please report it.",
        ) from error


def can_set(source: str, files: Mapping[str, bytes], fonts: Fonts) -> bool:
    """Whether a few lines of ours can be set, with these files at hand."""
    lines = (
        f'#set document(title: "x", date: auto)\n#set text(font: ("Libertinus Serif",))\n{source}'
    )
    try:
        _run({_MAIN: lines.encode(), **files}, datetime(2020, 1, 1), fonts)  # noqa: DTZ001 - nobody sees it
    except NotSetError:
        return False
    return True


def _run(sources: Mapping[str, bytes], moment: datetime, fonts: Fonts) -> bytes:
    """The bytes. The moment is told, so that no clock is asked. Raises NotSetError."""
    typst = needed("typst")
    with TemporaryDirectory(prefix="ims-pdf-") as name:
        folder = Path(name)
        for path, data in sources.items():
            (folder / path).write_bytes(data)
        try:
            made = typst.compile(
                str(folder / _MAIN),
                root=str(folder),
                format="pdf",
                font_paths=[str(one) for one in fonts.folders],
                ignore_system_fonts=not fonts.of_computer,
                pdf_standards=list(STANDARDS),
                timestamp=max(int(moment.timestamp()), 0),
            )
        except typst.TypstError as error:
            raise NotSetError(str(error).strip().partition("\n")[0]) from error
    return bytes(made)
