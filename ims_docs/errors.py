"""What stops the tool from working. Imports nothing of ours.

A finding says that the repository is not right; an exception says that the tool
could not work. They never mix.
"""

from __future__ import annotations

from collections.abc import Iterable


class ImsDocsError(Exception):
    """The base of every error a person can act upon."""

    exit_code = 3

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigurationError(ImsDocsError):
    """Wrong usage or wrong settings."""

    exit_code = 2


class RepositoryNotFoundError(ImsDocsError):
    """There is no organisation's repository here (no ims.yml)."""


class UnreadableError(ImsDocsError):
    """Something that has to be read cannot be read: a ref, an object, a folder."""


class HistoryUnavailableError(ImsDocsError):
    """Git is missing, too old, or the history is cut (shallow, partial)."""


class TemplateError(ImsDocsError):
    """A part of the product itself (template, schema, standard) is broken."""

    exit_code = 4


class RefusedError(ImsDocsError):
    """What was asked is against the rules that the organisation lives by."""

    exit_code = 1


def unknown(what: str, name: str, known: Iterable[str], *, otherwise: str) -> ConfigurationError:
    """The error about a name that nothing has, which says what was probably meant."""
    import difflib

    close = difflib.get_close_matches(name, list(known), 3)
    meant = " or ".join(f"`{one}`" for one in close)
    return ConfigurationError(
        f"There is no {what} {name!r}", hint=f"Did you mean {meant}?" if close else otherwise
    )
