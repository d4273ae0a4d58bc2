"""What a signature was made for. One made for anything else never counts (PROTOCOL.sshsig)."""

STATEMENTS = "doc-approval@ims-docs"
"""Statements under approvals/."""

BASELINES = "doc-baseline@ims-docs"
"""Baselines."""

TRUST_LIST = "trust-root@ims-docs"
"""The list of those who may sign."""
