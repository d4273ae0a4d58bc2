"""Keep the template of a released version, so that `ims upgrade` knows what repositories began from.

Run it at every release, before the template goes on: `python releases/keep.py TAG-OR-COMMIT`. It writes
VERSION.tar.xz beside itself, with the same bytes from the same commit on every computer.
"""

from __future__ import annotations

import io
import lzma
import re
import subprocess
import sys
import tarfile
from pathlib import Path

FOLDER = Path(__file__).parent
LEFT_OUT = "template/demo/"
VERSION = re.compile(rb'"template_version": "([0-9A-Za-z.+-]+)"')


def kept(commit: str, repository: Path = FOLDER.parent) -> tuple[str, bytes]:
    """The version that a commit's template says it is, and the bytes of its archive."""
    command = ["git", "-C", str(repository), "archive", "--format=tar", commit, "--"]
    made = subprocess.run([*command, "template", "schemas"], check=True, capture_output=True)
    version, out = "", io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(made.stdout)) as source,
        tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as target,
    ):
        for member in sorted(source.getmembers(), key=lambda one: one.name):
            if not member.isfile() or member.name.startswith(LEFT_OUT):
                continue
            file = source.extractfile(member)
            data = file.read() if file else b""
            if member.name.endswith("/.ims/answers.json") and (found := VERSION.search(data)):
                version = found[1].decode()
            plain = tarfile.TarInfo(member.name)
            plain.size, plain.mode = len(data), 0o644
            target.addfile(plain, io.BytesIO(data))
    return version, lzma.compress(out.getvalue(), preset=9)


def main(commit: str) -> str:
    """Write the archive; says which."""
    version, data = kept(commit)
    if not version:
        sys.exit(f"error: the template of {commit} names no version")
    place = FOLDER / f"{version}.tar.xz"
    place.write_bytes(data)
    return f"{place.name}: {len(data)} bytes"


if __name__ == "__main__":
    print(main(sys.argv[1]))
