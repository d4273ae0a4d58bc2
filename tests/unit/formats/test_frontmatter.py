"""Front matter: one form, exact places, and text that reads back as it was written."""

from __future__ import annotations

import math

import pytest

from ims_docs.formats.frontmatter import (
    MalformedError,
    dump,
    forbidden_character,
    parse,
    scalar,
    split,
)


def test_split_gives_keys_body_and_the_line_of_the_body() -> None:
    assert split("---\na: 1\nb: 2\n---\n# Title\n") == ("a: 1\nb: 2\n", "# Title\n", 5)


def test_split_ends_at_the_first_closing_line() -> None:
    assert split("---\na: 1\n---\ntext\n---\nmore\n") == ("a: 1\n", "text\n---\nmore\n", 4)


def test_split_leaves_indented_hyphens_alone() -> None:
    front, body, line = split("---\na: |\n  ---\n  x\n---\n")
    assert (parse(front, 2).values, body, line) == ({"a": "---\nx\n"}, "", 6)


def test_a_file_that_ends_at_its_closing_line_says_what_is_missing() -> None:
    with pytest.raises(MalformedError) as caught:
        split("---\na: 1\n---")
    assert caught.value.message == "The front matter is not closed"
    assert caught.value.hint == (
        "End the last line (---) with a line end, and write the text below it."
    )


def test_parse_knows_the_place_of_every_key_and_list_item() -> None:
    text = "a: 1\nb:\n  - x\n  - c: [u, v]\n    d: é\n"
    assert parse(text, 2).positions == {
        (): (2, 1),
        ("a",): (2, 1),
        ("b",): (3, 1),
        ("b", 0): (4, 5),
        ("b", 1): (5, 5),
        ("b", 1, "c"): (5, 5),
        ("b", 1, "c", 0): (5, 9),
        ("b", 1, "c", 1): (5, 12),
        ("b", 1, "d"): (6, 5),
    }


def test_parse_counts_columns_in_characters() -> None:
    positions = parse("{日本: x, 😀: u, v: 1}\n").positions
    assert positions["😀",] == (1, 9)
    assert positions["v",] == (1, 15)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("a", "a"),
        ("1", 1),
        ("-12", -12),
        ("0", 0),
        ("999999999999999999", 999_999_999_999_999_999),
        ("1.5", 1.5),
        ("-0.25", -0.25),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("2026-11-23", "2026-11-23"),
        ("'yes'", "yes"),
        ('"1.10"', "1.10"),
        ("none", "none"),
        ("nobody", "nobody"),
        ("1.2.3", "1.2.3"),
        ("+49 30 1234", "+49 30 1234"),
        ("-x", "-x"),
        (".x", ".x"),
        ("10:30 Uhr", "10:30 Uhr"),
        ("\u0661\u0662", "\u0661\u0662"),
        ("[]", []),
        ("{}", {}),
        ("[a, 1, true]", ["a", 1, True]),
        ("|\n  x\n  y\n", "x\ny\n"),
        (">\n  x\n  y\n", "x y\n"),
    ],
)
def test_parse_reads_yaml_1_2_core(written: str, value: object) -> None:
    found = parse(f"a: {written}\n").values["a"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain words (here), 50% + more", "plain words (here), 50% + more"),
        ("yes", '"yes"'),
        ("No", '"No"'),
        ("1.10", '"1.10"'),
        ("12:30", '"12:30"'),
        ("", '""'),
        (" x", '" x"'),
        ("x ", '"x "'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("- a", '"- a"'),
        ('say "x" \\ y', '"say \\"x\\" \\\\ y"'),
        ("a\nb", '"a\\nb"'),
        ("a\tb", '"a\\tb"'),
        ("é", '"é"'),
        ("2026-11-23", "2026-11-23"),
        ("2026-02-30", '"2026-02-30"'),
        (True, "true"),
        (None, "null"),
        (3, "3"),
        (2.5, "2.5"),
        (3.0, "3"),
    ],
)
def test_scalar_is_quoted_unless_every_reader_sees_the_same(value: object, text: str) -> None:
    assert scalar(value) == text  # type: ignore[arg-type]
    assert parse(f"a: {text}\n").values["a"] == value


@pytest.mark.parametrize("number", [math.nan, math.inf, 1e-7, 10**18, -(10**18), 1e30])
def test_a_number_that_would_not_read_back_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match=r"cannot be written|more than 18 digits"):
        dump({"a": number})


def test_dump_writes_as_a_person_would() -> None:
    values = {
        "id": "IDE-0001",
        "text": "one\n\n  two\n",
        "list": ["a", {"b": 1, "c": [True]}, [], [["x"]]],
        "group": {"yes": None, "d": {}},
    }
    text = dump(values)  # type: ignore[arg-type]
    assert text == (
        'id: "IDE-0001"\n'.replace('"', "")
        + "text: |\n  one\n\n    two\n"
        + "list:\n  - a\n  - b: 1\n    c:\n      - true\n  - []\n  -\n    -\n      - x\n"
        + 'group:\n  "yes": null\n  d: {}\n'
    )
    assert parse(text).values == values


def test_a_conflict_marker_in_a_value_does_not_look_like_one_in_the_file() -> None:
    text = dump({"a": "x\n<<<<<<< HEAD\n"})
    assert text == 'a: "x\\n<<<<<<< HEAD\\n"\n'


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("plain\ttext\n", ""),
        ("é 日本 😀 مرحبا می\u200cخواهم 👩\u200d🚀", ""),
        ("\x07", "U+0007"),
        ("\r", "U+000D"),
        ("é\r", "U+000D"),
        ("é\x9f", "U+009F"),
        ("\u2066", "U+2066"),
        ("\ud800", "U+D800"),
        ("\uffff", "U+FFFF"),
    ],
)
def test_forbidden_characters(text: str, bad: str) -> None:
    assert forbidden_character(text) == bad
