"""Limits and decisions that texts cite: which of them said something else at an approval."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ims_docs.adapters.disk.tree import Tree
from ims_docs.adapters.git import History
from ims_docs.adapters.git.log import LoggedCommit
from ims_docs.adapters.git.trees import RevisionTree
from ims_docs.domain.citing import citations_of, cited, registered, titles_of
from ims_docs.formats import frontmatter
from ims_docs.formats.frontmatter import MalformedError
from ims_docs.model.citation import REGISTERS, ChangedValue
from ims_docs.model.content import Content
from ims_docs.model.document import Document
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.services.loading.plain_files import brought, there

_Words = Mapping[str, str]
"""What each limit and decision says, by id."""


def with_changed_values(
    repository: Repository, tree: Tree, git: Callable[[], History]
) -> Repository:
    """The repository with what only git knows of the values that approved texts cite.

    What the registers say now is compared with what lay beside a statement when it was saved.
    Git is asked only where a text with statements cites, and for old values only where a
    register was ever changed. Raises HistoryUnavailableError where a part of the history is
    not here.
    """
    wanted = _wanted(repository)
    registers = [one for name in REGISTERS.values() if (one := repository.register(name))]
    if not wanted or not registers or not (history := there(git)):
        return repository
    history.require_whole(lost=", so cited limits cannot be compared with what was approved")
    if not history.has_commits:
        return repository
    start = tree.commit if isinstance(tree, RevisionTree) else "HEAD"
    reading = _Reading(repository, history, start, [one.path for one in registers])
    found = dict(reading.changed(wanted))
    return replace(repository, changed_values=found) if found else repository


def _wanted(repository: Repository) -> dict[str, frozenset[str]]:
    """By the name of a text with statements: the ids that it cites."""
    signed = {one.document for one in repository.statements if one.statement}
    subjects: tuple[Document | Register, ...] = (*repository.documents, *repository.registers)
    found = {}
    for one in subjects:
        if one.name in signed:
            found[one.name] = frozenset(
                each for citation in citations_of(one) for each in citation.ids
            )
    return {name: ids for name, ids in found.items() if ids}


class _Reading:
    """The registers now and as they were."""

    def __init__(
        self, repository: Repository, history: History, start: str, paths: Sequence[str]
    ) -> None:
        self._repository = repository
        self._history = history
        self._start = start
        self._paths = paths
        self._titles = titles_of(repository.register("roles"))
        self._now = {one.id: one.words for one in cited(repository).values()}
        self._known: dict[tuple[str, bytes], _Words] = {}

    def changed(
        self, wanted: Mapping[str, frozenset[str]]
    ) -> Iterator[tuple[tuple[str, str], ChangedValue]]:
        """By statement and id: what the id said when the statement was saved, where it differs."""
        log = self._history.log(self._start, *self._paths)
        former = list(self._then([one.name for one in log]))
        if all(self._is_now(words) for words in former):
            return
        arrived = brought(self._history.log(self._start, "approvals"))
        asked = [
            (one.statement.sha256, one.document, arrived[one.path])
            for one in self._repository.statements
            if one.statement and one.document in wanted and one.path in arrived
        ]
        commits = list(dict.fromkeys(commit for _, _, commit in asked))
        then = dict(zip(commits, self._then(commits), strict=True))
        for sha256, document, commit in asked:
            for name in sorted(wanted[document]):
                before, after = then[commit].get(name, ""), self._now.get(name, "")
                if before and before != after:
                    day = self._since(name, log, former)
                    yield (sha256, name), ChangedValue(before, after, day)

    def _is_now(self, words: _Words) -> bool:
        return all(self._now.get(name) == one for name, one in words.items())

    def _since(self, name: str, log: Sequence[LoggedCommit], former: Sequence[_Words]) -> date:
        """The day on which a limit or decision came to say what it says; today where nobody saved it."""
        day = self._repository.as_of
        for commit, words in zip(log, former, strict=True):
            if words.get(name, "") != self._now.get(name, ""):
                break
            day = commit.committed.date()
        return day

    def _then(self, commits: Sequence[str]) -> Iterator[_Words]:
        """What everything that could be cited said at each commit."""
        names = (f"{commit}:{path}" for commit in commits for path in self._paths)
        data = self._history.blobs(names)
        for _ in commits:
            words: dict[str, str] = {}
            for path, each in zip(self._paths, data, strict=False):
                words.update(self._read(path, each) if each is not None else {})
            yield words
        next(data, None)  # so that git is heard to its end

    def _read(self, path: str, data: bytes) -> _Words:
        if (path, data) not in self._known:
            self._known[path, data] = self._parsed(path, data)
        return self._known[path, data]

    def _parsed(self, path: str, data: bytes) -> _Words:
        try:
            read = frontmatter.read_keys(data)
        except MalformedError:
            return {}
        register = Register(path=path, content=Content(values=read.values))
        return {one.id: one.words for one in registered([register], self._titles).values()}
