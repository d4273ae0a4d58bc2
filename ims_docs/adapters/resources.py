"""Where the product's own files lie: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

from ims_docs.errors import TemplateError

_PACKAGE = Path(__file__).parents[1]


def resource(name: str) -> Path:
    """The folder `template`, `schemas`, `hooks` or `verifiers`. Raises TemplateError when the install is damaged."""
    for place in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise TemplateError(
        f"The folder {name}/ of ims-docs is missing", hint="Install ims-docs again."
    )


def standards() -> Path:
    """The folder with the standards that the product knows."""
    return _PACKAGE / "domain" / "standards"


def releases() -> tuple[Path, ...]:
    """What is kept of each released version of the template, in order of name."""
    for place in (_PACKAGE / "_data" / "releases", _PACKAGE.parent / "releases"):
        if place.is_dir():
            return tuple(sorted(place.glob("*.tar.xz")))
    return ()
