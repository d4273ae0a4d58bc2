"""What somebody answers is judged as `ims check` judges it, understood, and never lost."""

from __future__ import annotations

import io
import sys

import pytest

from ims_docs.formats import frontmatter

LESSON = "docs/records/lesson/LES-0001.md"
NCR = "docs/records/nonconformity/NCR-0001.md"


class Typed(io.StringIO):
    """What somebody types at a terminal, line by line; then Ctrl-C."""

    def isatty(self) -> bool:
        return True

    def readline(self, *arguments) -> str:
        line = super().readline(*arguments)
        if not line:
            raise KeyboardInterrupt
        return line


@pytest.fixture
def typed(monkeypatch, ims, acme):
    """`typed(lines, *command)`: run a command and answer its questions."""

    def call(lines, *arguments):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", Typed("".join(f"{line}\n" for line in lines)))
            return ims("-C", acme, *arguments)

    return call


@pytest.fixture
def add(acme, ims):
    """`add(type, "key=value" …)`: without questions."""

    def call(name, *settings):
        said = [part for one in settings for part in ("--set", one)]
        return ims("-C", acme, "--quiet", "add", name, "--no-input", *said)

    return call


def keys(path) -> dict:
    front, _, _ = frontmatter.split(path.read_text("utf-8"))
    return frontmatter.parse(front).values


def is_clean(git, acme) -> bool:
    return git(acme, "status", "--porcelain").stdout == ""


@pytest.mark.parametrize(
    "text",
    [
        "title: Glue\nlearned_from: failure\ndate: 31.12.2099\n",
        "title: Glue\nlearned_from: failure\ndate: soon\n",
        "title: <b>Glue</b>\nlearned_from: failure\n",
        "title: Glue\nlearned_from: thinking\n",
        "title: Glue\nlearned_from: failure\nowner: PER-0099\n",
        "title: Glue\nlearned_from: failure\nrelated: [ABC-0001]\n",
        "title: Glue\nlearned_from: failure\nrelated: Glue\n",
        "title: Glue\nlearned_from: failure\nstatus: melted\n",
        "title: Glue\nlearned_from: failure\nclassification: secret\n",
        "title: Glue\nlearned_from: failure\nshared_on: 2026-02-30\n",
        "title: ''\nlearned_from: failure\n",
        "title: 42\nlearned_from: failure\ndate: 03/04/2026\n",
        f"title: {'long ' * 40}\nlearned_from: failure\n",
    ],
)
def test_a_file_may_say_what_check_accepts_and_nothing_else(acme, ims, git, tmp_path, text):
    source = tmp_path / "lesson.yaml"
    source.write_text(text, "utf-8")
    done = ims("-C", acme, "add", "lesson", "--no-input", "--from", source)
    assert done.code in (1, 2), done.out
    assert is_clean(git, acme)


@pytest.mark.parametrize(
    ("settings", "key", "kept"),
    [
        (["owner=Sam Sample"], "owner", "PER-0002"),
        (["owner=sam sample"], "owner", "PER-0002"),
        (["owner=per-0002"], "owner", "PER-0002"),
        (["owner=PER-0002 Sam Sample"], "owner", "PER-0002"),
        (["owner=Sam Sample (PER-0002)"], "owner", "PER-0002"),
        (["owner=sam@example.org"], "owner", "PER-0002"),
        (["date=1.2.2026"], "date", "2026-02-01"),
        (["date=31 Dec 2025"], "date", "2025-12-31"),
        (["learned_from=Failure"], "learned_from", "failure"),
        (["related=pol-0001; XYZ1"], "related", None),
        (["related=pol-1"], "related", ["POL-0001"]),
        (["Title=Glue fails"], "title", "Glue fails"),
    ],
)
def test_names_ids_and_days_are_understood(acme, add, settings, key, kept):
    done = add("lesson", "learned_from=failure", *settings)
    if kept is None:
        assert done.code == 1
        assert "XYZ1" in done.err
    else:
        assert done.code == 0, done.err
        assert keys(acme / LESSON)[key] == kept


def test_a_person_where_a_role_belongs_leads_to_the_role(acme, ims):
    done = ims(
        "-C", acme, "add", "risks", "--no-input", "--set", "title=Fire", "--set", "owner=Sam Sample"
    )
    assert done.code == 1
    said = " ".join(done.err.split())
    assert "Sam Sample is a person who holds `innovation-manager` (Innovation manager)" in said
    assert (
        ims("-C", acme, "add", "risks", "--no-input", "--set", "owner=Innovation Manager").code == 0
    )


def test_two_people_of_one_name_are_told_apart_by_id(acme, add):
    people = acme / "docs/registers/people.yaml"
    text = people.read_text("utf-8").replace("Alex Example", "Sam Sample")
    people.write_text(text, "utf-8")
    done = add("lesson", "learned_from=failure", "owner=Sam Sample")
    assert done.code == 2
    assert "PER-0001" in done.err
    assert "PER-0002" in done.err


@pytest.mark.parametrize(
    "name", ["Lesson", "LESSON", "lessons", "LES", "les", "Internal audit report"]
)
def test_a_type_is_known_by_name_title_and_letters(acme, ims, name):
    done = ims("-C", acme, "--quiet", "add", name, "--no-input")
    assert done.code == 0, done.err


def test_a_key_inside_a_list_can_be_set(acme, add, ims):
    assert add("nonconformity", "title=Scrap", "clauses=6.4", "source=daily work",
               "What happened=Scrap.", "Correction=Sorted.").code == 0  # fmt: skip
    step = ("-C", acme, "move", "ncr-1")
    assert ims(*step, "Contained").code == 0
    done = ims(
        *step, "cause-found", "--set", "Cause=Old filter.", "--set", "Similar cases=None.",
        "--set", "actions=[{what: Buy a filter, who: Sam Sample, due: 31.12.2026}]",
    )  # fmt: skip
    assert done.code == 0, done.err
    refused = ims(*step, "action done", "--set", "Risks and changes to the system=None.")
    assert refused.code == 1
    assert "--set 'actions[1].done_on=YYYY-MM-DD'" in refused.err
    done = ims(*step, "action done", "--set", "Risks and changes to the system=None.",
               "--set", "actions[1].done_on=20 Nov 2026")  # fmt: skip
    assert done.code == 0, done.err
    (action,) = keys(acme / NCR)["actions"]
    assert action == {
        "what": "Buy a filter",
        "who": "PER-0002",
        "due": "2026-12-31",
        "done_on": "2026-11-20",
    }
    for name in ("actions[2].done_on=2026-11-20", "actions[1].colour=red"):
        assert ims("-C", acme, "move", "NCR-0001", "effective", "--set", name).code == 2


def test_each_answer_is_judged_when_it_is_given(acme, typed):
    lines = ["Scrap", "2099-01-01", "soon", "20.11.2026", "Nobody", "sam sample",
             "99.9", "6.4", "magic", "Daily Work", "It was scrap."]  # fmt: skip
    done = typed(lines, "add", "nonconformity")
    assert done.code == 0, done.err
    for words in (
        "lies after",
        "not a calendar date",
        "no person Nobody",
        "no clause 99.9",
        "one of",
    ):
        assert words in done.err
    values = keys(acme / NCR)
    assert (values["date"], values["owner"]) == ("2026-11-20", "PER-0002")
    assert (values["clauses"], values["source"]) == (["6.4"], "daily work")


def test_groups_of_a_list_are_asked_key_by_key_and_survive_an_interruption(acme, add, ims, typed):
    add("nonconformity", "title=Scrap", "clauses=6.4", "source=daily work",
        "What happened=Scrap.", "Correction=Sorted.")  # fmt: skip
    ims("-C", acme, "move", "NCR-0001", "contained")
    stopped = typed(
        ["Buy a filter", "Sem Simple", "Sam", "31.12.2026"], "move", "NCR-0001", "cause found"
    )
    assert stopped.code == 130
    assert "Did you mean `PER-0002` (Sam Sample)?" in stopped.err
    assert "Understood: Sam Sample" in stopped.err
    assert "Your answers are kept" in " ".join(stopped.err.split())
    assert keys(acme / NCR)["status"] == "contained"
    again = typed(["", "", "", "", "", "Old filter.", "None."], "move", "NCR-0001", "cause found")
    assert again.code == 0, again.err
    assert "Enter: as before, Buy a filter" in again.err
    assert keys(acme / NCR)["actions"] == [
        {"what": "Buy a filter", "who": "PER-0002", "due": "2026-12-31"}
    ]
    third = typed(["", "None."], "move", "NCR-0001", "action done")
    assert third.code == 0, third.err
    assert keys(acme / NCR)["actions"][0]["done_on"]
    assert "as before" not in third.err


def test_answers_of_a_refused_step_are_offered_again(acme, typed):
    stopped = typed(["Glue fails", "1.2.2026"], "add", "lesson")
    assert stopped.code == 130
    assert not (acme / LESSON).exists()
    again = typed(["", "", "", "failure", "It came off."], "add", "lesson")
    assert again.code == 0, again.err
    assert keys(acme / LESSON)["title"] == "Glue fails"
    assert keys(acme / LESSON)["date"] == "2026-02-01"


def test_a_first_name_is_enough_where_it_is_read_back(acme, typed, ims):
    done = typed(["Glue fails", "1.2.2026", "sam", "failure", "It came off."], "add", "lesson")
    assert done.code == 0, done.err
    assert "Understood: Sam Sample" in done.err
    assert "PER-0002" in ims("-C", acme, "show", "LES-0001").out
    script = ("--set", "title=Tape fails", "--set", "owner=Sam", "--no-input")
    assert "Did you mean" in ims("-C", acme, "add", "lesson", *script).err


def test_what_is_kept_is_no_part_of_what_git_keeps(acme, git, typed):
    typed(["Glue fails"], "add", "lesson")
    assert is_clean(git, acme)


@pytest.mark.parametrize("content", ["", "[]", "{", '{"keys": 3}', '{"keys": {"title": ["x"]}}'])
def test_a_damaged_file_of_answers_is_no_hindrance(acme, typed, content):
    typed(["Glue fails"], "add", "lesson")
    (kept,) = (acme / ".git/ims-answers").glob("*.json")
    kept.write_text(content, "utf-8")
    done = typed(["Glue", "2026-02-01", "", "failure", "It came off."], "add", "lesson")
    assert done.code == 0, done.err


@pytest.fixture
def editor(monkeypatch, tmp_path):
    """`editor("a line of Python that changes `text`")`."""

    def use(change: str) -> None:
        script = tmp_path / "editor.py"
        script.write_text(
            f"import sys\npath = sys.argv[1]\ntext = open(path).read()\n{change}\n"
            "open(path, 'w').write(text)\n",
            "utf-8",
        )
        monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")

    return use


@pytest.mark.parametrize(
    "change",
    [
        "sys.exit(1)",
        "text = text.replace('failure', 'nothing')",
        "text = text.replace('learned_from:', 'learned:')",
        "text = ''",
        "text = 'Only a sentence.'",
        "text = text.replace('LES-0001', 'POL-0001')",
        "text = text.replace('type: lesson', 'type: idea')",
        "text = text.replace('status: open', 'status: shared')",
        "text += '<script>alert(1)</script>'",
        "text += '[there](../../../nowhere.md)'",
    ],
)
def test_a_text_of_the_editor_that_is_refused_leaves_nothing(acme, ims, git, editor, change):
    editor(change)
    done = ims("-C", acme, "add", "lesson", "--no-input", "--set", "learned_from=failure", "--edit")
    assert done.code in (1, 130), (done.out, done.err)
    assert is_clean(git, acme)


@pytest.mark.parametrize("name", ["false", "true", "/nowhere/editor"])
def test_an_editor_that_fails_leaves_nothing(acme, ims, git, monkeypatch, name):
    monkeypatch.setenv("EDITOR", name)
    done = ims("-C", acme, "add", "lesson", "--no-input", "--set", "learned_from=failure", "--edit")
    assert done.code in (1, 130)
    assert is_clean(git, acme)


def test_a_refused_text_is_in_the_editor_again(acme, ims, editor):
    command = ("-C", acme, "add", "lesson", "--no-input", "--set", "learned_from=failure", "--edit")
    editor("text = text.replace('failure', 'nothing') + 'A sentence of mine.\\n'")
    assert ims(*command).code == 1
    editor("text = text.replace('nothing', 'failure')")
    done = ims(*command)
    assert done.code == 0, done.err
    assert "A sentence of mine." in (acme / LESSON).read_text("utf-8")
    editor("text = text.replace('failure', 'success')")
    again = ims(*command)
    assert again.code == 0, again.err
    assert "A sentence of mine." not in (acme / "docs/records/lesson/LES-0002.md").read_text(
        "utf-8"
    )


def test_a_text_kept_for_a_record_that_has_changed_is_not_offered(acme, add, ims, editor):
    add("lesson", "learned_from=failure", "title=Glue")
    command = ("-C", acme, "close", "LES-0001", "--edit")
    editor("text += 'An old sentence.\\n'")
    assert ims(*command).code == 1
    path = acme / LESSON
    path.write_text(path.read_text("utf-8").replace("title: Glue", "title: Glue fails"), "utf-8")
    editor("text += 'A new sentence.\\n'")
    done = ims(*command)
    assert done.code == 1
    assert "your text of the last time" not in " ".join(done.err.split())
