"""The pre-receive gate as a program: judges every commit that arrives at a server.

For the folder `hooks` of a bare repository, or a forge's folder of server hooks.
"""

from __future__ import annotations

import sys

from ims_docs.cli import run


def main() -> int:
    """Return 0 when every commit may be taken in."""
    return run(["hooks", "run", "pre-receive", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
