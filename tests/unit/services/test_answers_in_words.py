"""Answers as an auditor gives them: spans of clauses, none, yes and no."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from ims_docs.adapters.resources import resource
from ims_docs.errors import ConfigurationError
from ims_docs.formats.schemas import Schemas
from ims_docs.services.records.answers import Reader

NUMBERS = ("4", "4.1", "5", "6", "7", "8", "8.3", "8.3.2", "9", "9.2", "10", "10.2")


@pytest.fixture(scope="module")
def report():
    """`report(key, words)`: what is kept of an answer in an audit report."""
    type_ = Schemas(resource("schemas")).types["internal-audit-report"]
    known = {key.name: key for key in type_.properties}
    held = SimpleNamespace(
        clause_numbers=frozenset(NUMBERS),
        holders_of=lambda _: (),
        documents=(),
        records=(),
        registers=(),
    )
    return lambda key, words: Reader(held).read(known[key], words)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("8.3.2; 9.2", ["8.3.2", "9.2"]),
        ("8.3.2, 9.2", ["8.3.2", "9.2"]),
        ("4 to 10", ["4", "5", "6", "7", "8", "9", "10"]),
        ("8-10", ["8", "9", "10"]),
        ("4–5; 8.3.2", ["4", "5", "8.3.2"]),
        ("All", ["4", "5", "6", "7", "8", "9", "10"]),
        ("the whole system", ["4", "5", "6", "7", "8", "9", "10"]),
        ("11 to 12", ["11 to 12"]),
        ("10 to 4", ["10 to 4"]),
        ("ideas", ["ideas"]),
        ('["8.3", "9"]', ["8.3", "9"]),
    ],
)
def test_clauses_are_named_one_by_one_as_a_span_or_all(report, words, kept):
    assert report("clauses", words) == kept


@pytest.mark.parametrize("words", ["none", "None", "no", "-", "[]"])
def test_none_is_an_empty_list_of_ids(report, words):
    assert report("findings", words) == []


def test_none_among_free_words_is_a_word(report):
    assert report("criteria", "none") == ["none"]


@pytest.mark.parametrize(
    ("key", "words", "kept"),
    [
        ("conforms", "yes", "conforms"),
        ("conforms", "No", "does not conform"),
        ("effective", "yes", "effective"),
        ("effective", "no", "not effective"),
        ("effective", "partly", "partly effective"),
    ],
)
def test_yes_and_no_answer_a_question(report, key, words, kept):
    assert report(key, words) == kept


def test_other_words_are_refused(report):
    with pytest.raises(ConfigurationError, match="not one of the choices"):
        report("conforms", "maybe")
