"""Where the gates stand, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ims_docs.reporters.printable import printable, report_text
from ims_docs.services.hook_setup.status import UNSEEN, HookStatus


def render(standing: HookStatus) -> str:
    """Each gate on a line, then what is on the server's side, then what nobody sees from here."""
    lines = []
    for one in standing.gates:
        word = "in force" if one.in_force else "NOT IN FORCE"
        lines.append(
            f"{one.gate.stage:<12}{word:<14}{printable(one.why)} ({shown(one.path, standing.root)})"
        )
        if one.remedy:
            lines.append(f"    → {printable(one.remedy)}")
    if standing.hooks_path:
        lines.append(
            f"Git looks for hooks where core.hooksPath says: {printable(standing.hooks_path)}."
        )
    lines += ["", "Workflow files here, for a forge that runs them:"]
    lines += [f"    {name}" for name in standing.workflows] or ["    none"]
    lines += ["", "What no tool can see from here. Look yourself, and tick it off:"]
    lines += [f"    [ ] {one}" for one in UNSEEN]
    return "\n".join(lines) + "\n"


def render_json(standing: HookStatus) -> str:
    """The same, for scripts."""
    return report_text(
        {
            "gates": [
                {
                    "gate": one.gate.stage,
                    "in_force": one.in_force,
                    "path": shown(one.path, standing.root),
                    "why": one.why,
                    "remedy": one.remedy,
                }
                for one in standing.gates
            ],
            "hooks_path": standing.hooks_path,
            "workflows": list(standing.workflows),
            "unseen": list(UNSEEN),
        }
    )


REPORTERS: dict[str, Callable[[HookStatus], str]] = {"text": render, "json": render_json}


def shown(path: Path, root: Path) -> str:
    """A path as people write it who stand in the repository."""
    return printable((path.relative_to(root) if path.is_relative_to(root) else path).as_posix())
