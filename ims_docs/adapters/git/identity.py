"""Who did something and when, as git takes it from somebody who speaks for another."""

from __future__ import annotations

from datetime import datetime


def identity(name: str, email: str, when: datetime | None) -> dict[str, str]:
    """The environment in which git names this person and moment, and not those of the computer."""
    moment = {"DATE": when.isoformat()} if when else {}
    values = {"NAME": name, "EMAIL": email, **moment}
    return {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in values.items()
    }
