"""Copies as the bytes of a PDF: one text alone, or many as a book."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ims_docs.errors import RefusedError
from ims_docs.export.copies import Attachment, Copy, Mark, Unshown
from ims_docs.export.drawing import Data, Drawing
from ims_docs.export.pdf.compiling import SHEET, SLIDES, Fonts, can_set, compiled
from ims_docs.export.pdf.letters import missing, texts_of
from ims_docs.model.prose import text_of

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_LARGER = 1.6
"""So many times the letters of a table on paper, for people at the back of a room."""
_MIMES = {"md": "text/markdown", "yaml": "application/yaml", "yml": "application/yaml"}


class Made(NamedTuple):
    """A file, and what a reader of it lacks."""

    data: bytes
    unshown: tuple[Unshown, ...] = ()
    fonts_of_computer: bool = False
    """Whether letters came from fonts of this computer."""


def sheet(copy: Copy, others: Mapping[str, str], fonts: Fonts) -> Made:
    """One copy as a file. Raises ConfigurationError, RefusedError, UnreadableError."""
    return _made(copy, others, fonts, SHEET)


def slides(copy: Copy, others: Mapping[str, str], fonts: Fonts) -> Made:
    """One copy as pages for a screen. Raises ConfigurationError, RefusedError, UnreadableError."""
    return _made(copy, others, fonts, SLIDES)


def _made(copy: Copy, others: Mapping[str, str], fonts: Fonts, form: str) -> Made:
    files: dict[str, bytes] = {}
    copy, names = with_pictures(copy, files, fonts)
    drawn = Drawing(copy, names, others, frozenset({copy.path})).data()
    whole = {
        **facts_of(copy.called, copy, rtl=is_right_to_left([copy])),
        "copies": [drawn],
        "attachments": _attached(copy.attachments, files),
        "tables": _LARGER if form == SLIDES else 1,
    }
    fonts = with_letters(whole, [copy], fonts)
    made = compiled(whole, files, copy.moment, fonts, form)
    return Made(made, copy.unshown, fonts.of_computer)


def facts_of(title: str, copy: Copy, *, rtl: bool) -> Data:
    """What the whole file says of itself."""
    language = copy.language if _LANGUAGE.fullmatch(copy.language) else "en"
    lang = "ar" if rtl and language == "en" else language
    return {"title": title, "organisation": copy.organisation, "lang": lang, "rtl": rtl}


def is_right_to_left(copies: Sequence[Copy]) -> bool:
    """Whether most letters are of a script that is written from the right."""
    text = "".join(text_of(one.blocks) for one in copies)
    return 2 * len(_RIGHT_TO_LEFT.findall(text)) > len(_LETTER.findall(text))


def with_pictures(copy: Copy, files: dict[str, bytes], fonts: Fonts) -> tuple[Copy, dict[str, str]]:
    """The pictures that can be drawn become files; a copy without the others says so."""
    names: dict[str, str] = {}
    broken: list[Unshown] = []
    for path, data in copy.pictures.items():
        name = f"picture-{len(files)}.{path.rpartition('.')[2].lower()}"
        if can_set(f'#image("{name}", alt: "x")', {name: data}, fonts):
            files[name] = data
            names[path] = name
        else:
            message = f"{path.rpartition('/')[2]}: the picture is broken"
            hint = "Save it anew as PNG or JPEG."
            line = copy.picture_lines.get(path, 1)
            broken.append(Unshown(copy.path, line, message, hint))
    if not broken:
        return copy, names
    marks = tuple(dict.fromkeys((*copy.marks, Mark.INCOMPLETE)))
    return replace(copy, marks=marks, unshown=(*copy.unshown, *broken)), names


def _attached(attachments: Sequence[Attachment], files: dict[str, bytes]) -> list[Data]:
    listed = []
    for at, one in enumerate(attachments):
        files[f"attachment-{at}"] = one.data
        mime = _MIMES.get(one.name.rpartition(".")[2], "text/plain")
        listed.append(
            {
                "file": f"attachment-{at}",
                "name": one.name,
                "what": one.what,
                "mime": mime,
                "source": one.is_source,
            }
        )
    return listed


def with_letters(data: Data, copies: Sequence[Copy], fonts: Fonts) -> Fonts:
    """The fonts that have every letter: those of this computer only where no others do.

    Raises RefusedError where none have.
    """
    texts = list(texts_of(data["copies"]))
    if not missing(texts, fonts):
        return fonts
    more = fonts._replace(of_computer=True)
    lost = missing(texts, more)
    if not lost:
        return more
    places = "; ".join(_place(copies, one) for one in lost[:5])
    rest = f"; and {len(lost) - 5} more" if lost[5:] else ""
    raise RefusedError(
        f"There are letters that no font here has: {places}{rest}",
        hint="Install a font that has them, such as one of the Noto family, or name its folder: --fonts DIR.",
    )


def _place(copies: Sequence[Copy], letter: str) -> str:
    """A letter, and the first line of the file that has it."""
    named = f"{letter} (U+{ord(letter):04X})"
    for copy in copies:
        lines = copy.attachments[0].data.decode("utf-8", "replace").split("\n")
        for number, text in enumerate(lines, 1):
            if letter in text:
                return f"{named} {copy.path}:{number}"
    return named
