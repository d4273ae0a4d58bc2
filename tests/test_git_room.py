"""Git is asked in one room: nobody else starts it, or says which words it is started with."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

from ims_docs.adapters.git.process import Process

PACKAGE = Path(__file__).parent.parent / "ims_docs"

GIT_ROOM = "adapters/git/"
NOT_GIT = {
    ("subprocess", "run"),
    ("engine", "run"),
    ("match", "start"),
    ("preprocessor", "run"),
    ("treeprocessor", "run"),
}
"""Who else has a method that is called as the runner of git is."""
GIT_COMMANDS = {
    "add",
    "cat-file",
    "check-attr",
    "check-ignore",
    "clone",
    "commit",
    "config",
    "diff-index",
    "diff-tree",
    "for-each-ref",
    "fsck",
    "init",
    "log",
    "ls-files",
    "ls-tree",
    "merge-base",
    "rev-list",
    "rev-parse",
    "show",
    "status",
    "symbolic-ref",
    "tag",
    "update-index",
}
OUTSIDE_THE_GIT_ROOM = {
    "a method of the runner": 'output = history.run("version")',
    "a runner for a person": "history.run_as_user(*words)",
    "a runner with its words elsewhere": "self.workspace.history.attempt(words)",
    "a process that goes on": 'history.start("log")',
    "the runner itself": "from ims_docs.adapters.git.process import Process",
    "its module": "from ims_docs.adapters.git import process",
    "a list for it": 'words = ["log", "--format=%H", commit]',
    "the same as a constant": '_COMMAND = ("ls-tree", "-z")',
    "a list that names git": 'words = ["git", place, "gc"]',
}


def git_outside_its_room(tree: ast.Module) -> list[int]:
    """The lines that start git, or say which words it is started with."""
    runner = {
        name
        for name, one in inspect.getmembers(Process, inspect.isfunction)
        if inspect.Parameter.VAR_POSITIONAL
        in {part.kind for part in inspect.signature(one).parameters.values()}
    }
    return [node.lineno for node in ast.walk(tree) if starts_git(node, runner)]


def starts_git(node: ast.AST, runner: set[str]) -> bool:
    match node:
        case ast.ImportFrom(module=str(module), names=names):
            imported = {one.name for one in names}
            return module.startswith("ims_docs.adapters.git") and not imported.isdisjoint(
                {"Process", "Running", "process", "running"}
            )
        case ast.Import(names=names):
            return any(one.name.startswith("ims_docs.adapters.git.") for one in names)
        case ast.Call(func=ast.Attribute(value=value, attr=method), args=[first, *_]):
            holder = value.id if isinstance(value, ast.Name) else ""
            is_number = isinstance(first, ast.Constant) and isinstance(first.value, int)
            return method in runner and not is_number and (holder, method) not in NOT_GIT
        case ast.List(elts=[first, *rest]) | ast.Tuple(elts=[first, *rest]):
            said = [one.value if isinstance(one, ast.Constant) else None for one in (first, *rest)]
            has_option = any(isinstance(one, str) and one.startswith("-") for one in said[1:])
            return said[0] == "git" or (said[0] in GIT_COMMANDS and has_option)
    return False


def test_git_is_asked_in_one_room_only() -> None:
    trees = {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }
    outside = {path: tree for path, tree in trees.items() if not path.startswith(GIT_ROOM)}
    found = {path: git_outside_its_room(tree) for path, tree in outside.items()}
    assert {path: lines for path, lines in found.items() if lines} == {}


ONE_READER = {"log": "log.py", "ls-tree": "listing.py", "cat-file": "batch.py"}
"""What git prints many lines for, and the one module that asks for it and knows its form."""


@pytest.mark.parametrize("command", ONE_READER)
def test_one_module_knows_the_form_of_what_git_prints(command: str) -> None:
    asking = {
        path.name
        for path in (PACKAGE / GIT_ROOM).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value == command
    }
    assert asking == {ONE_READER[command]}


@pytest.mark.parametrize("mark", ["MERGE_HEAD", "rebase-merge", "CHERRY_PICK_HEAD", "BISECT_LOG"])
def test_one_module_knows_what_is_unfinished_in_git(mark: str) -> None:
    knowing = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value == mark
    }
    assert knowing == {f"{GIT_ROOM}unfinished.py"}


@pytest.mark.parametrize("line", OUTSIDE_THE_GIT_ROOM.values(), ids=OUTSIDE_THE_GIT_ROOM)
def test_whatever_else_asks_git_is_seen(line: str) -> None:
    assert git_outside_its_room(ast.parse(line)) == [1]
