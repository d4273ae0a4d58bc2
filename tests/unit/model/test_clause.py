"""Clause numbers sort as numbers and contain what lies below them."""

from __future__ import annotations

import pytest

from ims_docs.model.clause import Clause


def test_ten_comes_after_nine() -> None:
    numbers = ["10.2", "9.3", "4.1", "10", "9.3.10", "9.3.9", "9"]
    assert [str(one) for one in sorted(map(Clause.parse, numbers))] == [
        "4.1", "9", "9.3", "9.3.9", "9.3.10", "10", "10.2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "other", "is_inside"),
    [
        ("7.5", "7.5.2", True),
        ("7.5", "7.5", True),
        ("7.5.2", "7.5", False),
        ("1", "10", False),
        ("7.5", "7.51", False),
    ],
)
def test_contains(clause: str, other: str, is_inside: bool) -> None:  # noqa: FBT001
    assert Clause.parse(clause).contains(Clause.parse(other)) is is_inside


def test_parent() -> None:
    assert Clause.parse("7.5.2").parent == Clause.parse("7.5")
    assert Clause.parse("7").parent is None


@pytest.mark.parametrize("text", ["", "7.", ".7", "7..5", "7.5\n", "٧.٥", "7.5.2.1.1", "123", "a"])
def test_anything_else_is_no_clause(text: str) -> None:
    with pytest.raises(ValueError, match="is not a clause number"):
        Clause.parse(text)


def test_compares_with_clauses_only() -> None:
    with pytest.raises(TypeError):
        assert Clause.parse("7") < 8  # type: ignore[operator]
