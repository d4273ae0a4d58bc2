"""Sizes of samples -> str: what one may say after a sample in which nothing was found."""

from __future__ import annotations

from ims_docs.domain.auditing.sizes import LEVELS, POPULATIONS, RATES, bad_of, needed


def sentence(population: int, tolerable: int, confidence: int) -> str:
    """How many to look at among so many, and what that is worth."""
    size, bad = needed(population, tolerable, confidence), bad_of(population, tolerable)
    if size >= population:
        return (
            f"Look at all {population}: with {bad} bad among them, no smaller sample meets one with "
            f"{confidence} % certainty."
        )
    return (
        f"Look at {size} of {population}. If {bad} or more are bad ({tolerable} %), at least {confidence} of "
        f"100 draws of {size} meet one of them. If you find none, you may say that fewer than {bad} "
        f"are bad, and be wrong in at most {100 - confidence} of 100 audits."
    )


def table(tolerable: int, confidence: int) -> str:
    """Sizes by population, for the usual shares and for the one that is asked for."""
    rates = sorted({*RATES, tolerable})
    levels = sorted({*LEVELS, confidence})
    head = "".join(f"{f'{rate} % bad':>{_width(levels)}}" for rate in rates)
    sure = f"{' / '.join(map(str, levels))} % sure"
    lines = [f"{'records':>8}{head}   ({sure})"]
    for count in POPULATIONS:
        cells = (" / ".join(str(needed(count, rate, level)) for level in levels) for rate in rates)
        row = "".join(f"{cell:>{_width(levels)}}" for cell in cells)
        lines.append(f"{count:>8,}{row}")
    return "\n".join([*lines, "Bad records are the share of the records, rounded up.", ""])


def _width(levels: list[int]) -> int:
    return 7 * len(levels) + 2
