"""`ims check` as its users type it: selection, formats, exit codes."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys

import pytest
from support import HANGS

import ims_docs.cli.check
from ims_docs.cli import run

POLICY = "docs/leadership/innovation-policy.md"


def _codes(result) -> set[str]:
    return {one["code"] for one in json.loads(result.out)["findings"]}


def test_a_fresh_scaffold_is_to_be_completed_and_nothing_else(acme, ims):
    result = ims("-C", acme, "check", "--format", "json")
    assert result.code == 1
    findings = json.loads(result.out)["findings"]
    assert {one["code"] for one in findings if one["severity"] == "error"} == {"CLS001"}
    assert sum(one["code"] == "CLS001" for one in findings) == 14
    assert all(one["line"] > 0 for one in findings if one["code"] in ("DOC004", "DOC005", "REG003"))
    assert all(one["hint"] for one in findings)


def test_selecting_and_ignoring(acme, ims):
    assert _codes(ims("-C", acme, "check", "--format", "json", "--select", "DOC004")) == {"DOC004"}
    assert _codes(
        ims("-C", acme, "check", "--format", "json", "--select", "DOC", "--ignore", "DOC004")
    ) <= {"DOC003", "DOC005"}
    assert not _codes(
        ims("-C", acme, "check", "--format", "json", "--select", "doc,cls", "--ignore", "doc,cls")
    )


def test_a_clause_takes_in_the_clauses_below_it(acme, ims):
    findings = json.loads(ims("-C", acme, "check", "--format", "json", "--clause", "9").out)[
        "findings"
    ]
    assert findings
    assert all(one["clause"].split(".")[0] == "9" for one in findings)


def test_paths_narrow_the_report(acme, ims):
    findings = json.loads(ims("check", "leadership", "--format", "json", cwd=acme / "docs").out)[
        "findings"
    ]
    assert findings
    assert all(one["path"].startswith("docs/leadership/") for one in findings)
    assert ims("check", "/tmp", cwd=acme).code == 2  # noqa: S108 - a folder that is surely elsewhere
    assert ims("check", "nowhere.md", cwd=acme).code == 2


def test_fail_on_decides_the_exit_code(acme, ims):
    assert ims("-C", acme, "check", "--select", "DOC").code == 0
    assert ims("-C", acme, "check", "--select", "DOC", "--fail-on", "warning").code == 1
    assert ims("-C", acme, "check", "--select", "DOC002", "--fail-on", "advice").code == 0


@pytest.mark.parametrize("name", ["text", "json", "sarif", "junit", "github"])
def test_every_format_goes_to_stdout_or_into_a_file(acme, ims, tmp_path, name):
    shown = ims("-C", acme, "check", "--format", name)
    assert shown.out.endswith("\n")
    written = ims("-C", acme, "check", "--format", name, "--output", tmp_path / "report")
    assert written.out == ""
    assert (tmp_path / "report").read_text("utf-8") == shown.out
    assert shown.code == written.code == 1


def test_annotations_name_file_and_line(acme, ims):
    out = ims("-C", acme, "check", "--select", "DOC004", "--format", "github").out
    assert f"::warning file={POLICY},line=" in out


def test_a_past_revision_is_checked_as_it_was(acme, ims, git):
    policy = acme / POLICY
    policy.write_text(
        policy.read_text("utf-8").replace("owner: top-management", "owner: nobody"), "utf-8"
    )
    git(acme, "commit", "-qam", "break it", "--no-verify")
    assert "LNK005" in _codes(ims("-C", acme, "check", "--format", "json"))
    assert "LNK005" not in _codes(ims("-C", acme, "check", "--format", "json", "--at", "HEAD~1"))


def test_a_waiver_hides_nothing_and_ends(acme, ims):
    settings = acme / "ims.yml"
    waiver = f"waivers:\n  - rule: DOC004\n    path: {POLICY}\n    reason: We finish this text in spring.\n    person: PER-0001\n    until: 2027-03-31\n"
    settings.write_text(settings.read_text("utf-8").replace("waivers: []\n", waiver), "utf-8")
    report = json.loads(ims("-C", acme, "check", "--format", "json", "--as-of", "2026-11-24").out)
    assert {one["path"] for one in report["waived"]} == {POLICY}
    assert not any(one["code"] == "DOC004" and one["path"] == POLICY for one in report["findings"])
    assert "We finish this text in spring." in ims("-C", acme, "check", "--as-of", "2026-11-24").out
    later = json.loads(ims("-C", acme, "check", "--format", "json", "--as-of", "2027-04-01").out)
    assert {"WVR001", "DOC004"} <= {one["code"] for one in later["findings"]}
    assert not later["waived"]


class TestExitCodes:
    """The six: 0, 1, 2, 3, 4, 130."""

    def test_0_all_checked_and_fine(self, acme, ims):
        assert ims("-C", acme, "check", "--select", "SHP").code == 0

    def test_1_findings(self, acme, ims):
        assert ims("-C", acme, "check").code == 1

    @pytest.mark.parametrize(
        "arguments",
        [
            ["check", "--no-such-option"],
            ["check", "--select", "XYZ"],
            ["chek"],
            ["check", "--clause", "x"],
            ["check", "--staged", "--at", "HEAD"],
        ],
    )
    def test_2_wrong_usage(self, acme, ims, arguments):
        result = ims("-C", acme, *arguments)
        assert result.code == 2
        assert result.out == ""
        assert result.err

    def test_3_no_repository(self, tmp_path, ims):
        result = ims("-C", tmp_path, "check")
        assert result.code == 3
        assert "There is no ims.yml" in result.err

    def test_3_no_git(self, acme, ims, tmp_path):
        (acme / ".git").rename(tmp_path / "elsewhere")
        result = ims("-C", acme, "check")
        assert result.code == 3
        assert "is not a git repository" in result.err

    def test_3_one_unreadable_file_is_never_fine(self, acme, ims):
        (acme / POLICY).write_bytes(b"\xff\xfe")
        assert ims("-C", acme, "check", "--select", "SHP").code == 1

    def test_4_a_fault_of_ours_is_written_down(self, acme, ims, monkeypatch):
        def fail(*_arguments: object) -> None:
            raise RuntimeError("a bug")

        monkeypatch.setattr(ims_docs.cli.check, "check", fail)
        result = ims("-C", acme, "check")
        assert result.code == 4
        assert "Traceback" not in result.err
        place = next(word for word in result.err.split() if "ims-fault-" in word).rstrip(".")
        with open(place, encoding="utf-8") as file:
            assert "RuntimeError: a bug" in file.read()

    def test_130_interrupted(self, acme, ims, monkeypatch):
        def interrupt(*_arguments: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(ims_docs.cli.check, "check", interrupt)
        assert ims("-C", acme, "check").code == 130

    @pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
    def test_130_a_real_ctrl_c(self, tmp_path):
        process = subprocess.Popen(
            [sys.executable, "-m", "ims_docs", "new", str(tmp_path / "acme")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # A shell lets what it starts in the background ignore Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )
        assert process.stderr is not None
        assert process.stderr.read(1)  # the first question is being asked
        for _ in range(40):  # a signal may fall between two questions
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.5)
                break
        process.communicate(timeout=HANGS)
        assert process.returncode == 130
        assert not (tmp_path / "acme").exists()


def test_checking_changes_no_byte(acme, ims):
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in acme.rglob("*")
        if path.is_file()
    }
    ims("-C", acme, "check")
    ims("-C", acme, "coverage")
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in acme.rglob("*")
        if path.is_file()
    }


def test_help_names_every_command(ims):
    out = ims("--help").out
    for name in ims_docs.cli.group.COMMANDS:
        assert name in out
        assert ims(name, "--help").code == 0
    assert run(["--version"]) == 0
