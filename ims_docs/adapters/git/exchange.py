"""The shared place: where it is, what it has, and fetching and sending as the person would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ims_docs.adapters.git.branches import current_branch
from ims_docs.adapters.git.history import History
from ims_docs.adapters.git.process import path_name
from ims_docs.errors import HistoryUnavailableError, UnreadableError


class SharedPlace(NamedTuple):
    """A remote of git, and the branch of it that this clone follows."""

    remote: str
    branch: str
    address: str

    @property
    def tracking(self) -> str:
        """What is known here of that branch."""
        return f"refs/remotes/{self.remote}/{self.branch}"


def shared_place(history: History) -> SharedPlace | None:
    """The one that the branch here follows, else the only one, else `origin`; None without any."""
    branch = current_branch(history)
    if not branch:
        raise HistoryUnavailableError(
            "A former state is checked out, and no branch",
            hint="Go back to your branch first: git switch main",
        )
    addresses = _addresses(history)
    followed = history.setting(f"branch.{branch}.remote")[0]
    remote = next((one for one in (followed, "origin", *addresses) if one in addresses), "")
    if not remote:
        return None
    merged = history.setting(f"branch.{branch}.merge")[0] if remote == followed else ""
    return SharedPlace(remote, merged.removeprefix("refs/heads/") or branch, addresses[remote])


def _addresses(history: History) -> dict[str, str]:
    """By name of a remote: where it lies."""
    pattern = r"^remote\..*\.url$"
    rows = history.run("config", "-z", "--get-regexp", pattern, check=False, own_settings=True)
    pairs = (path_name(row).partition("\n") for row in rows.split(b"\0") if row)
    return {key[len("remote.") : -len(".url")]: address for key, _, address in pairs}


def tip(history: History, place: SharedPlace) -> str:
    """The commit that the shared place had when it was last asked; empty when it had none."""
    name = f"{place.tracking}^{{commit}}"
    return history.run("rev-parse", "--verify", "--quiet", name, check=False).decode().strip()


def fetch(history: History, place: SharedPlace, identity: Mapping[str, str]) -> None:
    """Ask the shared place for what is new. Raises UnreadableError with what git says."""
    status, answer = history.run_as_user("fetch", "--quiet", place.remote, environment=identity)
    if status:
        raise UnreadableError(
            f"The shared place cannot be reached ({place.address}):\n{answer}",
            hint="What you saved is safe here. Try again when it can be reached.",
        )


def push(
    history: History,
    place: SharedPlace,
    tags: Sequence[str],
    identity: Mapping[str, str],
    *,
    is_first: bool = False,
) -> tuple[bool, str]:
    """Send the branch and these tags, never by force: whether it was taken, and what was said.

    The first time, into a place that has nothing, no gate here looks at a past that is as it is.
    """
    specs = [f"HEAD:refs/heads/{place.branch}", *(f"{one}:{one}" for one in tags)]
    options = ["--quiet", "--set-upstream", *(["--no-verify"] if is_first else [])]
    status, answer = history.run_as_user(
        "push", "--atomic", *options, place.remote, *specs, environment=identity
    )
    if status and "atomic" in answer:  # some servers know no push of all or nothing
        status, answer = history.run_as_user(
            "push", *options, place.remote, *specs, environment=identity
        )
    return not status, answer


def remote_refs(history: History, address: str, identity: Mapping[str, str]) -> dict[str, str]:
    """Every ref of a place and its object. Raises UnreadableError when it is none, or far away."""
    status, answer = history.run_as_user("ls-remote", "--", address, environment=identity)
    if status:
        raise UnreadableError(
            f"There is no shared place that can be reached at {address}:\n{answer}",
            hint="Look at the address, and whether you may go there.",
        )
    rows = (line.split("\t", 1) for line in answer.split("\n") if "\t" in line)
    return {name: commit for commit, name in rows}


def name_place(history: History, address: str, identity: Mapping[str, str]) -> None:
    """Remember a shared place as `origin`."""
    history.run_as_user("remote", "add", "origin", address, environment=identity)


def forget_place(history: History, identity: Mapping[str, str]) -> None:
    """Take that back."""
    history.run_as_user("remote", "remove", "origin", environment=identity)


def make_bare(folder: Path, branch: str) -> None:
    """Make a place of one's own, into which everybody who may write to the folder can send."""
    folder.mkdir(parents=True, exist_ok=True)
    status, answer = History(folder).run_as_user(
        "init", "--quiet", "--bare", f"--initial-branch={branch}", "--", "."
    )
    if status:
        raise UnreadableError(f"Git made no shared place in {folder}:\n{answer}")


def clone(address: str, folder: Path, identity: Mapping[str, str]) -> None:
    """Join a shared place from an empty folder. Raises UnreadableError with what git says."""
    status, answer = History(folder).run_as_user(
        "clone", "--quiet", "--", address, ".", environment=identity
    )
    if status:
        raise UnreadableError(
            f"{address} cannot be joined:\n{answer}",
            hint="Look at the address, and whether you may go there.",
        )
