"""What says how content is to be read: settings, types and standards of this state or of another."""

from __future__ import annotations

from collections.abc import Iterable

from ims_docs.adapters.disk.tree import Tree
from ims_docs.errors import RepositoryNotFoundError
from ims_docs.formats import settings
from ims_docs.formats.schemas import KEYS_FILE
from ims_docs.model.defect import Defect
from ims_docs.model.tree_entry import EntryKind, TreeEntry
from ims_docs.services.loading.reading import unreadable

_ENDINGS = (".json", ".yaml", ".yml", ".gitattributes")


def configuration(
    tree: Tree, files: Iterable[TreeEntry], rules: Tree | None
) -> tuple[dict[str, bytes], list[Defect]]:
    """The bytes of each such file by path, and those that cannot be read.

    `files` are those of the tree. With `rules`, settings, types and standards come from there.
    Attributes of git belong to the content and always come from the tree.
    Raises RepositoryNotFoundError when there is no ims.yml.
    """
    own = [one for one in files if one.path.endswith(_ENDINGS) and is_configuration(one.path)]
    asked = [(tree, own)]
    if rules is not None:
        asked = [(rules, [one for one in _files(rules) if _is_ruleset(one.path)])]
        asked.append((tree, [one for one in own if not _is_ruleset(one.path)]))
    for named, held in ((tree, own), *asked[:1]):
        if not any(one.path == settings.FILE for one in held):
            raise RepositoryNotFoundError(
                f"There is no {settings.FILE} in {named.described}",
                hint="Go to the folder that `ims new` made, or make one with `ims new`.",
            )
    found: dict[str, bytes] = {}
    defects = []
    for entry, data in (each for source, held in asked for each in source.read(held)):
        if isinstance(data, str):
            defects.append(unreadable(entry.path, data))
        else:
            found[entry.path] = data
    return found, defects


def is_configuration(path: str) -> bool:
    """Whether a file says how the others are to be read."""
    return _is_ruleset(path) or _name(path) == ".gitattributes"


def _files(tree: Tree) -> list[TreeEntry]:
    return [one for one in tree.entries() if one.kind is EntryKind.FILE]


def _is_ruleset(path: str) -> bool:
    folder, name = path.partition("/")[0], _name(path)
    return (
        path == settings.FILE
        or (folder == "schemas" and name.endswith(".json"))
        or path == KEYS_FILE
        or (folder == "standards" and name.endswith((".yaml", ".yml")))
    )


def _name(path: str) -> str:
    return path.rpartition("/")[2]
