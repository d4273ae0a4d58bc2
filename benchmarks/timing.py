"""Whole processes, side by side: A B A B, one run to warm up, then the median."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Command = Sequence[str]


@dataclass(slots=True)
class Side:
    """One of the two programs: what it runs, and how long each run took."""

    commands: Sequence[Command]
    folder: Path
    fine: tuple[int, ...] = (0,)
    """Exit codes that are no failure."""
    before: Callable[[], object] = lambda: None
    """Run before each run, outside the measured time."""
    variables: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The middle of the counted runs."""
        return statistics.median(self.seconds)

    def run(self) -> float:
        """Run it once; the seconds from start to end of all its processes."""
        self.before()
        environment = {**_environment(), **self.variables}
        start = time.perf_counter()
        for command in self.commands:
            done = subprocess.run(
                command, cwd=self.folder, env=environment, capture_output=True, check=False
            )
            if done.returncode not in self.fine:
                sys.exit(
                    f"{command[:4]} … failed:\n{done.stdout[-2000:]!r}\n{done.stderr[-2000:]!r}"
                )
        return time.perf_counter() - start


def alternate(ours: Side, theirs: Side, runs: int) -> None:
    """Warm both up, then run them in turn."""
    for number in range(runs + 1):
        for side in (ours, theirs):
            seconds = side.run()
            if number:
                side.seconds.append(seconds)


def peak_megabytes(side: Side) -> float:
    """The most memory that any process of a side held, measured by the kernel."""
    side.before()
    script = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script, *side.commands[0]],
        cwd=side.folder,
        env={**_environment(), **side.variables},
        capture_output=True,
        check=True,
    ).stdout
    unit = 1 if sys.platform == "darwin" else 1024
    return int(printed) * unit / 1_000_000


def _environment() -> dict[str, str]:
    """As an installed program finds it: compiled modules may be kept, nothing else is set."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH", "PYTHONOPTIMIZE")
    return {name: value for name, value in os.environ.items() if name not in left_out}
