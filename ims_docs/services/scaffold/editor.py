"""Help for the editor: each register is tied to its schema, so that mistakes show while one types."""

from __future__ import annotations

import json
from pathlib import Path

from ims_docs.adapters import resources
from ims_docs.formats.schemas import Schemas
from ims_docs.model.type import Kind

FOLDER = ".vscode"


def tie_registers(root: Path, folder: Path | None = None) -> None:
    """Write the schema of every register that is there, and the settings that name them.

    `folder` holds the schemas of another version.
    """
    schemas = Schemas(folder or resources.resource("schemas"))
    tied = {}
    for name, one in schemas.types.items():
        path = one.path("")
        if one.kind is Kind.REGISTER and (root / path).is_file():
            place = f"{FOLDER}/schemas/{name}.json"
            _write(root / place, schemas.standalone(name))
            tied[f"./{place}"] = f"/{path}"
    settings = {
        # Nothing is fetched from a catalogue of schemas on the network.
        "yaml.schemaStore.enable": False,
        "yaml.schemas": tied,
        "redhat.telemetry.enabled": False,
        "files.eol": "\n",
        "files.insertFinalNewline": True,
    }
    _write(root / FOLDER / "settings.json", settings)


def _write(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, indent=2, ensure_ascii=False)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
