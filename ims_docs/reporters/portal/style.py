"""What the pages of a portal add to the stylesheet of the site: its own text, tables and greys."""

from __future__ import annotations

STYLE = """\
:root { --md-default-fg-color: #1f1f1f; --md-default-bg-color: #fff; --md-default-fg-color--light: #5a5a5a; --md-default-fg-color--lightest: #d9d9d9; --portal-link: #17627a; }
@media (prefers-color-scheme: dark) {
  :root { --md-default-fg-color: #e6e8ee; --md-default-bg-color: #1e2129; --md-default-fg-color--light: #b4b9c6; --md-default-fg-color--lightest: #454a58; --portal-link: #7cc4dd; --ims-0: #ff8a80; --ims-1: #ffb74d; --ims-2: #82b8f0; --ims-3: #4db6ac; --ims-4: #81c784; --ims-5: #a5d6a7; --ims-quiet-text: #b4b9c6; --ims-focus: #a8c7fa; }
}
body { max-width: 80rem; margin: 0 auto; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--md-default-fg-color); background: var(--md-default-bg-color); }
h1 { margin: 0.5rem 0; font-size: 1.6rem; }
h2 { margin: 1.5rem 0 0.5rem; font-size: 1.2rem; }
a { color: var(--portal-link); }
a:focus-visible { outline: 3px solid var(--ims-focus); outline-offset: 2px; }
.portal-wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.9rem; }
caption { text-align: start; color: var(--ims-quiet-text); padding-block: 0.3rem; }
th, td { padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--md-default-fg-color--lightest); text-align: start; vertical-align: top; overflow-wrap: anywhere; }
td.portal-number, th.portal-number { text-align: end; font-variant-numeric: tabular-nums; }
thead th { white-space: nowrap; }
[aria-sort] a::after { content: " \\25be"; }
tfoot th, tfoot td { font-weight: 600; border-top: 2px solid var(--md-default-fg-color--light); }
.portal-silent > *, .portal-linked > * { color: var(--ims-quiet-text); background: color-mix(in srgb, var(--ims-na) 14%, transparent); }
.portal-unseen > * { background: color-mix(in srgb, var(--ims-0) 10%, transparent); }
.portal-wrong { color: var(--ims-0); font-weight: 600; }
.portal-fine { color: var(--ims-4); font-weight: 600; }
.portal-totals { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0; padding: 0; list-style: none; }
.portal-totals li { padding: 0.3rem 0.7rem; border: 1px solid var(--md-default-fg-color--lightest); border-radius: 0.2rem; }
@media print { body { max-width: none; } thead { display: table-header-group; } tr { break-inside: avoid; } }
"""
