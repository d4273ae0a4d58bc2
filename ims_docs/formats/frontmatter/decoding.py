"""Bytes to text, and what must not be in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from ims_docs.errors import UnreadableError

MAX_BYTES = 1_048_576

CONFLICT = re.compile(r"^[ \t]*(?:<{7}|>{7}|\|{7})(?:[ \t]|$)", re.MULTILINE)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_FORBIDDEN = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\u2028\u2029\ufeff\u200b\u2060\u00ad"
)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_POINTER = b"version https://git-lfs.github.com/spec/"
"""What Git LFS leaves in the place of a file."""


class MalformedError(UnreadableError):
    """A file that cannot be taken as it is: where, why, and how to put it right."""

    def __init__(self, line: int, column: int, message: str, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.line = line
        self.column = column

    def located(self, path: object) -> str:
        """What is wrong, with the place: `path:line:col: message`."""
        place = f"{path}:{self.line}:{self.column}" if self.line else str(path)
        return f"{place}: {self.message}"


@contextmanager
def naming(path: object) -> Iterator[None]:
    """Let an error about a text say in which file it stands. Raises UnreadableError."""
    try:
        yield
    except MalformedError as error:
        raise UnreadableError(error.located(path), hint=error.hint) from error


def decode(data: bytes) -> str:
    """Bytes to text with LF line ends. Raises MalformedError for what a reader could not trust."""
    if len(data) > MAX_BYTES:
        raise MalformedError(
            0,
            0,
            f"The file has {len(data)} bytes; the limit is {MAX_BYTES}",
            "Split it, or keep large material outside and name it here.",
        )
    if data.startswith(_POINTER):
        raise MalformedError(
            1,
            1,
            "This is only a pointer to the file; the file itself lies elsewhere (Git LFS)",
            "Run `git lfs pull`. To keep the text here: delete the line for it in .gitattributes, "
            "then `git add --renormalize` it.",
        )
    if data.startswith(_BYTE_ORDER_MARKS):
        raise MalformedError(
            1, 1, "The file starts with a byte order mark", 'Save it as "UTF-8" without BOM.'
        )
    text = _line_ends(_text(data))
    _refuse_characters(text)
    _refuse_conflict(text)
    return text


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start]
        raise MalformedError(
            line,
            len(before.decode("utf-8")) + 1,
            f"The file is not UTF-8 (byte 0x{data[error.start]:02x})",
            "Open it in an editor and save it as UTF-8.",
        ) from None


def _line_ends(text: str) -> str:
    if "\r" not in text:
        return text
    text = text.replace("\r\n", "\n")
    if "\r" in text:
        raise _at(
            text,
            text.index("\r"),
            "A carriage return stands alone",
            "Save the file with ordinary line ends (LF or CRLF).",
        )
    return text


def forbidden_character(text: str) -> str:
    """The first character that is not shown, or shown as something else: "U+200B", or nothing."""
    if text.isascii():
        match = _CONTROL.search(text)
        return f"U+{ord(match[0]):04X}" if match else ""
    for character in dict.fromkeys(text):
        if character in "\t\n":
            continue
        if character in _FORBIDDEN or unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn"):
            return f"U+{ord(character):04X}"
    return ""


def _refuse_characters(text: str) -> None:
    bad = forbidden_character(text)
    if bad:
        raise _at(
            text,
            text.index(chr(int(bad.removeprefix("U+"), 16))),
            f"Forbidden character {bad}",
            "Delete it; it is not visible or shows as something else.",
        )
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            raise MalformedError(
                number,
                _first_difference(line, unicodedata.normalize("NFC", line)),
                "The text is not in Unicode NFC form",
                "Type the accented letters again; two spellings of one letter look alike.",
            )


def _first_difference(one: str, other: str) -> int:
    """The column from which two lines differ."""
    pairs = zip(one, other, strict=False)
    same = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    return same + 1


def _refuse_conflict(text: str) -> None:
    if "<<<<<<<" not in text and ">>>>>>>" not in text and "|||||||" not in text:
        return
    conflict = CONFLICT.search(text)
    if conflict:
        raise _at(
            text,
            conflict.start(),
            "A merge conflict marker is left in the file",
            "Decide which of the two texts stays and delete the marker lines.",
        )


def _at(text: str, index: int, message: str, hint: str) -> MalformedError:
    line_start = text.rfind("\n", 0, index)
    return MalformedError(text.count("\n", 0, index) + 1, index - line_start, message, hint)
