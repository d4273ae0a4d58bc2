"""A correction of a closed record: what it asks for, and what it keeps."""

from __future__ import annotations

import re
from datetime import date

import pytest
from complete_records import NONCONFORMITY
from samples import SHIPPED

from ims_docs.errors import ConfigurationError
from ims_docs.formats import frontmatter
from ims_docs.services.loading.content import load_file
from ims_docs.services.loading.former import digest
from ims_docs.services.records.correct import SHORTEST_REASON, corrected

PATH = "docs/records/nonconformity/NCR-0001.md"
REASON = "The title named another seal"


def correct(text=NONCONFORMITY, keys=None, *, reason=REASON, words=""):
    record = load_file(PATH, text.encode(), SHIPPED)
    return corrected(
        text, record, {"title": "The inner seal leaked"} if keys is None else keys,
        reason=reason, words=words, person="PER-0001", today=date(2026, 11, 23),
    )  # fmt: skip


def keys_of(text):
    return frontmatter.parse(frontmatter.split(text)[0]).values


@pytest.mark.parametrize(
    ("reason", "is_taken"),
    [
        ("x" * (SHORTEST_REASON - 1), False),
        ("x" * SHORTEST_REASON, True),
        (" " * 9 + "x", False),
        ("", False),
    ],
)
def test_a_reason_has_ten_letters_that_are_no_blanks_around_it(reason, is_taken):
    assert SHORTEST_REASON == 10
    if is_taken:
        assert keys_of(correct(reason=reason))["corrections"][0]["reason"] == reason
        return
    with pytest.raises(ConfigurationError) as caught:
        correct(reason=reason)
    assert caught.value.message == f"The reason {reason!r} is too short"


def test_a_correction_says_what_was_and_is_and_names_the_bytes_that_it_corrects():
    before = keys_of(NONCONFORMITY)
    (one,) = keys_of(correct())["corrections"]
    assert one == {
        "corrected_on": "2026-11-23",
        "corrected_by": "PER-0001",
        "reason": REASON,
        "corrects": digest(NONCONFORMITY),
        "changed": [{"key": "title", "was": before["title"], "is": "The inner seal leaked"}],
    }


def test_a_second_correction_keeps_the_first_and_has_the_next_number():
    once = correct()
    twice = correct(once, {}, words="And nobody was hurt.")
    first, second = keys_of(twice)["corrections"]
    assert first == keys_of(once)["corrections"][0]
    assert ("changed" in second, second["corrects"]) == (False, digest(once))
    assert "Correction 1, 2026-11-23" in twice
    assert "Correction 2, 2026-11-23" in twice
    assert twice.rstrip().endswith("And nobody was hurt.")


@pytest.mark.parametrize("key", ["id", "type", "status", "corrections"])
def test_what_makes_a_record_this_one_cannot_be_corrected(key):
    with pytest.raises(ConfigurationError) as caught:
        correct(keys={"title": "x", key: "x"})
    assert caught.value.message == f"`{key}` of a closed record cannot be corrected"


def test_nothing_to_correct_and_an_open_record_are_refused():
    with pytest.raises(ConfigurationError, match="Nothing is corrected"):
        correct(keys={}, words="  ")
    text = re.sub(r"(?m)^status: .*$", "status: open", NONCONFORMITY)
    with pytest.raises(ConfigurationError, match="NCR-0001 is not closed"):
        correct(text)
