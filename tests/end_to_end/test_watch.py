"""`ims check --watch`, and what Visual Studio Code makes of its output."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from queue import Queue

import pytest
from support import HANGS

IDEA = "docs/records/idea/IDE-0001.md"
END = r"^Watching .+ Ctrl-C ends it\.$"


class Watching:
    """A running `ims check --watch` and the lines it has printed."""

    def __init__(self, root) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ims_docs", "check", "--watch", "--ignore", "CLS"],
            cwd=root,
            env=dict(os.environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # A shell lets what it starts in the background ignore Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )
        self.lines: Queue[str] = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def round(self) -> list[str]:
        """The lines of one round, up to the one that ends it."""
        found = []
        while not found or not re.search(END, found[-1]):
            found.append(self.lines.get(timeout=HANGS))
        return found


@pytest.fixture
def watching(acme):
    started = Watching(acme)
    yield started
    if started.process.poll() is None:
        started.process.kill()
    started.process.wait(HANGS)
    started.process.stdout.close()


def test_findings_are_printed_again_as_files_are_saved(acme, watching):
    first = watching.round()
    assert first[0] == f"Checking {acme} …"
    assert not any(IDEA in line for line in first)

    (acme / IDEA).parent.mkdir(parents=True)
    (acme / IDEA).write_text("no label\n", "utf-8")
    second = watching.round()
    while not any(line.startswith(f"{IDEA}:1:1 SHP001 error:") for line in second):
        second = watching.round()  # the folder was new a moment before the file

    (acme / IDEA).unlink()
    third = watching.round()
    assert not any(IDEA in line for line in third)

    (acme / "ims.yml").rename(acme / "away.yml")
    fourth = watching.round()
    assert any(line.startswith("error: There is no ims.yml") for line in fourth)

    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(HANGS) == 0
    assert watching.lines.get(timeout=HANGS) == "Watching ended."


@pytest.mark.parametrize("options", [["--staged"], ["--at", "HEAD"], ["--output", "x"]])
def test_only_the_files_on_disk_can_be_watched(acme, ims, options):
    assert ims("-C", acme, "check", "--watch", *options).code == 2


def test_what_is_watched_is_printed_and_not_written(acme, ims):
    report = acme / "report.txt"
    refused = ims("-C", acme, "check", "--watch", "--output", report)
    assert refused.code == 2
    assert "--watch prints its findings again and again; leave --output out." in refused.err
    assert not report.exists()


@pytest.fixture
def matchers(acme):
    (task,) = json.loads((acme / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    assert [task["command"], *task["args"]] == [
        "ims", "--no-color", "check", "--watch", "--ignore", "CLS"
    ]  # fmt: skip
    return task["problemMatcher"]


def test_the_editor_finds_every_finding_and_nothing_else(acme, watching, matchers):
    (acme / "docs/records/idea").mkdir(parents=True)
    (acme / "docs/records/idea/IDE-0001.md").write_text("no label\n", "utf-8")
    (acme / "docs/con.md").write_text("# Not for Windows\n", "utf-8")
    lines = watching.round()
    while not any("con.md" in line for line in lines):
        lines = watching.round()
    done = subprocess.run(
        [sys.executable, "-P", "-m", "ims_docs", "check", "--ignore", "CLS", "--format", "json"],
        cwd=acme,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    expected = {
        (one["path"], one["line"], one["column"], one["code"], one["severity"], one["message"])
        for one in json.loads(done.stdout)["findings"]
    }
    found = set()
    for matcher in matchers:
        pattern = matcher["pattern"]
        for line in lines:
            match = re.search(pattern["regexp"], line)
            if match:
                part = {
                    name: match[number]
                    for name, number in pattern.items()
                    if isinstance(number, int)
                }
                place = int(part.get("line", 0)), int(part.get("column", 0))
                found.add((part["file"], *place, part["code"], part["severity"], part["message"]))
    assert {one[1] for one in expected} > {0}
    assert {one[0].rpartition(".")[2] for one in expected} >= {"md", "yaml"}
    assert found == expected


def test_the_editor_knows_when_a_round_begins_and_ends(watching, matchers):
    lines = watching.round()
    for matcher in matchers:
        background = matcher["background"]
        assert [bool(re.search(background["beginsPattern"], one)) for one in lines].index(True) == 0
        assert sum(bool(re.search(background["endsPattern"], one)) for one in lines) == 1
