"""The pre-push gate as a program: judges every commit that is about to be sent.

Used by pre-commit and prek through `.pre-commit-hooks.yaml`, and as a plain git hook.
"""

from __future__ import annotations

import sys

from ims_docs.cli import run


def main() -> int:
    """Return 0 when every commit may be sent."""
    return run(["hooks", "run", "pre-push", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
