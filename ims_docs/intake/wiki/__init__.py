"""Markdown of folders and wikis: plain, Obsidian, exports of Notion and Confluence."""
