"""What an organisation keeps, seen from outside: no result is ever written over it."""

from __future__ import annotations

from pathlib import Path

from ims_docs.errors import ConfigurationError

_FOLDERS = frozenset(
    [
        "docs",
        "approvals",
        "trust",
        "baselines",
        "removals",
        "standards",
        "schemas",
        ".ims",
        ".github",
        ".vscode",
        ".idea",
    ]
)
_FILES = frozenset(
    [
        "ims.yml",
        "mkdocs.yml",
        "readme.md",
        ".gitignore",
        ".gitattributes",
        ".mailmap",
        ".pre-commit-config.yaml",
        ".gitlab-ci.yml",
    ]
)


def refuse_kept(place: Path) -> None:
    """Raise ConfigurationError where a result would take the place of what is kept, or of git's files.

    `place` is absolute and leads through no link.
    """
    if any(part.casefold() == ".git" for part in place.parts[:-1]):
        raise _refusal(place, "git keeps its own files there")
    for root in place.parents:
        if (root / "ims.yml").is_file():
            first, *deeper = (part.casefold() for part in place.relative_to(root).parts)
            if first in (_FOLDERS if deeper else _FILES):
                raise _refusal(place, "the organisation keeps its texts and records there")


def _refusal(place: Path, why: str) -> ConfigurationError:
    return ConfigurationError(
        f"The result is not written to {place}: {why}",
        hint="Choose a file outside of it, such as `--output report.txt`.",
    )
