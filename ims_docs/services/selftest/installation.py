"""Which program is installed here, and what it works with: the head of a validation record."""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import ims_docs
from ims_docs.adapters.git.installed import git_version
from ims_docs.services.verification.tool import described

_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The program, the machine and the libraries, each with its version."""

    tool: str
    """Version, and a digest of everything that a verdict depends on."""
    place: Path
    """The folder of the installed package."""
    python: str
    system: str
    git: str
    """Empty where there is no git."""
    libraries: tuple[tuple[str, str], ...]
    """Name and version of each library that the program asks for, by name."""


def installation() -> Installation:
    """What is installed here. A library that is missing has no version."""
    return Installation(
        tool=described(),
        place=Path(ims_docs.__file__).parent,
        python=f"{platform.python_implementation()} {platform.python_version()}",
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        git=git_version(),
        libraries=tuple(sorted(_libraries())),
    )


def _libraries() -> set[tuple[str, str]]:
    try:
        asked = requires("ims-docs") or []
    except PackageNotFoundError:  # run from a folder that nobody installed
        return set()
    names = (_NAME.match(one) for one in asked if "extra ==" not in one)
    return {(name[0], _version(name[0])) for name in names if name}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
