"""The lines of a statement: UTF-8 with LF, each ended, and not too many."""

from __future__ import annotations


def statement_lines(data: bytes, *, named: str, most: int) -> list[str]:
    """The lines of a statement, byte for byte as they were written. Raises ValueError.

    `named` is what the message calls it, `most` the bytes that it may have.
    """
    if len(data) > most:
        raise ValueError(f"It has {len(data)} bytes; {named} has at most {most}")
    if b"\r" in data:
        raise ValueError("Its line ends were changed; they have to be LF")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError("It is not UTF-8") from error
    if not text.endswith("\n"):
        raise ValueError("The last line does not end")
    return text[:-1].split("\n")
