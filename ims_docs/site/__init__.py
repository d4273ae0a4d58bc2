"""The auditor's site: its pages, and how they become a folder that opens anywhere."""
