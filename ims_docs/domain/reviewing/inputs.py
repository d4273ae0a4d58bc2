"""The nine inputs of a management review, and which types feed each of them."""

from __future__ import annotations

from typing import NamedTuple


class Input(NamedTuple):
    """One thing that top management looks at."""

    name: str
    """As the record of a review names it."""
    section: str
    """The section of the record in which it stands."""
    records: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


EARLIER = "earlier actions"
PERFORMANCE = "performance of the system"
INPUTS = (
    Input(EARLIER, "Earlier actions"),
    Input(
        "changes in issues",
        "Context and interested parties",
        records=("climate-determination", "intelligence-report"),
        registers=("issues", "risks", "legal-requirements", "external-documents"),
        documents=("context-analysis", "ims-scope"),
    ),
    Input(
        "changes in needs of interested parties",
        "Context and interested parties",
        records=("communication-evidence", "partner-meeting"),
        registers=("interested-parties", "communication"),
        documents=("interested-party-engagement",),
    ),
    Input(
        PERFORMANCE,
        "Performance",
        records=(
            "nonconformity", "internal-audit-report", "audit-finding", "measurement",
            "evaluation-report", "gap-analysis",
        ),
        registers=("indicators", "audit-programme"),
    ),
    Input(
        "realized value",
        "Value, strategy and objectives",
        records=("deployment", "development-review"),
        documents=("value-framework", "public-value-reporting"),
    ),
    Input(
        "strategy and objectives",
        "Value, strategy and objectives",
        records=("commitment-evidence",),
        registers=("objectives",),
        documents=(
            "innovation-intent", "innovation-policy", "innovation-strategy", "innovation-objectives",
        ),
    ),
    Input(
        "portfolio and initiatives",
        "Portfolio and initiatives",
        records=("portfolio-decision", "initiative", "concept", "experiment", "opportunity", "idea"),
        registers=("portfolio",),
        documents=("portfolio-management",),
    ),
    Input(
        "resources and support",
        "Resources and support",
        records=("competence-evidence", "awareness-evidence", "culture-survey", "ip-disclosure"),
        registers=("competences", "tools", "knowledge", "partners", "intellectual-property", "roles"),
        documents=("resource-plan", "planning-and-resources"),
    ),
    Input(
        "lessons and opportunities for improvement",
        "Lessons and improvement",
        records=("lesson", "improvement", "change"),
        registers=("barriers", "changes"),
    ),
)  # fmt: skip
"""In the order in which a review goes through them."""
