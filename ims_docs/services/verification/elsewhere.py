"""What somebody has from elsewhere: the fingerprint of the root key, codes of baselines, other copies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ims_docs.adapters.git import History
from ims_docs.services.verification.foreign_copy import own_copy
from ims_docs.services.verification.witnesses import Copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What a history can be compared with that does not come from itself."""

    root: str = ""
    codes: tuple[str, ...] = ()
    copies: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.root or self.codes or self.copies)

    @contextmanager
    def opened(self, folder: Path, *, in_full: bool = True) -> Iterator[tuple[Copy, ...]]:
        """The copies, each in a clone of our own that is gone afterwards. Raises UnreadableError.

        Paths begin in `folder`. Without `in_full` a copy is called by its last name only, where
        people read it who need not know how disks are laid out here.
        """
        with ExitStack() as stack:
            yield tuple(
                Copy(
                    f"The copy {path if in_full else path.name}",
                    History(stack.enter_context(own_copy(folder / path))),
                )
                for path in self.copies
            )
