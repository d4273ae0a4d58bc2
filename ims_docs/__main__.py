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

    # Many values, next to no circles: looking for circles less often saves a third of the time.
    gc.set_threshold(1_000_000)
    return run()


if __name__ == "__main__":
    sys.exit(main())
