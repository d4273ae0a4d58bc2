"""Print the speed of the desk: `python benchmarks/desk.py [--documents N] [--runs N] [--strictdoc PROGRAM]`.

A real `ims desk` serves the material; a client without a browser asks it for pages, says what
somebody typed, and saves. Counted is the processor time that the server and all that it starts
take for an answer: other work on the computer does not change it. The seconds that pass are shown
beside it. The peer is StrictDoc's server on as many requirements, a hundred in each document; it
is installed by nobody here. Linux only: times and memory come from /proc.
"""

from __future__ import annotations

import argparse
import html
import http.client
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from material import Made, make

PAGE = "/docs/leadership/innovation-policy.md"
WRITE = "/write/leadership/innovation-policy.md?part=2"
PAGES = {
    "Today": "/",
    "the documents": "/documents",
    "the records": "/records",
    "a document": PAGE,
    "a record": "/docs/records/idea/IDE-0005.md",
    "the findings": "/findings",
}
TICK = os.sysconf("SC_CLK_TCK")
PORTS = (8791, 8792)
READY = 600


@dataclass
class Server:
    """A server at work, and what it cost so far."""

    process: subprocess.Popen[str]
    port: int
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def processor(self) -> float:
        """Seconds of processor time of the server and of what it started and finished."""
        found = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return sum(map(int, found[11:15])) / TICK

    def megabytes(self, which: str = "VmRSS") -> float:
        """The memory that it holds now, or held at most (VmHWM)."""
        said = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(re.search(rf"{which}:\s+(\d+) kB", said)[1]) / 1000

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """The status of an answer, its text, and the address that it leads to."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=READY)
        body = urllib.parse.urlencode(form) if form else None
        headers = dict(self.headers)
        if form:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST" if form else "GET", path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        if cookie := answer.headers.get("Set-Cookie"):
            self.headers["Cookie"] = cookie.partition(";")[0]
        connection.close()
        return answer.status, text, answer.headers.get("Location", "")


@dataclass(frozen=True)
class Cost:
    """What one kind of answer took: the middle of the runs."""

    processor: float
    passed: float


def measured(server: Server, work: Callable[[], object], runs: int) -> Cost:
    """Do some work several times."""
    processor, passed = [], []
    for _ in range(runs):
        before, start = server.processor, time.perf_counter()
        work()
        passed.append(time.perf_counter() - start)
        processor.append(server.processor - before)
    return Cost(statistics.median(processor), statistics.median(passed))


@contextmanager
def serving(command: Sequence[str], folder: Path, port: int) -> Iterator[Server]:
    """A server while it is needed."""
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        headers = {"Origin": f"http://localhost:{port}", "Sec-Fetch-Site": "same-origin"}
        try:
            yield Server(process, port, headers)
        finally:
            process.send_signal(signal.SIGINT)


def main() -> int:
    """Make the material, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000, metavar="N")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--strictdoc", default=shutil.which("strictdoc") or "", metavar="PROGRAM")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="ims-bench-desk-"))
    try:
        made = make(folder / "repository", options.documents)
        subprocess.run(
            ["git", "config", "user.email", "sam@example.org"], cwd=made.root, check=True
        )
        print(
            f"{made.files:,} files, middle of {options.runs} runs; processor time (time that passed)\n"
        )
        print("| work | processor | passed | target | |\n| --- | ---: | ---: | ---: | --- |")
        with _desk(made) as server:
            for row in _ours(server, options.runs):
                print(row, flush=True)
        if options.strictdoc:
            for row in _theirs(options.strictdoc, folder / "peer", options):
                print(row, flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


@contextmanager
def _desk(made: Made) -> Iterator[Server]:
    command = [str(Path(sys.executable).with_name("ims")), "desk", "--no-browser", "--port"]
    with serving([*command, str(PORTS[0])], made.root, PORTS[0]) as server:  # fills the cache
        _open(server)
    with serving([*command, str(PORTS[0])], made.root, PORTS[0]) as server:
        first, whole = _open(server)
        print(_row("start to a first page", first, 2))
        print(_row("start to Today, cache warm", whole, 0))
        yield server


def _open(server: Server) -> tuple[Cost, Cost]:
    """Come in, and wait for Today. Returns what the first page of any kind took, and what Today took.

    Until all is read the first page says so: it shows no figure that could be another one.
    """
    start = time.perf_counter()
    link = server.process.stdout.readline().strip()
    server.ask(link.partition(str(server.port))[2])
    _, text, _ = server.ask("/")
    first = Cost(server.processor, time.perf_counter() - start)
    while "are being read" in text:
        time.sleep(0.2)
        _, text, _ = server.ask("/")
    return first, Cost(server.processor, time.perf_counter() - start)


def _ours(server: Server, runs: int) -> Iterator[str]:
    _rest(server)
    for name, path in PAGES.items():
        server.ask(path)
        yield _row(name, measured(server, lambda path=path: server.ask(path), runs), 0.3)
    form = _form(server)
    typed = form | {"words": f"{form['words']} And more of it.", "act": "look"}
    yield _row(
        "findings after a keystroke", measured(server, lambda: server.ask(WRITE, typed), runs), 0.15
    )
    saves, after = [], []
    for number in range(runs):
        form = _form(server)
        _rest(server)  # what is worked out ahead is not counted for the save
        form |= {"words": f"{form['words']}\r\n\r\nSentence {number}.", "act": "save"}
        saves.append(measured(server, lambda form=form: _save(server, form), 1))
        after.append(measured(server, lambda: server.ask(PAGE), 1))
    yield _row("save", _middle(saves), 0.5)
    yield _row("the page right after a save", _middle(after), 0)
    rest, most = server.megabytes(), server.megabytes("VmHWM")
    yield f"| resident memory | {rest:.0f} MB | at most {most:.0f} MB | ≤ 400 MB | {_met(rest, 400)} |"


def _rest(server: Server) -> None:
    """Wait until the server works no more."""
    before = -1.0
    while (now := server.processor) - before > 0.01:
        before = now
        time.sleep(1)


def _form(server: Server) -> dict[str, str]:
    _, page, _ = server.ask(WRITE)
    words = re.search(r'<textarea id="words"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)[1]
    was = re.search(r'name="was"[^>]*? value="([^"]*)"', page)[1]
    return {"part": "2", "was": was, "words": html.unescape(words).replace("\n", "\r\n"), "reason": "Say what changed in our work"}  # fmt: skip


def _save(server: Server, form: dict[str, str]) -> None:
    status, text, _ = server.ask(WRITE, form)
    if status != http.HTTPStatus.SEE_OTHER:
        sys.exit(f"not saved: {status}\n{text[:2000]}")


def _theirs(program: str, folder: Path, options: argparse.Namespace) -> Iterator[str]:
    """StrictDoc's server: as many requirements, a hundred in a document."""
    folder.mkdir()
    for document in range(options.documents // 100):
        nodes = "".join(
            f"[REQUIREMENT]\nUID: R-{document:03}-{one:03}\nTITLE: Requirement {one}\n"
            f"STATEMENT: >>>\nThe team of part {one} writes down what it has learnt, and why.\n<<<\n\n"
            for one in range(100)
        )
        (folder / f"d{document:03}.sdoc").write_text(
            f"[DOCUMENT]\nTITLE: Document {document}\n\n{nodes}", "utf-8"
        )
    command = [program, "server", ".", "--port", str(PORTS[1]), "--no-reload"]
    with serving(command, folder, PORTS[1]) as server:
        start = time.perf_counter()
        while time.perf_counter() - start < READY:
            try:
                text = server.ask("/")[1]
                break
            except OSError:
                time.sleep(0.2)
        yield _row("StrictDoc: start to its first page", Cost(server.processor, time.perf_counter() - start), 0)  # fmt: skip
        links = re.findall(r'href="([^"]*d001[^"]*\.html)"', text)
        for name, path in (
            ("its index", "/"),
            ("a document", f"/{links[0].lstrip('/')}" if links else "/"),
        ):
            server.ask(path)
            yield _row(f"StrictDoc: {name}", measured(server, lambda path=path: server.ask(path), options.runs), 0)  # fmt: skip
        yield f"| StrictDoc: resident memory | {server.megabytes():.0f} MB | at most {server.megabytes('VmHWM'):.0f} MB | | |"


def _middle(some: Sequence[Cost]) -> Cost:
    return Cost(
        statistics.median(one.processor for one in some),
        statistics.median(one.passed for one in some),
    )


def _row(name: str, cost: Cost, target: float, note: str = "") -> str:
    wanted = f"≤ {_shown(target)}" if target else ""
    met = _met(cost.processor, target) if target else ""
    more = f" ({note})" if note else ""
    return f"| {name}{more} | {_shown(cost.processor)} | {_shown(cost.passed)} | {wanted} | {met} |"


def _shown(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def _met(value: float, target: float) -> str:
    return "met" if value <= target else "NOT MET"


if __name__ == "__main__":
    sys.exit(main())
