"""Everything that a release hands out, made from this checkout into one folder.

    python publishing/build.py lock         write publishing/requirements.txt anew
    python publishing/build.py make FOLDER  wheel, sdist, single file, bill of materials, checksums

Wheel and sdist are built twice and have to be equal byte by byte. The bill of materials is taken
from a fresh environment that holds the wheel and what publishing/requirements.txt names, by hash.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "publishing" / "requirements.txt"
EXTRAS = ("pdf", "office")
"""What people need who export; what only tests need is in no release."""
TOOLS = ("build==1.6.1", "cyclonedx-bom==7.5.0", "hatchling==1.33.0", "shiv==1.0.8", "uv==0.13.9")
"""What makes a release, pinned, in an environment of its own."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("lock", help="write publishing/requirements.txt anew")
    make = steps.add_parser("make", help="make everything")
    make.add_argument("folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        tools = _environment(Path(work) / "tools", TOOLS)
        if asked.step == "lock":
            lock(tools)
        else:
            make_all(tools, asked.folder.absolute(), Path(work))


def lock(tools: Path) -> None:
    """Name each library that an installation needs, with its version and its hashes, for every system."""
    extras = [one for extra in EXTRAS for one in ("--extra", extra)]
    _run(
        [tools / "uv", "pip", "compile", "pyproject.toml", *extras, "--universal"],
        [
            "--python-version",
            "3.11",
            "--generate-hashes",
            "--no-header",
            "--no-annotate",
            "--quiet",
        ],
        ["--upgrade", "--output-file", LOCK],
    )


def make_all(tools: Path, folder: Path, work: Path) -> None:
    """Make the files of a release. Raises SystemExit where two builds differ."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty; name a new folder")
    for out in (folder, work / "again"):
        _run([tools / "python", "-m", "build", "--no-isolation", "--outdir", out, ROOT])
    built = sorted(folder.iterdir())
    for one in built:
        if one.read_bytes() != (work / "again" / one.name).read_bytes():
            raise SystemExit(f"Two builds of {one.name} differ")
    wheel = next(one for one in built if one.suffix == ".whl")
    version = wheel.name.split("-")[1]
    home = work / "installed"
    _install(wheel, home)
    _single_file(tools, home, folder / f"ims-{version}-{_platform()}.pyz")
    _bill_of_materials(tools, home, folder / f"ims-docs-{version}.cdx.json")
    shutil.copy(LOCK, folder / f"ims-docs-{version}-requirements.txt")
    files = sorted(one for one in folder.iterdir() if one.is_file())
    sums = [f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}" for one in files]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
    print("\n".join(sums))


def _install(wheel: Path, home: Path) -> None:
    """The wheel in an environment of its own, with what the lock names and nothing else."""
    venv.create(home, with_pip=True)
    pip = [_scripts(home) / "python", "-m", "pip", "--quiet"]
    _run(pip, ["install", "--require-hashes", "--requirement", LOCK])
    _run(pip, ["install", "--no-deps", wheel])
    _run(pip, ["uninstall", "--yes", "setuptools", "pip"])


def _platform() -> str:
    """For which system and Python a file is that holds compiled libraries."""
    python = f"py{sys.version_info.major}{sys.version_info.minor}"
    return f"{sysconfig.get_platform()}-{python}"


def _single_file(tools: Path, home: Path, target: Path) -> None:
    """One file that runs where this Python and git are."""
    (packages,) = home.glob("[Ll]ib/**/site-packages")
    _run(
        [tools / "shiv", "--site-packages", packages, "--console-script", "ims"],
        ["--python", "/usr/bin/env python3", "--reproducible", "--compressed"],
        ["--output-file", target],
    )


def _bill_of_materials(tools: Path, home: Path, target: Path) -> None:
    """What an installation holds, and nothing else."""
    _run(
        [tools / "cyclonedx-py", "environment", "--output-reproducible", "--output-format", "JSON"],
        ["--output-file", target, _scripts(home) / "python"],
    )


def _environment(home: Path, packages: tuple[str, ...]) -> Path:
    venv.create(home, with_pip=True)
    scripts = _scripts(home)
    _run([scripts / "python", "-m", "pip", "install", "--quiet", *packages])
    return scripts


def _scripts(home: Path) -> Path:
    return home / ("Scripts" if os.name == "nt" else "bin")


def _run(*parts: list[str | Path]) -> None:
    """Run a program with a fixed date for what it packs; it ends this one when it fails."""
    command = [str(one) for part in parts for one in part]
    when = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    epoch = when if re.fullmatch(r"\d+", when) else "1767225600"
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "SOURCE_DATE_EPOCH": epoch}, check=False
    )
    if done.returncode:
        sys.exit(f"{Path(command[0]).name} failed with exit code {done.returncode}")


if __name__ == "__main__":
    main()
