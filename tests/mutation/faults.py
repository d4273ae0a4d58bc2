"""Put each fault of faults.yaml into a copy of the project, and see which test notices it.

    python tests/mutation/faults.py                     every fault
    python tests/mutation/faults.py NAME... ROOM...     some of them, or all of a room
    python tests/mutation/faults.py --missing           those that the table does not hold yet

Nothing here is changed but last.md, the table of what came of it.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LIST, TABLE = HERE / "faults.yaml", HERE / "last.md"
FEWEST, LEAST = 100, 0.9
"""So many faults are kept, and this share of them the tests have to notice."""
SURVIVED = "survived"
HANGS = 600
"""Seconds after which a fault made a test wait for ever; that is noticed too."""
_NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "venv", "node_modules", "__pycache__", ".*_cache", "site", "dist", "build"
)
_BROKEN = re.compile(r"^(?:FAILED|ERROR) (\S+?)(?:\[.*)?(?: - .*)?$", re.MULTILINE)
_ROW = re.compile(r"^\| `(?P<name>[^`]+)` \|.*\| (?P<outcome>[^|]+) \|$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One place of the program, and what a tired engineer could have written there."""

    name: str
    room: str
    file: str
    old: str
    new: str
    does: str
    tests: Sequence[str] = field(default_factory=list)
    """The files that have to notice it, the quickest first; ` -k WORDS` behind one chooses from it."""
    stands: str = ""
    """Why no test can notice it, or need not."""

    def problem(self, root: Path = ROOT) -> str:
        """What is wrong with this line of the list; empty when it can be put in."""
        file = root / self.file
        if not file.is_file():
            return f"{self.name}: there is no {self.file}"
        found = file.read_text("utf-8").count(self.old)
        if found != 1:
            return f"{self.name}: its old text stands {found} times in {self.file}"
        gone = [one for one in self.tests if not (root / re.split("::| ", one)[0]).is_file()]
        if gone or not self.tests:
            return f"{self.name}: no test file {', '.join(gone) or 'is named'}"
        return f"{self.name}: it changes nothing" if self.old == self.new else ""


def faults() -> tuple[Fault, ...]:
    """The list as it is kept."""
    rooms = yaml.safe_load(LIST.read_text("utf-8"))
    return tuple(Fault(room=room, **one) for room, some in rooms.items() for one in some)


def outcomes() -> dict[str, str]:
    """What came of each fault when it was put in last."""
    text = TABLE.read_text("utf-8") if TABLE.is_file() else ""
    return {one["name"]: one["outcome"] for one in _ROW.finditer(text)}


def table(known: Sequence[Fault], said: Mapping[str, str]) -> str:
    """The page that keeps it."""
    judged = [one for one in known if one.name in said]
    alive = [one for one in judged if said[one.name] == SURVIVED]
    share = 100 * (len(judged) - len(alive)) / max(len(judged), 1)
    lines = [
        "# What the tests notice",
        "",
        "Written by `python tests/mutation/faults.py`. Each fault of [faults.yaml](faults.yaml) is put",
        "into a copy of the program, alone; then the test files that the list names are run.",
        "",
        f"**{len(judged)} faults, {len(judged) - len(alive)} noticed ({share:.0f} %), {len(alive)} not.**",
        "",
    ]
    if alive:
        lines += ["Not noticed:", ""]
        lines += [f"- `{one.name}`: {one.does}. {one.stands or 'No reason yet.'}" for one in alive]
        lines.append("")
    lines += ["| fault | room | what it does | noticed by |", "|---|---|---|---|"]
    lines += [
        f"| `{one.name}` | {one.room} | {_cell(one.does)} | {said[one.name]} |" for one in judged
    ]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


class Copy:
    """The project somewhere else, where faults may be put in."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        self._scratch = folder / "pytest"
        shutil.copytree(ROOT, self.root, ignore=_NOT_COPIED, symlinks=True)

    def outcome(self, fault: Fault) -> str:
        """The test that noticed it, or that none did."""
        file = self.root / fault.file
        text = file.read_text("utf-8")
        try:
            self._write(file, text.replace(fault.old, fault.new))
            compile(file.read_text("utf-8"), fault.file, "exec")
            return self._noticed(fault.tests)
        finally:
            self._write(file, text)

    def fails_without(self, tests: Iterable[str]) -> set[str]:
        """Those of some tests that fail although no fault is in: they have noticed nothing."""
        wanted = sorted(set(tests))
        done = self._pytest("--tb=no", *wanted) if wanted else None
        return {one[1] for one in _BROKEN.finditer(done.stdout)} if done else set()

    def _write(self, file: Path, text: str) -> None:
        """Compiled files are known by the second and the size of their source, which may be the same."""
        file.write_text(text, encoding="utf-8")
        for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*"):
            compiled.unlink()

    def _noticed(self, tests: Sequence[str]) -> str:
        for one in tests:
            try:
                done = self._pytest("-x", "--tb=line", *one.split(" ", 2))
            except subprocess.TimeoutExpired:
                return f"{one} (it hangs)"
            if done.returncode not in (0, 1, 2):
                raise SystemExit(f"pytest ended with {done.returncode}\n{done.stdout}{done.stderr}")
            if done.returncode:
                found = _BROKEN.search(done.stdout)
                return found[1] if found else one
        return SURVIVED

    def _pytest(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        shutil.rmtree(self._scratch, ignore_errors=True)
        environment = {**os.environ, "PYTHONPATH": str(self.root), "PYTEST_ADDOPTS": ""}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        return subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-n", "0", "-q", "-rfE", "--no-header"),
                *("-p", "no:cacheprovider", f"--basetemp={self._scratch}", *arguments),
            ],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=HANGS,
        )


def chosen(known: Sequence[Fault], names: Sequence[str], *, missing: bool) -> list[Fault]:
    """Those that were asked for."""
    wrong = set(names) - {one.name for one in known} - {one.room for one in known}
    if wrong:
        raise SystemExit(f"There is no fault and no room {', '.join(sorted(wrong))}")
    said = outcomes()
    return [
        one
        for one in known
        if (not names or one.name in names or one.room in names)
        and not (missing and one.name in said)
    ]


def main() -> int:
    """Run what was asked for, and keep the table. 1 when fewer are noticed than have to be."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="a fault or a room; all by default"
    )
    parser.add_argument("--missing", action="store_true", help="only what the table does not hold")
    asked = parser.parse_args()
    known = faults()
    if problems := [found for one in known if (found := one.problem())]:
        raise SystemExit("\n".join(problems))
    said = {name: one for name, one in outcomes().items() if name in {each.name for each in known}}
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        copy = Copy(Path(folder))
        some = chosen(known, asked.names, missing=asked.missing)
        for one in some:
            start = time.monotonic()
            said[one.name] = copy.outcome(one)
            print(f"{time.monotonic() - start:5.0f} s  {one.name}: {said[one.name]}", flush=True)
            TABLE.write_text(table(known, said), encoding="utf-8")
        mine = {said[one.name] for one in some} - {SURVIVED}
        broken = copy.fails_without(one for one in mine if "::" in one)
    TABLE.write_text(table(known, said), encoding="utf-8")
    for name in sorted(broken):
        print(f"{name} fails without any fault as well, so it noticed nothing")
    alive = [name for name, one in said.items() if one == SURVIVED]
    print(f"{len(said) - len(alive)} of {len(said)} noticed; not: {', '.join(alive) or 'none'}")
    return int(bool(broken) or len(said) - len(alive) < LEAST * len(said))


if __name__ == "__main__":
    sys.exit(main())
