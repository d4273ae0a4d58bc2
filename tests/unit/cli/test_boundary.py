"""Exit codes as the numbers that scripts depend on, and one sentence for each error."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import click
import pytest
from support import AS_OF

from ims_docs import errors
from ims_docs.cli import boundary, run
from ims_docs.cli import verify as verify_command
from ims_docs.model.finding import Location
from ims_docs.services.verification import Check, Irregularity, Kind, Root, Unchecked, Verification


@pytest.fixture
def ending(monkeypatch, capsys):
    """The exit code and what stderr says when a command ends like this."""

    def end(how):
        def main(**_):
            if isinstance(how, BaseException):
                raise how
            return how

        monkeypatch.setattr(boundary.ims, "main", main)
        code = run([])
        return code, capsys.readouterr().err

    return end


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.RefusedError, 1),
        (errors.ConfigurationError, 2),
        (errors.ImsDocsError, 3),
        (errors.RepositoryNotFoundError, 3),
        (errors.UnreadableError, 3),
        (errors.HistoryUnavailableError, 3),
        (errors.TemplateError, 4),
    ],
)
def test_each_kind_of_error_ends_with_its_number_its_sentence_and_its_hint(kind, code, ending):
    assert ending(kind("It does not work", hint="Try it.")) == (
        code,
        "error: It does not work\nhint: Try it.\n",
    )
    assert ending(kind("It does not work")) == (code, "error: It does not work\n")


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (None, 0),
        ("text", 0),
        (0, 0),
        (1, 1),
        (click.exceptions.Exit(3), 3),
        (click.UsageError("No such option"), 2),
        (click.ClickException("No"), 1),
    ],
)
def test_what_a_command_returns_is_its_exit_code(how, code, ending):
    assert ending(how)[0] == code


@pytest.mark.parametrize("how", [KeyboardInterrupt(), click.Abort()])
def test_who_interrupts_is_told_that_nothing_was_changed(how, ending):
    assert ending(how) == (130, "Interrupted. Nothing was changed.\n")


def test_an_error_of_the_system_could_not_check(ending, monkeypatch):
    monkeypatch.setattr(boundary, "silence_stdout", lambda: None)
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    hint = "hint: Make room on the disk, or choose another place."
    assert ending(full) == (3, f"error: No space left on device\n{hint}\n")
    named = OSError(errno.EACCES, os.strerror(errno.EACCES), "report.json")
    hint = "hint: Look at who may read and write it, or choose another place."
    assert ending(named) == (3, f"error: Permission denied: report.json\n{hint}\n")


def test_when_nobody_reads_any_more_there_is_nothing_to_tell(ending, monkeypatch):
    monkeypatch.setattr(boundary, "silence_stdout", lambda: None)
    assert ending(BrokenPipeError(errno.EPIPE, "Broken pipe")) == (0, "")


def test_a_fault_of_ours_is_kept_in_a_file_and_told_without_a_trace(ending, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code, said = ending(ZeroDivisionError("a secret place"))
    assert code == 4
    (kept,) = tmp_path.glob("ims-fault-*.txt")
    assert said.splitlines() == [
        "error: ims stopped because of a fault in its own code.",
        f"The details are in {kept}.",
        "hint: Please report it with these details.",
    ]
    assert "ZeroDivisionError: a secret place" in kept.read_text()


def test_an_error_gives_a_terminal_no_orders(ending):
    code, said = ending(errors.UnreadableError("\x1b[31mred\n::error::x", hint="\u202ebad"))
    assert (code, said) == (
        3,
        "error: \\x1b[31mred\n:\\x3aerror:\\x3ax\nhint: \\u202ebad\n",
    )


def test_what_a_hook_set_for_git_is_put_back(ending, monkeypatch):
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    assert ending(errors.RefusedError("No"))[0] == 1
    assert os.environ["GIT_DIR"] == "/nowhere"


# ims verify

WRONG = Irregularity(check=Check.OBJECTS, message="It is forged", hint="Ask.", where=Location("a"))
NOTES = tuple(
    replace(WRONG, check=Check.DATES, kind=kind) for kind in Kind if kind is not Kind.INTEGRITY
)
UNSEEN = Unchecked("objects", "they are damaged")


@pytest.mark.parametrize(
    ("found", "unchecked", "code"),
    [
        ((), (), 0),
        (NOTES, (), 0),
        ((WRONG,), (), 1),
        ((), (UNSEEN,), 3),
        (NOTES, (UNSEEN,), 3),
        ((WRONG,), (UNSEEN,), 1),
    ],
)
def test_a_verification_ends_with_what_it_found_or_could_not_see(
    found, unchecked, code, monkeypatch, tmp_path
):
    verdict = Verification(
        judged="a test", as_of=AS_OF, head="a" * 40, branch="main", root=Root(), counts={},
        tool="ims", found=found, unchecked=unchecked,
    )  # fmt: skip
    monkeypatch.setattr(verify_command, "verify", lambda *_: verdict)
    monkeypatch.setattr(verify_command, "top_folder", lambda _: Path(tmp_path))
    assert run(["-C", str(tmp_path), "verify", "--format", "json"]) == code


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.EACCES, "choose another place"),
        (errno.EROFS, "Choose another place"),
        (errno.ENOSPC, "Make room on the disk"),
        (errno.ENOTDIR, "is a file"),
        (errno.ENAMETOOLONG, "Choose a shorter name"),
    ],
)
def test_what_the_computer_refuses_is_told_with_what_helps(number, remedy, ending):
    code, told = ending(OSError(number, os.strerror(number), "/some/place"))
    assert code == 3
    assert remedy in told.splitlines()[1]
