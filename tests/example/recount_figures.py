"""Every figure of the dashboard from the files alone, with PyYAML and nothing of ims: `recount_figures.py FOLDER DATE`."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import median

import yaml

MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
LENGTH = {"H": 6, "Q": 3}
ENDS = ("taken up", "combined", "stopped")


def span(period: str) -> tuple[int, int]:
    """First and last month of a period, counted from the year 0."""
    year, _, part = period.partition("-")
    long = 12 if not part else LENGTH.get(part[0], 1)
    number = int(part.lstrip("HQ") or 1) if part else 1
    first = int(year) * 12 + (number - 1) * long
    return first, first + long - 1


def recount(root: Path, day: date) -> dict[str, object]:
    pages = [yaml.safe_load(one.read_text("utf-8").split("---\n")[1]) for one in root.glob("docs/records/*/*.md")]  # fmt: skip
    lists = {one.stem: yaml.safe_load(one.read_text("utf-8"))["entries"] for one in root.glob("docs/registers/*.yaml")}  # fmt: skip
    known = [one for one in pages if one["type"] == "measurement"]
    found: dict[str, object] = {}
    for one in lists["indicators"] + lists["objectives"]:
        mine = sorted((one_["period"], float(one_["value"]), one_["id"]) for one_ in known if one_["indicator"] == one["id"])  # fmt: skip
        if not mine:
            continue
        values, spans = [value for _, value, _ in mine], [span(period) for period, _, _ in mine]
        last, steps = values[-3:], [b - a for a, b in zip(values[-3:], values[-2:], strict=False)]
        rising, falling = all(one >= 0 for one in steps), all(one <= 0 for one in steps)
        trend = "steady" if not any(steps) else "rising" if rising else "falling" if falling else "up and down"  # fmt: skip
        long = MONTHS.get(one.get("frequency", ""), 0)
        now = day.year * 12 + day.month - 2
        wanted = range(spans[0][0], now // long * long, long) if long else []
        gaps = sum(not any(a <= each and b >= each + long - 1 for a, b in spans) for each in wanted)
        goal, low = one.get("goal"), one.get("alarm_below", -1e9)
        found[one["id"]] = {"figures": mine, "trend": trend if len(last) > 2 else "", "gaps": gaps,
                            "alarm": values[-1] < low or values[-1] > one.get("alarm_above", 1e9),
                            "met": None if goal is None else values[-1] <= goal if one["direction"].startswith("less") else values[-1] >= goal}  # fmt: skip
    cells = Counter(f"{one['family']} {one['level']}" for one in lists["indicators"])
    ideas = [one for one in pages if one["type"] == "idea"]
    kinds = {name: [one for one in ideas if one["idea_type"] == name] for name in {one["idea_type"] for one in ideas}}  # fmt: skip
    running = [one for one in lists["portfolio"] if one["status"] not in ("stopped", "deployed")]
    return {"series": found, "cells": cells, "funnel": {name: {
                "states": Counter(one["status"] for one in some),
                "age": [median(ages), len(ages)] if (ages := [(day - one["date"]).days for one in some if one["status"] not in ENDS]) else None,
                "answer": [median(spans), len(spans)] if (spans := [(one["feedback_on"] - one["date"]).days for one in some if "feedback_on" in one]) else None,
                "end": [median(spans), len(spans)] if (spans := [(one["closed_on"] - one["date"]).days for one in some if "closed_on" in one]) else None,
            } for name, some in kinds.items()},
            "portfolio": {name: [sum(one.get("budget", 0) for one in running if one["horizon"] == name),
                                 sum(int(re.match(r"\d*", one["capacity"])[0] or 0) for one in running if one["horizon"] == name)]
                          for name in {one["horizon"] for one in running}}}  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(recount(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))) + "\n")
