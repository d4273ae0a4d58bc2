"""The commit-msg gate as a program: asks for a reason when controlled content changes.

Used by pre-commit and prek through `.pre-commit-hooks.yaml`, and as a plain git hook.
"""

from __future__ import annotations

import sys

from ims_docs.cli import run


def main() -> int:
    """Return 0 when the message gives a reason, or none is needed."""
    return run(["hooks", "run", "commit-msg", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
