"""What git prints about objects and trees, read by count and never by what it looks like."""

from __future__ import annotations

import io

import pytest

from ims_docs.adapters.git import History
from ims_docs.adapters.git.batch import Answer, coming, questions
from ims_docs.adapters.git.commits import commits
from ims_docs.adapters.git.ledger import ledger
from ims_docs.adapters.git.listing import TreeRow, listed
from ims_docs.errors import UnreadableError

NAME = b"5" * 40


def taken(output, number, most=100):
    return [one.taken(most) for one in coming(io.BytesIO(output), number)]


def test_an_object_may_look_like_an_answer():
    data = b"5" * 40 + b" blob 3\nabc\n"
    output = NAME + b" blob %d\n" % len(data) + data + b"\n" + NAME + b" tree 0\n\n"
    assert taken(output, 2) == [Answer("blob", data, len(data)), Answer("tree")]


@pytest.mark.parametrize(
    "said", [b"HEAD:a b c missing", b"abc ambiguous", b"a b ambiguous", b"HEAD:x missing"]
)
def test_what_is_not_there_has_no_kind(said):
    output = said + b"\n" + NAME + b" blob 1\nx\n"
    assert taken(output, 2) == [Answer(""), Answer("blob", b"x", 1)]


def test_what_is_too_large_or_not_asked_for_is_passed_over():
    output = NAME + b" blob 3\nabc\n" + NAME + b" blob 2\nab\n"
    assert taken(output, 2, most=2) == [Answer("blob", b"", 3), Answer("blob", b"ab", 2)]
    assert [one.size for one in coming(io.BytesIO(output), 2)] == [3, 2]


def test_where_git_gives_up_nothing_is_made_up():
    output = NAME + b" blob 3\nabc\n"
    assert taken(output, 2) == [Answer("blob", b"abc", 3)]
    for short in (output[:-1], output[:-3]):
        with pytest.raises(UnreadableError):
            taken(short[:-1], 1)


def test_a_name_that_is_no_text_is_asked_for_as_it_is():
    assert questions(["HEAD:\udcff"]) == b"HEAD:\xff\n"


def test_a_tree_is_listed_with_every_kind_of_thing(git_repository):
    made = git_repository([{"a\tb.md": "x", "docs/c.md": "x"}])
    made.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    made.git("commit", "-q", "-m", "A module")
    name = made.git("rev-parse", "HEAD:docs/c.md").strip()
    history = History(made.root)
    assert list(listed(history, "HEAD", "a\tb.md", "docs/c.md", "module")) == [
        TreeRow("a\tb.md", "100644", "blob", name),
        TreeRow("docs/c.md", "100644", "blob", name),
        TreeRow("module", "160000", "commit", "1" * 40),
    ]
    assert [row.kind for row in listed(history, "HEAD", "docs", inside=False)] == ["tree"]
    assert list(listed(history, "no-such-commit", check=False)) == []
    with pytest.raises(UnreadableError):
        list(listed(history, "no-such-commit"))


def test_settings_about_letters_change_no_message(git_repository):
    made = git_repository([{"docs/a.md": "x"}])
    made.commit({"docs/a.md": "y"}, "Prüfung")
    made.git("config", "i18n.logOutputEncoding", "ISO-8859-1")
    history = History(made.root)
    assert [one.message for one in commits(history, ["HEAD"], [])][-1] == "Prüfung\n"
    assert [one.message for one in ledger(history).commits][-1] == "Prüfung\n"
    assert history.log()[0].message == "Prüfung"
