"""Exports: texts, lists and dates as files that can be sent: PDF, Word, Excel, calendar."""
