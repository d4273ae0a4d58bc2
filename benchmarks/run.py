"""Print the speed table: `python benchmarks/run.py [--quick] [--documents N]`.

Needs the extra `bench`: pip install -e .[bench]. Nothing is installed or downloaded here.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import peer
from material import FIRST_SAVED, Made, make
from past import FileHistory
from timing import Side, alternate, peak_megabytes

from ims_docs.adapters import resources
from ims_docs.adapters.git import History

IMS = [str(Path(sys.executable).with_name("ims"))]
STAGED = 5
FEW = 100
"""Files of the repository with which a command on one thing is compared."""
ONE = {
    "history IDE-0001": ("history", "IDE-0001"),
    "show IDE-0001": ("show", "IDE-0001"),
    "add idea": ("add", "idea", "--no-input", "--set", "title=A better seal"),
}
FOLLOWED = 10
"""Files that git is asked about one by one; the time for all follows from theirs."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    work: str
    ours: str
    theirs: str
    value: float
    unit: str
    target: float

    def __str__(self) -> str:
        met = "met" if self.value <= self.target else "NOT MET"
        places = 2 if self.target >= 0.1 else 4
        value, target = f"{self.value:.{places}f}{self.unit}", f"≤ {self.target:g}{self.unit}"
        if self.unit == " MB":
            value = f"{self.value:.0f} MB"
        return f"| {self.work} | {self.ours} | {self.theirs} | {value} | {target} | {met} |"


def main() -> int:
    """Make the material, measure, print."""
    options = _options()
    if not Path(peer.PROGRAM).exists():
        sys.exit("check-jsonschema is not installed: pip install -e '.[bench]'")
    folder = Path(tempfile.mkdtemp(prefix="ims-bench-"))
    try:
        _say(f"making {options.documents} files …")
        made = make(folder / "repository", options.documents)
        other = peer.Peer(folder / "peer")
        other.extract(made.root, made.records, resources.resource("schemas"))
        _print_head(made, options.runs)
        for row in _rows(made, other, folder / "cache", options.runs):
            print(row, flush=True)
        few = make(folder / "few", FEW)
        for row in _one_thing(made, few, folder / "cache", options.runs):
            print(row, flush=True)
        size = (1_000, 10_000, 2_000) if options.documents >= 10_000 else (100, 1_000, 200)
        past = FileHistory(folder / "past", *size[:2]).make()
        for row in _past(past, folder / "cache", options.runs):
            print(row, flush=True)
        print(_verified(FileHistory(folder / "approved", *size).make(), options.runs), flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _rows(made: Made, other: peer.Peer, cache: Path, runs: int) -> Iterator[Row]:
    variables = {"IMS_CACHE_DIR": str(cache)}
    whole = other.single(made.records)

    def check(*, cold: bool) -> Side:
        # Exit code 1: the scaffold still holds template text, and `ims check` says so.
        forget = (lambda: shutil.rmtree(cache, ignore_errors=True)) if cold else (lambda: None)
        return Side([[*IMS, "check"]], made.root, fine=(0, 1), before=forget, variables=variables)

    _say("full check, cold")
    ours, theirs = check(cold=True), Side([whole], made.root)
    alternate(ours, theirs, runs)
    yield _ratio(f"full check of {made.files:,} files, cold", ours, theirs, 0.35)
    _say("full check, unchanged")
    warm, again = check(cold=False), Side([whole], made.root)
    alternate(warm, again, runs)
    yield _ratio(f"full check of {made.files:,} files, nothing changed", warm, again, 0.1)
    _say("memory")
    memory = max(peak_megabytes(check(cold=True)), peak_megabytes(check(cold=False)))
    held = peak_megabytes(Side([whole], made.root))
    yield Row(
        "memory of that check, highest", f"{memory:.0f} MB", f"{held:.0f} MB", memory, " MB", 300
    )
    _say("coverage of a past day")
    day = FIRST_SAVED.date().isoformat()
    then = Side([[*IMS, "coverage", "--as-of", day]], made.root, variables=variables)
    today = Side([[*IMS, "coverage"]], made.root, variables=variables)
    alternate(then, today, runs)
    yield _ratio("`ims coverage --as-of` / `ims coverage` there", then, today, 1.5)
    _say("hook")
    staged = _stage(made)
    # Exit code 1: most of those ideas are closed, and the gate says so.
    hook = Side([[*IMS, "check", "--staged"]], made.root, fine=(0, 1), variables=variables)
    five = Side([other.one_type("idea", staged)], made.root)
    alternate(hook, five, runs * 3)
    yield _ratio(f"hook on {STAGED} staged files there", hook, five, 1)
    _say("start")
    click = [sys.executable, "-c", "import click"]
    for option in ("--version", "--help"):
        start, bare = Side([[*IMS, option]], made.root), Side([click], made.root)
        alternate(start, bare, runs * 5)
        yield _ratio(f"`ims {option}` / `python -c 'import click'`", start, bare, 1.5)


def _one_thing(made: Made, few: Made, cache: Path, runs: int) -> Iterator[Row]:
    """Commands on one thing among many, against the same among few."""
    for one in (made, few):
        History(one.root).run("config", "user.email", "sam@example.org")
    for name, words in ONE.items():
        _say(name)
        many, small = (
            Side(
                [[*IMS, *words]],
                one.root,
                before=lambda one=one: History(one.root).run("clean", "-fdq"),
                variables={"IMS_CACHE_DIR": str(cache)},
            )
            for one in (made, few)
        )
        alternate(many, small, runs)
        yield _ratio(f"`ims {name}` among {made.files:,} / among {FEW}", many, small, 1.5)


def _past(past: FileHistory, cache: Path, runs: int) -> Iterator[Row]:
    """The history of every file; git is asked for some of them, and that is multiplied."""
    _say("history of all files")
    some = past.paths[:: max(past.files // FOLLOWED, 1)]
    every = Side(
        [[*IMS, "history", "--format", "csv"]],
        past.root,
        variables={"IMS_CACHE_DIR": str(cache)},
    )
    follow = [["git", "log", "--follow", "--format=%H", "--", path] for path in some]
    each = Side(follow, past.root)
    alternate(every, each, runs)
    all_files = each.median / len(some) * past.files
    work = f"history of all of {past.files:,} files over {past.commits:,} commits"
    git = f"{all_files:.0f} s"
    yield Row(work, _shown(every), git, every.median / all_files, "×", 0.01)
    yield Row("the same, in seconds", _shown(every), git, every.median, " s", 1)


def _verified(past: FileHistory, runs: int) -> Row:
    """The verdict on the whole history; git's own check of the store is shown beside it."""
    _say("verification")
    verify = Side([[*IMS, "verify"]], past.root)
    fsck = Side([["git", "fsck", "--full", "--strict", "--no-progress"]], past.root)
    alternate(verify, fsck, runs)
    work = f"`ims verify` of {past.commits:,} commits with {past.approvals:,} approvals"
    return Row(work, _shown(verify), f"git fsck {_shown(fsck)}", verify.median, " s", 10)


def _stage(made: Made) -> list[str]:
    """Add a sentence to five ideas and stage them."""
    paths = list(made.records["idea"][:STAGED])
    for path in paths:
        with (made.root / path).open("a", encoding="utf-8") as file:
            file.write("\nOne more sentence.\n")
    History(made.root).run("add", "--", *paths)
    return paths


def _ratio(work: str, ours: Side, theirs: Side, target: float) -> Row:
    return Row(work, _shown(ours), _shown(theirs), ours.median / theirs.median, "×", target)


def _shown(side: Side) -> str:
    median = side.median
    return f"{median:.2f} s" if median >= 1 else f"{median * 1000:.0f} ms"


def _print_head(made: Made, runs: int) -> None:
    version = subprocess.run(
        [peer.PROGRAM, "--version"], capture_output=True, text=True, check=True
    )
    print(f"{platform.platform()}, Python {platform.python_version()}, {version.stdout.strip()}")
    print(f"{made.files:,} files, median of {runs} runs (hook {runs * 3}, start {runs * 5})\n")
    print("| work | ims | check-jsonschema / click | result | target | |")
    print("| --- | ---: | ---: | ---: | ---: | --- |", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1,000 files, to see that it works")
    parser.add_argument("--documents", type=int, metavar="N", help="files in the repository")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each side")
    options = parser.parse_args()
    options.documents = options.documents or (1_000 if options.quick else 10_000)
    return options


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
