"""The map of the package: its wings, the rooms of each, and what each room says of itself.

`docs/generate.py` puts it between two marks of docs/explanation/architecture.md.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parent.parent
PACKAGE = PROJECT / "ims_docs"
ORDER = "Wings point downwards"
"""The contract of pyproject.toml that gives the wings their order."""

BEGIN = "<!-- The map is written by docs/generate.py. Change the docstrings, not these lines. -->"
END = "<!-- The end of the map. -->"


def page(text: str) -> str:
    """The text of a page with the map of today between its marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"The page has no place for the map: {BEGIN} … {END}")
    lines = "\n".join(_map())
    return f"{before}{BEGIN}\n\n{lines}\n{END}{after}"


def wings() -> tuple[str, ...]:
    """The names of the wings from the top downwards, as the contract of imports has them."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (found,) = [one["layers"] for one in contracts if one["name"] == ORDER]
    return tuple(found)


def rooms(wing: str) -> tuple[Path, ...]:
    """The modules and packages that lie directly in a wing; none when it is one module."""
    modules = [one for one in (PACKAGE / wing).glob("*.py") if one.stem != "__init__"]
    packages = [one.parent for one in (PACKAGE / wing).glob("*/__init__.py")]
    return tuple(sorted((*modules, *packages), key=lambda room: room.stem))


def says(room: Path) -> str:
    """The first line of the docstring of a module or package."""
    file = room / "__init__.py" if room.is_dir() else room
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0].replace("|", "\\|")


def _map() -> Iterator[str]:
    for wing in wings():
        inner = rooms(wing)
        place = PACKAGE / wing if inner else PACKAGE / f"{wing}.py"
        yield f"### {_named(place)}\n\n{says(place)}\n"
        if inner:
            yield "| Room | What it is |\n|---|---|"
            yield from (f"| {_named(room, wing)} | {says(room)} |" for room in inner)
            yield ""


def _named(room: Path, wing: str = "") -> str:
    name = room.relative_to(PACKAGE / wing).as_posix()
    return f"`{name}/`" if room.is_dir() else f"`{name}`"
