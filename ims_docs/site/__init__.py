"""The auditor's site: its pages, and how they become a folder that opens anywhere."""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
"""The style, scripts and templates of every page."""
