"""Count what a repository holds, with PyYAML and nothing of ims: `python recount.py FOLDER DATE`."""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import date, timedelta
from pathlib import Path

import yaml

OPEN = ("open", "under evaluation", "kept for later", "answered", "cause found", "action done",
        "approved", "in force", "agreed", "developed", "deployed", "running")  # fmt: skip
HOLIDAYS = [date(2026, *one) for one in ((4, 3), (4, 6), (5, 1), (5, 14), (5, 25))]


def digest(*parts: str | bytes) -> str:
    known = hashlib.sha256()
    for one in ("doc-digest/v1", *parts):
        data = one.encode() if isinstance(one, str) else one
        known.update(len(data).to_bytes(8, "big") + data)
    return f"sha256:{known.hexdigest()}"


def spent(first: date, last: date) -> int:
    """Working days between two days."""
    days = (first + timedelta(n + 1) for n in range((last - first).days))
    return sum(one.weekday() < 5 and one not in HOLIDAYS for one in days)


def recount(root: Path, day: date) -> dict[str, object]:
    pages = [{**yaml.safe_load(text.split("---\n")[1]), "path": path} for path in root.glob("docs/**/*.md")
             if (text := path.read_text("utf-8")).startswith("---\n")]  # fmt: skip
    folder = {path.stem for path in root.glob("docs/records/*/*.md")}
    records = [one for one in pages if one.get("id") in folder]
    documents = [one for one in pages if "id" in one and one["id"] not in folder]
    files = list(root.glob("docs/registers/*.yaml"))
    lists = {one.stem: yaml.safe_load(one.read_text("utf-8"))["entries"] for one in files}
    said = [dict(line.split(": ", 1) for line in path.read_text("utf-8").splitlines()[1:])
            for path in root.glob("approvals/*/v*/*.txt")]  # fmt: skip
    approved = [one for one in said if one["meaning"] == "approved"]

    def in_force(name: str, path: Path) -> bool:
        """Whether exactly these bytes were approved."""
        return any(one["digest"] == digest(name, one["version"], path.read_bytes())
                   for one in approved if one["document"] == name)  # fmt: skip

    def of(name: str) -> list[dict]:
        return [one for one in records if one["type"] == name]

    ideas = of("idea")
    quarters = {f"ideas_q{n}": [one for one in ideas if (one["date"].month + 2) // 3 == n] for n in (1, 2, 3)}  # fmt: skip
    in_time = {f"{name}_in_time": sum("feedback_on" in one and spent(one["date"], one["feedback_on"]) <= 10 for one in some)
               for name, some in quarters.items()}  # fmt: skip
    programme, faults = lists["audit-programme"], of("nonconformity")
    late = [act for one in faults + of("change") + of("improvement") if one["status"] in OPEN
            for act in one.get("actions", []) if "done_on" not in act and act["due"] < day]  # fmt: skip
    holders = {who for one in lists["roles"] for who in one["holders"]}
    left = [one for one in programme if one["year"] == "first" and one["status"] == "planned"]
    october = {one["document"] for one in approved if one["signed-at"] < "2026-10-16"}
    return {
        "documents": len(documents),
        "records": len(records),
        "records_open": sum(one["status"] in OPEN for one in records),
        "records_closed": sum("closed_on" in one for one in records),
        "registers": len(lists),
        "entries": sum(map(len, lists.values())),
        "people": len(lists["people"]),
        "roles": len(lists["roles"]),
        "roles_without_holder": sum(not one["holders"] for one in lists["roles"]),
        "ideas": len(ideas),
        "ideas_taken_up": sum(one["status"] == "taken up" for one in ideas),
        **{name: len(some) for name, some in quarters.items()},
        **in_time,
        "authors_without_role": len({one["author"] for one in ideas} - holders),
        "experiments": len(of("experiment")),
        "nonconformities_open": sum(one["status"] in OPEN for one in faults),
        "nonconformities_closed": sum(one["status"] == "effective" for one in faults),
        "audits_carried_out": sum(one["status"] == "carried out" for one in programme),
        "audits_of_first_year_left": len(left),
        "decisions_of_the_review": len(of("management-review")[0]["decisions"]),
        "measurements": len(of("measurement")),
        "statements": len(said),
        "documents_approved": sum(in_force(one["id"], one["path"]) for one in documents),
        "documents_approved_by_review": sum(one["id"] in october for one in documents),
        "registers_approved": sum(in_force(one.stem, one) for one in files),
        "baselines": len(list(root.glob("baselines/*.txt"))),
        "actions_late": len(late),
    }


if __name__ == "__main__":
    numbers = recount(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
    sys.stdout.write(json.dumps(numbers, indent=2) + "\n")
