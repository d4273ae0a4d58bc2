"""`python -m ims_docs` and the console script `ims`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; `--version` alone answers before anything is imported."""
    if sys.argv[1:] == ["--version"]:
        from ims_docs import __version__

        sys.stdout.write(f"ims {__version__}\n")
        return 0
    import gc

    from ims_docs.cli import run

    # A repository is many values and next to no circles. Python looks for circles again and again
    # while they are made, and in all of them when it ends: half of the time of a large check.
    gc.set_threshold(1_000_000)
    code = run()
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(main())
