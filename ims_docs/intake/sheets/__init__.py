"""Workbooks and CSV to registers and records: every cell is taken, told as wrong, or listed as left."""
