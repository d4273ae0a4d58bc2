"""What people wrote into commits, as text: old clients wrote it in other encodings and line ends."""

from __future__ import annotations

_OTHER = "cp1252"
"""What nearly all bytes that are not UTF-8 were meant as: the encoding of Windows, and with it
Latin-1. Where it has no letter either, the byte stays visible as an escape."""


def readable(text: str) -> str:
    """A name or message that was read with `path_name`, with LF line ends and nothing half."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raw = text.encode("utf-8", "surrogateescape")
            text = raw.decode(_OTHER, "backslashreplace")
    return text.replace("\r\n", "\n").rstrip("\r") if "\r" in text else text
