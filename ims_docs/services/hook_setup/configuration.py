"""The configurations of pre-commit and prek, written from the table of gates."""

from __future__ import annotations

from ims_docs.services.hook_setup.gates import GATES, Gate

LOCAL = tuple(one for one in GATES if not one.on_server)
"""The gates on the computer of a person; a server has no use for pre-commit."""

CONFIGURATION = ".pre-commit-config.yaml"


def hooks_file() -> str:
    """`.pre-commit-hooks.yaml`: what other repositories may refer to."""
    lines = ["# Hooks for other repositories that use pre-commit or prek."]
    lines += [
        "# Written by docs/generate.py from ims_docs/services/hook_setup/table.py. Change the table."
    ]
    for one in LOCAL:
        lines += [f"- id: {one.id}", f"  name: {one.name}", f"  description: {one.does}"]
        lines += [f"  {line}" for line in _keys(one, "python")]
    return "\n".join(lines) + "\n"


def repository_file() -> str:
    """`.pre-commit-config.yaml` of a repository that `ims new` makes."""
    lines = [
        "# Works in pre-commit and in prek, offline: `ims` has to be on the PATH.",
        "# The gates judge what is staged and what is sent, not what lies on disk.",
        f"default_install_hook_types: [{', '.join(one.stage for one in LOCAL)}]",
        "repos:",
        "  - repo: local",
        "    hooks:",
    ]
    for one in LOCAL:
        lines += [f"      - id: {one.id}", f"        name: {one.name}"]
        lines += [f"        {line}" for line in _keys(one, "system")]
    return "\n".join(lines) + "\n"


def _keys(one: Gate, language: str) -> list[str]:
    """What both files say of a gate. One process judges all, because files refer to each other."""
    return [
        f"entry: {one.entry}",
        f"language: {language}",
        f"stages: [{one.stage}]",
        f"pass_filenames: {'true' if one.takes_file else 'false'}",
        "always_run: true",
        "require_serial: true",
    ]
