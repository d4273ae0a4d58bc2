"""What .gitattributes files say about content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ims_docs.model.attribute import GitAttribute


def attributes(files: Mapping[str, bytes]) -> Iterator[GitAttribute]:
    """Every attribute of every pattern, in the .gitattributes files among these."""
    for path, data in files.items():
        if path.endswith(".gitattributes"):
            for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
                words = line.split()
                if words and not words[0].startswith("#"):
                    for word in words[1:]:
                        yield GitAttribute(path=path, line=number, pattern=words[0], name=word)
