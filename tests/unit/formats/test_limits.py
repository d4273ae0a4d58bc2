"""Limits of what is read: the last size that is taken, and the first that is not."""

from __future__ import annotations

import pytest

from ims_docs.formats import frontmatter
from ims_docs.formats.diff.changes import Kind
from ims_docs.formats.diff.words import likeness, redline
from ims_docs.formats.frontmatter import MAX_BYTES, MAX_FRONT_MATTER, MalformedError
from ims_docs.formats.signatures.allowed_signers import read_list
from ims_docs.formats.signatures.namespaces import STATEMENTS
from ims_docs.formats.signatures.wire import Wire, WireError, string

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbKMlBRzS/x4Z2mnkmT3WhiKfCsGTpOTp8kQnPh9J6k"


# Front matter


@pytest.mark.parametrize(("more", "is_taken"), [(-1, True), (0, True), (1, False)])
def test_a_file_may_be_as_long_as_the_limit_says(more, is_taken):
    data = b"a" * (MAX_BYTES + more)
    if is_taken:
        assert len(frontmatter.decode(data)) == len(data)
    else:
        with pytest.raises(MalformedError) as caught:
            frontmatter.decode(data)
        assert (caught.value.message, caught.value.line) == (
            "The file has 1048577 bytes; the limit is 1048576",
            0,
        )


@pytest.mark.parametrize(("more", "is_taken"), [(0, True), (1, False)])
def test_front_matter_may_be_as_long_as_the_limit_says(more, is_taken):
    front = "a: " + "b" * (MAX_FRONT_MATTER - 4 + more) + "\n"
    text = f"---\n{front}---\nbody\n"
    if is_taken:
        assert frontmatter.split(text) == (front, "body\n", 4)
    else:
        with pytest.raises(MalformedError) as caught:
            frontmatter.split(text)
        assert caught.value.message == "The front matter has 262145 characters; the limit is 262144"


def test_an_empty_front_matter_and_an_empty_body_are_taken():
    assert frontmatter.split("---\n---\n") == ("", "", 3)
    assert frontmatter.split("---\na: b\n---\n") == ("a: b\n", "", 4)


@pytest.mark.parametrize("text", ["<<: {a: b}\n", '"<<": {a: b}\n', "a:\n  <<: {b: c}\n"])
def test_a_merge_key_is_refused_however_it_is_written(text):
    with pytest.raises(MalformedError) as caught:
        frontmatter.parse(text)
    assert caught.value.message == "A merge key (<<) is not allowed"
    assert caught.value.hint == "Write the keys out."


# The bytes of SSH


@pytest.mark.parametrize(
    ("data", "value"),
    [(b"", 0), (b"\x01", 1), (b"\x7f", 127), (b"\x00\x80", 128), (b"\x00\xff", 255)],
)
def test_a_number_is_read_in_its_one_form(data, value):
    assert Wire(string(data)).positive() == value


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x01", b"\x00\x7f", b"\x80", b"\xff\x00"])
def test_a_number_with_a_byte_too_many_or_below_zero_is_refused(data):
    with pytest.raises(WireError, match="a number is not written as it has to be"):
        Wire(string(data)).positive()


def test_bytes_end_exactly_where_they_should():
    wire = Wire(b"\x00\x00\x00\x02ab")
    assert wire.string() == b"ab"
    wire.end()
    with pytest.raises(WireError, match="the bytes end too early"):
        wire.take(1)
    with pytest.raises(WireError, match="the bytes end too early"):
        Wire(b"\x00\x00\x00\x03ab").string()
    with pytest.raises(WireError, match="there are bytes too many"):
        Wire(b"a").end()


# The list of signers


@pytest.mark.parametrize(("second", "counts"), [("00", False), ("01", True)])
def test_a_key_has_to_begin_before_it_ends(second, counts):
    times = f'valid-after="20260101000000Z",valid-before="202601010000{second}Z"'
    keys, flaws = read_list(f'PER-0001 namespaces="{STATEMENTS}",{times} {KEY}\n'.encode())
    told = [] if counts else ["The key ends before it begins"]
    assert ([one.person for one in keys], [one.message for one in flaws]) == (
        ["PER-0001"] * counts,
        told,
    )


# Words


def runs(before, after):
    return [(one.kind, one.text) for one in redline(before, after)]


def test_a_blank_or_a_comma_between_two_changes_is_part_of_them():
    assert runs("red fox", "blue cat") == [(Kind.REMOVED, "red fox"), (Kind.ADDED, "blue cat")]
    assert runs("red, fox", "blue, cat") == [(Kind.REMOVED, "red, fox"), (Kind.ADDED, "blue, cat")]


def test_what_stays_at_an_end_or_is_longer_or_has_a_letter_stands_alone():
    same = (Kind.SAME, "a")
    assert (Kind.SAME, " a ") in runs("red a fox", "blue a cat")
    assert same not in runs("red fox", "blue cat")
    assert runs("red ... fox", "blue ... cat")[2] == (Kind.SAME, " ... ")
    assert runs("-- red", "-- blue")[0] == (Kind.SAME, "-- ")
    assert runs("red --", "blue --")[-1] == (Kind.SAME, " --")
    assert runs(", red", ", blue")[0] == (Kind.SAME, ", ")


def test_likeness_goes_from_nothing_to_everything():
    assert (likeness("a b", "b a"), likeness("a b", "a c"), likeness("a", "b")) == (1.0, 0.5, 0.0)
    assert (likeness("", "a"), likeness("a", "")) == (0.0, 0.0)
