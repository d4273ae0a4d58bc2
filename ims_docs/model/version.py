"""Versions of documents: MAJOR.MINOR, final from 1.0 on."""

from __future__ import annotations

FIRST_FINAL = "1.0"


def following(version: str) -> str:
    """The version after this one; itself where it is no number."""
    major, _, minor = version.partition(".")
    return f"{major}.{int(minor) + 1}" if minor.isdecimal() else version


def finished(version: str) -> str:
    """The version under which a complete text is submitted: its own, or the first final one."""
    major = version.partition(".")[0]
    return version if major.isdecimal() and int(major) else FIRST_FINAL
