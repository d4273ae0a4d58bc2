"""Files across their renames: which name each had at any commit, along every line of parents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ims_docs.adapters.git.log import Differences, LoggedCommit
from ims_docs.adapters.git.merges import acts
from ims_docs.model.revision import Revision

Names = Mapping[str, tuple[str, ...]]
"""Name at a commit to the names that the file has now; a name that is not here has not changed."""


def revisions(commits: Sequence[LoggedCommit], path: str = "") -> Iterator[Revision]:
    """Every act of every commit, or of those that changed the file that has this name now."""
    for commit, names, done in zip(commits, names_at(commits), acts(commits), strict=True):
        subject, _, body = commit.message.partition("\n\n")
        subject, body = " ".join(subject.split("\n")), body.strip("\n")
        for difference, merge in done:
            today = names.get(difference.path)
            if today is None:
                today = (difference.path,)
            if path and path not in today:
                continue
            yield Revision(
                commit=commit.name,
                author=commit.author,
                email=commit.email,
                authored=commit.authored,
                committed=commit.committed,
                subject=subject,
                body=body,
                change=difference.change,
                path=difference.path,
                former_path=difference.former_path,
                current_path=path or (today[0] if today else difference.path),
                blob=difference.blob,
                former_blob=difference.former_blob,
                merge=merge,
            )


def names_at(commits: Sequence[LoggedCommit]) -> Iterator[Names]:
    """For each commit, what the files in it are called now. Children come before their parents."""
    waiting: dict[str, Names] = {}
    nothing: Names = {}
    for commit in commits:
        names = waiting.pop(commit.name, nothing)
        yield names
        for parent, differences in zip(commit.parents, commit.differences, strict=False):
            before = _before(names, differences)
            other = waiting.get(parent)
            waiting[parent] = before if other is None else _both(other, before)


def former_name(names: Names, path: str) -> str:
    """What the file that has this name now was called, empty when it was not there."""
    for name, today in names.items():
        if path in today:
            return name
    return "" if path in names else path


def _before(names: Names, differences: Differences) -> Names:
    """The names one commit further back: a renamed file leads to its older name.

    A name that was taken over by another file does not lead back to what it was before.
    """
    renamed = [one for one in differences.values() if one.former_path]
    if not renamed:
        return names
    before = dict(names)
    for one in renamed:
        before[one.path] = ()
    for one in renamed:
        before[one.former_path] = names.get(one.path, (one.path,))
    return before


def _both(one: Names, other: Names) -> Names:
    if one is other or one == other:
        return one
    return {
        name: tuple(dict.fromkeys((*one.get(name, (name,)), *other.get(name, (name,)))))
        for name in (*one, *other)
    }
