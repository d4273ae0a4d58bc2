"""How to draw a sample again with the commands of a shell, and without our tool."""

from __future__ import annotations

from ims_docs.services.auditing.population import Population

_TICKETS = """while read -r id; do
  printf '%s %s\\n' "$(printf '%s|%s|%s' '{code}' '{seed}' "$id" | sha256sum | cut -c1-64)" "$id"
done | LC_ALL=C sort | head -n {size}"""


def recipe(population: Population, seed: str, size: int) -> str:
    """Two commands: the code of the baseline, and the sample with its tickets."""
    baseline = population.baseline
    code = f"sha256sum {baseline.path} | cut -c1-16  # the code, without its hyphens"
    tickets = _TICKETS.format(code=baseline.code, seed=seed, size=size)
    return f"{code}\n{_ids(population)} | {tickets}"


def _ids(population: Population) -> str:
    """Prints the ids of the population, a line each."""
    if not population.is_whole:
        return f"printf '%s\\n' {' '.join(population.ids)}"
    path = population.type.path(f"{population.type.prefix}-0000")
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix("0000.md")
    lines = rf"sed -n 's|^.* {folder}/\({stem}[0-9]\{{4\}}\)\.md$|\1|p' {population.baseline.path}"
    if not population.gone_before:
        return lines
    return f"{{ {lines}; printf '%s\\n' {' '.join(population.gone_before)}; }}"
