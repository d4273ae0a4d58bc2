"""A statement has one form; its digest names one document, one version and one text."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ims_docs.model.approval import Meaning, Statement, digest, sha256
from ims_docs.model.reason import reason_problem

SPLITS = 100_000

clauses = st.from_regex(r"iso[0-9]{3,6}:[1-9](\.[1-9]){0,2}=[0-9a-f]{16}", fullmatch=True)
reasons = st.text(min_size=10, max_size=500).filter(lambda text: not reason_problem(text))


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    meaning = draw(st.sampled_from(Meaning))
    return Statement(
        document=draw(st.from_regex(r"[A-Z]{2,5}-[0-9]{4}|[a-z][a-z0-9-]{0,59}", fullmatch=True)),
        version=draw(st.from_regex(r"[1-9][0-9]{0,3}(\.[1-9][0-9]{0,3})?", fullmatch=True)),
        digest=sha256(draw(st.binary())),
        meaning=meaning,
        signer=draw(st.from_regex(r"PER-[0-9]{4}", fullmatch=True)),
        signed_at=draw(st.datetimes(timezones=st.just(UTC))).replace(microsecond=0),
        previous=draw(st.sampled_from(["none", sha256(b"")])),
        reason=draw(reasons) if meaning.needs_reason else "",
        clauses=tuple(draw(st.lists(clauses, max_size=3))),
    )


def read_or_none(data: bytes) -> Statement | None:
    with suppress(ValueError):
        return Statement.parse(data)
    return None


@given(statements())
def test_a_statement_is_read_as_it_was_written(statement):
    assert Statement.parse(statement.text.encode()) == statement
    assert statement.text.count("\n") == 8 + bool(statement.reason) + bool(statement.clauses)
    assert statement.text.startswith("ims-approval/v2") is bool(statement.clauses)


@given(statements(), st.data())
def test_what_can_be_read_is_written_in_the_same_bytes(statement, data):
    raw = bytearray(statement.text.encode())
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    read = read_or_none(bytes(raw))
    assert read is None or read.text.encode() == bytes(raw)


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail_otherwise(data):
    read = read_or_none(data)
    assert read is None or read.text.encode() == data


def test_no_two_ways_to_cut_the_same_bytes_have_one_digest():
    chance = random.Random(20261123)  # noqa: S311
    alphabet = [*"AB01-.", "\n", "é"]
    seen: dict[str, tuple[str, str, bytes]] = {}
    for _ in range(SPLITS):
        text = "".join(chance.choices(alphabet, k=chance.randrange(12)))
        first, second = sorted(chance.choices(range(len(text) + 1), k=2))
        parts = (text[:first], text[first:second], text[second:].encode())
        assert seen.setdefault(digest(*parts), parts) == parts


def test_a_digest_is_the_same_with_the_line_ends_of_another_machine():
    assert digest("POL-0001", "1.0", b"a\r\nb\r\n") == digest("POL-0001", "1.0", b"a\nb\n")
    assert digest("POL-0001", "1.0", b"a\rb") != digest("POL-0001", "1.0", b"a\nb")


@given(st.binary(max_size=50), st.binary(max_size=50))
def test_other_bytes_have_another_digest(one, other):
    same = one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")
    assert (digest("POL-0001", "1.0", one) == digest("POL-0001", "1.0", other)) is same


KNEW = "clauses: iso56001:5.2=0123456789abcdef"
RIGHT = f"""\
ims-approval/v1
document: POL-0001
version: 1.0
digest: {sha256(b"")}
meaning: reviewed
signer: PER-0002
signed-at: 2026-11-23T08:16:49Z
previous: none
reason: still valid because nothing around it changed
"""


def test_the_form_is_the_one_that_the_documentation_shows():
    statement = Statement.parse(RIGHT.encode())
    assert statement.signed_at == datetime(2026, 11, 23, 8, 16, 49, tzinfo=UTC)
    assert statement.meaning is Meaning.REVIEWED
    assert (statement.folder, statement.stem) == ("approvals/POL-0001/v1.0", "reviewed-PER-0002")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("ims-approval/v1", "ims-approval/v3"), "The first line is not ims-approval/v1 or"),
        (("ims-approval/v1", "ims-approval/v2"), "Line 9 has to begin with `clauses: `"),
        (("none\n", f"none\n{KNEW}\n"), "Line 9 has to begin with `reason: `"),
        (("document: POL-0001", "document: ../POL"), "`document` is not written as it has to be"),
        (("version: 1.0", "version: 1.00"), "`version` is not written as it has to be"),
        (("digest: sha256", "digest: sha1"), "`digest` is not written as it has to be"),
        (("meaning: reviewed", "meaning: seen"), "`meaning` is not one of the words"),
        (("signer: PER-0002", "signer: ben@example.org"), "`signer` is not written as it has"),
        (("11-23T", "02-30T"), "`signed-at` is not a moment like"),
        (("08:16:49Z", "08:16:49+01:00"), "`signed-at` is not a moment like"),
        (("previous: none", "previous: nothing"), "`previous` is not written as it has to be"),
        (("reason: still", "because: still"), "Line 9 has to begin with `reason: `"),
        (("still valid because nothing around it changed", "it is"), "The reason needs 10 to 500"),
        (("nothing around", "nothing\u202earound"), "The reason holds a character that nobody"),
        (("because nothing", "because  nothing"), "The reason has blanks at its ends or two"),
        (("nothing around", "cafe\u0301 around"), "The reason is not in Unicode NFC form"),
        (("meaning: reviewed", "meaning: approved"), "`approved` takes no reason"),
        (("document: POL-0001\nversion: 1.0", "version: 1.0\ndocument: POL-0001"), "Line 2 has"),
        (("version: 1.0\n", ""), "Line 3 has to begin with `version: `"),
        (("changed\n", "changed\nmore: text\n"), "Line 10 is one too many"),
        (("changed\n", "changed"), "The last line does not end"),
        (("\n", "\r\n"), "Its line ends were changed; they have to be LF"),
        (("changed", "changed" * 3000), "It has "),
        (("\nreason: still valid because nothing around it changed", ""), "The reason needs 10"),
        (("still valid because nothing around it changed", ""), "The line `reason` is empty"),
    ],
)
def test_a_statement_in_any_other_form_is_refused_with_a_sentence(change, message):
    with pytest.raises(ValueError, match=f"^{message.replace('.', '[.]')}"):
        Statement.parse(RIGHT.replace(*change).encode())


def test_a_statement_that_is_not_text_is_refused():
    with pytest.raises(ValueError, match="It is not UTF-8"):
        Statement.parse(RIGHT.encode() + b"\xff\n")


@pytest.mark.parametrize(
    "line",
    [
        "clauses: ",
        KNEW + " ",
        KNEW.replace(": ", ":  "),
        KNEW.replace("=", "= "),
        KNEW.replace("abcdef", "ABCDEF"),
        KNEW[:-1],
        KNEW.replace("iso56001", "../etc"),
    ],
)
def test_what_was_known_of_the_clauses_has_one_form_too(line):
    right = RIGHT.replace("v1", "v2").replace("none\n", f"none\n{KNEW}\n")
    assert Statement.parse(right.encode()).clauses == ("iso56001:5.2=0123456789abcdef",)
    assert read_or_none(right.replace(KNEW, line).encode()) is None
