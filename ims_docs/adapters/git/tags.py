"""Names that are put on a commit for good."""

from __future__ import annotations

from collections.abc import Mapping

from ims_docs.adapters.git.history import History


def tag(
    history: History, name: str, commit: str, message: str, identity: Mapping[str, str]
) -> None:
    """Put an annotated tag on a commit, in a repository that we made ourselves."""
    history.run("tag", "--annotate", "--message", message, name, commit, environment=identity)


def tag_as_user(
    history: History, name: str, commit: str, message: str, identity: Mapping[str, str]
) -> bool:
    """The same in a person's own repository, with their settings; whether git did it."""
    options = ("--annotate", "--no-sign", "--message", message)
    status, _ = history.run_as_user("tag", *options, name, commit, environment=identity)
    return not status
