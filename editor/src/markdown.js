// HTML of word processors and pages as Markdown of ours, with what it could not keep said in sentences.
import TurndownService from "turndown";
import { tables } from "turndown-plugin-gfm";

import { PIPE, tidy } from "./tidying.js";

const MARKERS = /^(\s*)(?:([#>+-]{1,6}|\d+\.)(?=\s)|([!?]{3}))/;

// Only what our renderer would read as a mark; an underscore inside a word is none.
function escape(text) {
  return text
    .replace(/\\/g, "\\\\")
    .replace(/[*`]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/\[([^\]\n]*)\](?=\()/g, "\\[$1\\]")
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replace(/<(?=[A-Za-z/!?])/g, "&lt;")
    .replace(MARKERS, (_, space, mark, call) => space + (call ? call.replace(/./g, "\\$&") : mark.endsWith(".") ? `${mark.slice(0, -1)}\\.` : `\\${mark}`));
}

function service() {
  const made = new TurndownService({ headingStyle: "atx", bulletListMarker: "-", codeBlockStyle: "fenced", emDelimiter: "*", hr: "---" });
  made.escape = escape;
  made.use(tables);
  made.addRule("item", {
    filter: "li",
    replacement(content, node) {
      const list = node.parentNode;
      const at = [...list.children].indexOf(node);
      const mark = list.nodeName === "OL" ? `${Number(list.getAttribute("start") || 1) + at}. ` : "- ";
      const words = content.replace(/^\s+/, "").trimEnd().replace(/\n(?=[^\n])/g, "\n    ");
      return `${mark}${words}${node.nextElementSibling ? "\n" : ""}`;
    },
  });
  made.addRule("break", {
    filter: "br",
    replacement: (_, node) => (node.closest("h3, h4, h5, h6") ? " " : "  \n"),
  });
  return made;
}

// Styles are read as words and scripts not at all, so the policy of the page has nothing to refuse.
function inert(html) {
  return html
    .replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)(?=\s*=)/gi, (_, before, name) => `${before}data-${name.toLowerCase()}`));
}

export function asMarkdown(html) {
  const page = new DOMParser().parseFromString(inert(html), "text/html");
  const said = tidy(page.body);
  const words = service().turndown(page.body).replace(/[ \t]+$/gm, (end) => (end === "  " ? end : "")).replace(/ {2}\n\n/g, "\n\n").replace(/\n{3,}/g, "\n\n").replaceAll(PIPE, "\\|");
  const blocks = page.body.querySelectorAll("p, h3, h4, h5, h6, ul, ol, table, pre, blockquote, hr, div");
  const isInline = !blocks.length || (blocks.length === 1 && blocks[0].matches("p, div"));
  return { words: words.replace(/^\n+|\s+$/g, ""), isInline, said };
}
