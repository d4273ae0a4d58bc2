"""Whether the first line of a message gives a reason. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

CONTROLLED = ("docs/", "schemas/", "standards/", "approvals/", "trust/", "baselines/")
"""Folders whose changes an auditor asks about."""
CONTROLLED_FILES = ("ims.yml",)

LEAST_WORDS = 2
LEAST_CHARACTERS = 10

COMMENT_SIGNS = "#;@!$%^&|:"
"""Signs that git takes to begin a comment with, when it may choose."""

_SCISSORS = "------------------------ >8 ------------------------"
_GIT_WRITES = re.compile(
    r"Merge (?:branch(?:es)?|tags?|commits?|remote-tracking branch(?:es)?|pull request|"
    r"[0-9a-f]{7,64} into) |Revert \"|Reapply \""
)
"""First lines of merges and reverts: what they do is the reason."""
_KIND = re.compile(r"[A-Za-z]+(?:\([^)]*\))?!?: +")
"""What some teams write in front: `docs:`, `fix(policy):`."""
_LABEL = re.compile(
    r"\[[^\]]*\] *|\([^)]*\)[:,-]? +|(?:[A-Z][A-Z0-9]+-[0-9]+|(?:[A-Za-z]+ )?#[0-9]+|![0-9]+)[:,-]*(?: +|$)"
)
"""What is put in front for a machine: `[skip ci]`, the number of a ticket."""
_FILE = re.compile(r"(?<!\S)[\"'`]?[^\s\"'`]*[^\s\"'`.]\.[A-Za-z][A-Za-z0-9]{0,4}[\"'`]?(?!\S)")
"""The name of a file, which git shows anyway."""
_TRAILER = re.compile(r"[A-Z][A-Za-z]*(?:-[A-Za-z]+)+: ")
"""What git takes for a trailer, such as `Co-authored-by: `."""
_FORGE_WRITES = re.compile(
    r"Apply (?:suggestions? from code review|[0-9]+ suggestions?\(s\) to [0-9]+ files?\(s\))|"
    r".* (?:edited|created|deleted) online with Bitbucket|Initial commit|Upload New File",
    re.IGNORECASE,
)
"""What the web pages of forges write where nobody wrote anything."""
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"  # Japanese, Chinese
)
"""Letters of scripts that put no blank between words. Two of them say about as much as a word."""
_LETTERS = rf"[^\W\d_{_UNSPACED}]"
_WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}|{_LETTERS}+(?:['’-]{_LETTERS}+)*")
_DENSE = re.compile(rf"[{_UNSPACED}]")
_FILLERS = """
    a add added adding adds all an and another as at backup bit bug bugs change changed changes chore
    cleanup close closed closes commit committed content corrected correction corrections corrects
    create created creates creating data delete deleted deletes deleting directory doc docs document
    documents done draft edit edited edits few file files final fix fixed fixes fixing fixup folder for
    from here in initial into issue it latest little lots minor misc miscellaneous modified modify more
    move moved moves my new of on other patch progress push quick record records ref refs remove removed
    removes rename renamed renames replace replaced resolve resolved resolves save saved saving several
    small some squash stuff temp test testing text the thing things this ticket tmp to typo typos up
    update updated updates updating upload uploaded uploads various version via wip with work working
"""
_SAYS_NOTHING = frozenset(_FILLERS.split())


class Writing(NamedTuple):
    """How git will treat what was written."""

    edited: bool = True
    """Whether a person wrote it in an editor, where git has put comments."""
    cleanup: str = ""
    """commit.cleanup, empty when nothing is set."""
    comment: str = "#"
    """core.commentChar."""


def is_controlled(path: str) -> bool:
    """Whether a change of this file needs a reason."""
    return path.startswith(CONTROLLED) or path in CONTROLLED_FILES


def needs_reason(paths: Iterable[str]) -> bool:
    """Whether one of these files is controlled."""
    return any(map(is_controlled, paths))


def first_line(text: str, writing: Writing) -> str:
    """The line that git will show for this message, without what git takes away."""
    sign = _sign(text, writing.comment)
    without_comments = writing.cleanup == "strip" or (
        writing.edited and writing.cleanup in ("", "default")
    )
    for line in text.split("\n"):
        if writing.edited and line.rstrip("\r") == f"{sign} {_SCISSORS}":
            break
        if line.strip() and not (without_comments and line.startswith(sign)):
            return line.strip()
    return ""


def is_reason(line: str) -> bool:
    """Whether a person who reads this line in ten years learns why."""
    if _GIT_WRITES.match(line):
        return True
    reason = _unlabelled(line)
    if _TRAILER.match(reason) or _FORGE_WRITES.fullmatch(reason):
        return False
    reason = _FILE.sub("", reason)
    words = _WORD.findall(reason.casefold())
    return (
        len(words) >= LEAST_WORDS
        and len(reason.strip()) + len(_DENSE.findall(reason)) >= LEAST_CHARACTERS
        and not _SAYS_NOTHING.issuperset(words)
    )


def _unlabelled(line: str) -> str:
    """What a person wrote, without what stands before it and behind it for machines."""
    reason = line.strip()
    while found := _LABEL.match(reason) or _KIND.match(reason):
        reason = reason[found.end() :]
    return re.sub(r"\s*\[[^\]]*\]$|\s*\(?#[0-9]+\)?$", "", reason)


def _sign(text: str, setting: str) -> str:
    """What begins a comment; with `auto` the sign of git's own lines at the end."""
    if setting != "auto":
        return setting or "#"
    last = next((line for line in reversed(text.split("\n")) if line.strip()), "#")
    return last[0] if last[0] in COMMENT_SIGNS else "#"
