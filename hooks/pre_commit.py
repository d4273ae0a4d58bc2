"""The pre-commit gate as a program: judges what is staged, says what keeps it out.

Used by pre-commit and prek through `.pre-commit-hooks.yaml`, and as a plain git hook.
"""

from __future__ import annotations

import sys

from ims_docs.cli import run


def main() -> int:
    """Return 0 when everything staged may be committed."""
    return run(["hooks", "run", "pre-commit", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
