"""The branches of a repository: which there are, and which one HEAD leads to."""

from __future__ import annotations

from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.process import path_lines, path_name


def branches(history: History) -> list[str]:
    """The full name of every branch."""
    return path_lines(history.run("for-each-ref", "--format=%(refname)", "refs/heads/"))


def current_branch(history: History) -> str:
    """The short name of the branch that HEAD leads to; empty when it leads to a bare commit."""
    output = history.run("symbolic-ref", "--quiet", "--short", "HEAD", check=False)
    return path_name(output).rstrip("\n")


def main_branches(history: History) -> frozenset[str]:
    """The branches that everybody's work ends up in: main, and what HEAD names."""
    head = path_name(history.run("symbolic-ref", "--quiet", "HEAD", check=False)).rstrip("\n")
    return frozenset({"refs/heads/main", head} - {""})


def choose_branch(history: History, name: str) -> None:
    """Let HEAD lead to the branch that has this full name."""
    history.run("symbolic-ref", "HEAD", name)
