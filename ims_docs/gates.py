"""The gates: hook scripts that keep incomplete documents and records out of a repository."""

from __future__ import annotations

import stat
from pathlib import Path

MARKER = "# written by ims"

_PRE_COMMIT = """#!/bin/sh
{marker}
# Judges what is staged. `git commit --no-verify` goes around it; `ims check` in CI does not.
if [ -x "{python}" ]; then exec "{python}" -m ims_docs check --staged; fi
if command -v ims >/dev/null 2>&1; then exec ims check --staged; fi
echo "The gate needs ims: install it with pip install ims-docs" >&2
exit 1
"""


def install(root: Path, python: str) -> Path:
    """Put the pre-commit gate into a repository's own hooks folder; returns the hook's path."""
    hook = root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(parents=True, exist_ok=True)
    hook.write_text(_PRE_COMMIT.format(marker=MARKER, python=_quoted(python)), encoding="utf-8")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return hook


def _quoted(text: str) -> str:
    return "".join(f"\\{character}" if character in '\\"$`' else character for character in text)
