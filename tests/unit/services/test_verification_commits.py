"""What each commit brought in that it may not, and the first commit after which it was right again."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from ledgers import DAY, commit, history, touching

from ims_docs.adapters.git.ledger import Touch
from ims_docs.errors import RepositoryNotFoundError, UnreadableError
from ims_docs.model.finding import Finding, Location, Severity
from ims_docs.services.commit_gate import JudgedCommit
from ims_docs.services.verification.commits import Commits
from ims_docs.services.verification.judged_before import JudgedBefore

NAMES = "abcdefg"
LINE = tuple(commit(one, *NAMES[:place][-1:]) for place, one in enumerate(NAMES))
NOTE, OTHER = "docs/a.md", "docs/b.md"


def finding(message="It is wrong", path=NOTE, line=3, code="DOC001"):
    return Finding(
        code=code, severity=Severity.ERROR, where=Location(path, line, 1), message=message,
        hint="Put it right.", clause="7.5.2",
    )  # fmt: skip


class Judging:
    """A judge whose verdicts a test gives: what is wrong at each commit."""

    def __init__(self, judged, wrong=None):
        self.judged, self.wrong, self.asked = judged, wrong or {}, []

    def nonconforming(self, found):
        self.given = [one.name for one in found]
        yield from self.judged

    def wrong_at(self, commit, focus):
        self.asked.append((commit, focus))
        found = self.wrong.get(commit, set())
        if isinstance(found, Exception):
            raise found
        return found


def commits(judge, ledger, folder=None, day=DAY):
    before = JudgedBefore(folder=folder, tool="a test")
    return Commits(judge=judge, ledger=ledger, as_of=day, before=before)


def told(*judged, wrong=None, touches=None, line=LINE):
    judge = Judging(judged, wrong)
    found = commits(judge, ledger=history(*line, touches=touches))
    return [(one.commit, one.code, one.message, one.repaired) for one in found.irregularities()]


def brought_in(name, *found, **more):
    by_name = {one.name: one for one in LINE}
    return JudgedCommit(by_name[name].commit, findings=found, **more)


def until(last, *, line=3):
    """Wrong at every commit up to this one, perhaps on another line."""
    return {one: {finding(line=line)} for one in NAMES[: NAMES.index(last) + 1]}


@pytest.mark.parametrize(("last", "repaired"), list(zip("bcdef", "cdefg", strict=True)))
def test_the_first_commit_without_the_fault_repaired_it(last, repaired):
    expected = [("b", "DOC001", "It is wrong", repaired)]
    assert told(brought_in("b", finding()), wrong=until(last)) == expected
    assert told(brought_in("b", finding()), wrong=until(last, line=9)) == expected


def test_what_still_stands_and_what_nothing_follows_is_not_repaired():
    assert told(brought_in("b", finding()), wrong=until("g"))[0][3] == ""
    assert told(brought_in("g", finding()))[0][3] == ""


def test_another_fault_in_the_file_or_the_same_in_another_file_is_not_this_one():
    wrong = {one: {finding("Something else"), finding(path=OTHER)} for one in NAMES}
    assert told(brought_in("b", finding()), wrong=wrong)[0][3] == "c"


@pytest.mark.parametrize("error", [RepositoryNotFoundError("x"), UnreadableError("x")])
def test_a_commit_that_cannot_be_judged_repairs_nothing(error):
    wrong = {"c": error, "d": error}
    assert told(brought_in("b", finding()), wrong=wrong)[0][3] == "e"
    assert told(brought_in("b", finding()), wrong={"g": error})[0][3] == ""


def test_only_the_file_that_is_wrong_is_read_again():
    judge = Judging([brought_in("b", finding())])
    list(commits(judge, ledger=history(*LINE)).irregularities())
    assert {focus for _, focus in judge.asked} == {frozenset({NOTE})}


def test_a_closed_record_is_repaired_by_its_former_bytes_alone():
    touches = {
        "b": touching(Touch(NOTE, "1", "2"), Touch(OTHER, "7", "8")),
        "c": touching(Touch(NOTE, "2", "3")),
        "d": touching(Touch(OTHER, "8", "1")),
        "e": touching(Touch(NOTE, "3", "7")),
        "f": touching(Touch(NOTE, "7", "1")),
    }
    history_rule = finding(code="HIS001")
    assert told(brought_in("b", history_rule), touches=touches)[0][3] == "f"
    del touches["f"]
    assert told(brought_in("b", history_rule), touches=touches)[0][3] == ""


def test_a_record_that_was_not_there_before_has_no_former_bytes():
    touches = {"b": touching(Touch(NOTE, "", "2")), "c": touching(Touch(NOTE, "2", ""))}
    assert told(brought_in("b", finding(code="HIS002")), touches=touches)[0][3] == ""


def test_a_reason_that_is_missing_is_never_mended():
    assert told(brought_in("b", lacks_reason=True)) == [
        ("b", "", "Its first line gives no reason for a change of controlled files", "")
    ]


def test_a_system_that_was_taken_away_is_repaired_when_its_settings_are_back():
    message = "It takes ims.yml away, so nothing in it could be judged"
    touches = {
        "b": touching(Touch("ims.yml", "1", "")),
        "c": touching(Touch(NOTE, "", "1")),
        "d": touching(Touch("ims.yml", "", "2")),
    }
    dropped = brought_in("b", drops_system=True)
    assert told(dropped, touches=touches) == [("b", "", message, "d")]
    del touches["d"]
    assert told(dropped, touches=touches) == [("b", "", message, "")]


def test_everything_of_one_commit_is_told_in_one_order():
    judged = brought_in("b", finding("1"), finding("2"), lacks_reason=True, drops_system=True)
    assert [one[2][:2] for one in told(judged)] == ["It", "It", "1", "2"]


def test_a_commit_that_wrote_the_file_without_the_fault_is_believed_without_another_question():
    judge = Judging([brought_in("b", finding()), brought_in("c", finding())], until("c"))
    touches = {
        "a": touching(Touch("ims.yml", "", "1")),
        "b": touching(Touch(NOTE, "", "1")),
        "c": touching(Touch(NOTE, "1", "2")),
        "e": touching(Touch(NOTE, "2", "3")),
    }
    found = list(commits(judge, ledger=history(*LINE, touches=touches)).irregularities())
    assert [one.repaired for one in found] == ["e", "e"]
    assert judge.asked == []


def test_without_settings_nothing_was_judged_and_nothing_repaired():
    touches = {
        "a": touching(Touch("ims.yml", "", "1")),
        "b": touching(Touch(NOTE, "", "1")),
        "c": touching(Touch("ims.yml", "1", "")),
        "d": touching(Touch(NOTE, "1", "2")),
        "e": touching(Touch("ims.yml", "", "1")),
        "f": touching(Touch(NOTE, "2", "3")),
    }
    judged = (brought_in("b", finding()), brought_in("c", drops_system=True))
    assert [one[3] for one in told(*judged, touches=touches)] == ["f", "e"]


def test_many_faults_ask_no_more_than_there_are_commits():
    faults = [finding(path=f"docs/{number}.md") for number in range(50)]
    judge = Judging([brought_in("b", *faults[:25]), brought_in("c", *faults[25:])])
    judge.wrong = {one: set(faults) for one in "bcde"}
    found = list(commits(judge, ledger=history(*LINE)).irregularities())
    assert {one.repaired for one in found} == {"f"}
    assert len(judge.asked) <= len(NAMES)
    assert len({name for name, _ in judge.asked}) == len(judge.asked)


# What was judged before


def given(folder, *, day=DAY, judged=(), touches=None):
    """Which commits the judge is asked about."""
    judge = Judging(judged, until("g"))
    list(commits(judge, history(*LINE, touches=touches), folder, day).irregularities())
    return "".join(judge.given)


def test_without_a_folder_every_commit_is_judged_each_time():
    assert given(None) == given(None) == "abcdefg"


def test_a_commit_in_which_nothing_was_found_is_judged_once(tmp_path):
    assert given(tmp_path, judged=[brought_in("c", finding())]) == "abcdefg"
    assert given(tmp_path, judged=[brought_in("c", finding())]) == "c"
    assert given(tmp_path, day=DAY + timedelta(1)) == "c"
    assert given(tmp_path, day=DAY - timedelta(1)) == "abcdefg"


def test_a_commit_that_changes_the_settings_is_judged_each_time(tmp_path):
    touches = {"b": touching(Touch("ims.yml", "1", "2"))}
    assert given(tmp_path, touches=touches) == "abcdefg"
    assert given(tmp_path, touches=touches) == "b"


def test_a_memory_of_another_key_program_or_hand_is_not_believed(tmp_path):
    def fresh(name):
        folder = tmp_path / name
        given(folder)
        assert given(folder) == ""
        return folder

    other, folder = fresh("other"), fresh("one")
    (folder / "key").write_bytes((other / "key").read_bytes())
    assert given(folder) == "abcdefg"
    folder = fresh("two")
    (folder / "key").chmod(0o644)
    assert given(folder) == "abcdefg"
    folder = fresh("three")
    (file,) = folder.glob("judged-*.sqlite")
    with closing(sqlite3.connect(file)) as opened, opened:
        (text,) = opened.execute("SELECT text FROM facts WHERE name = 'a'").fetchone()
        checksum = hashlib.sha1(f"b\0{text}".encode()).hexdigest()  # noqa: S324
        opened.execute("UPDATE facts SET text = ?, checksum = ? WHERE name = 'b'", (text, checksum))
    assert given(folder) == "b"
    folder = fresh("four")
    (file,) = folder.glob("judged-*.sqlite")
    file.write_bytes(b"junk")
    assert given(folder) == "abcdefg"
    assert JudgedBefore(folder=folder, tool="another").clean(NAMES, DAY) == frozenset()


def test_a_key_that_leads_elsewhere_is_no_key(tmp_path):
    (tmp_path / "elsewhere").write_bytes(b"0" * 32)
    (tmp_path / "key").symlink_to(tmp_path / "elsewhere")
    assert JudgedBefore(folder=tmp_path, tool="a test").clean(NAMES, DAY) == frozenset()
    assert not (tmp_path / "key").exists()
    assert (tmp_path / "elsewhere").read_bytes() == b"0" * 32
