// The editor over a text field. The field keeps the words and sends them; without this file it is edited itself.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { deleteMarkupBackward, insertNewlineContinueMarkup, markdownLanguage } from "@codemirror/lang-markdown";
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { Decoration, EditorView, MatchDecorator, ViewPlugin, drawSelection, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";

import { commands, keys } from "./commands.js";
import { findings, showFindings } from "./findings.js";
import { linking } from "./linking.js";
import { pasting } from "./pasting.js";
import { pictures } from "./pictures.js";
import { nextPlace, places } from "./places.js";
import { toolbar } from "./toolbar.js";

const colours = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "700" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: tags.link, color: "var(--accent)" },
  { tag: tags.url, color: "var(--ims-quiet-text, #5a5a5a)" },
  { tag: tags.monospace, color: "var(--good)" },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName], color: "var(--ims-quiet-text, #5a5a5a)" },
]);

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--ground)", border: "1px solid #7a858c", borderRadius: "4px" },
  "&.cm-focused": { outline: "3px solid var(--ims-focus, #0b57d0)", outlineOffset: "2px" },
  ".cm-scroller": { font: "15px/1.6 ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace", minHeight: "18rem", overflowX: "hidden" },
  ".cm-content": { padding: "8px 4px", caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "var(--soft)", border: "none" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--accent) 30%, transparent)" },
  ".cm-tooltip": { backgroundColor: "var(--ground)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "4px", maxWidth: "min(40rem, 90vw)", font: "14px/1.4 system-ui, sans-serif" },
  ".cm-todo": { backgroundColor: "var(--mark)", borderRadius: "2px" },
  "&.dropping": { outline: "3px dashed var(--accent)" },
});

const marked = new MatchDecorator({ regexp: places, decoration: Decoration.mark({ class: "cm-todo" }) });
const marking = ViewPlugin.fromClass(
  class {
    constructor(view) { this.decorations = marked.createDeco(view); }
    update(update) { this.decorations = marked.updateDeco(update, this.decorations); }
  },
  { decorations: (one) => one.decorations },
);

function start(area) {
  const host = document.createElement("div");
  host.className = "editor";
  // Style sheets of a shadow root are objects, which the content security policy lets through; elements it does not.
  const root = host.attachShadow({ mode: "open" });
  for (const one of document.querySelectorAll("[data-keys]")) one.hidden = false;
  const label = document.querySelector(`label[for="${area.id}"]`);
  const help = document.getElementById(area.getAttribute("aria-describedby"));
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        indentUnit.of("    "),
        markdownLanguage,
        syntaxHighlighting(colours),
        look,
        marking,
        lintGutter(),
        findings,
        pasting(area),
        pictures(area),
        keymap.of([
          ...keys,
          { key: "F9", run: nextPlace },
          { key: "Enter", run: insertNewlineContinueMarkup },
          { key: "Backspace", run: deleteMarkupBackward },
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.contentAttributes.of({
          "aria-label": label?.textContent.trim() ?? "Text",
          "aria-description": help?.textContent.trim() ?? "",
          spellcheck: "true",
          autocapitalize: "sentences",
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          area.value = update.state.doc.toString();
          area.dispatchEvent(new Event("input", { bubbles: true }));
        }),
      ],
    }),
  });
  area.before(host);
  area.hidden = true;
  label?.addEventListener("click", () => view.focus());
  toolbar(view, document.querySelector(`[data-toolbar="${area.id}"]`), commands);
  linking(view, area.form);
  const part = document.querySelector(`[data-part="${area.form.id}"]`);
  part?.addEventListener("ims:part", () => showFindings(view, part));
  if (part) showFindings(view, part);
  document.querySelector("[data-next-place]")?.addEventListener("click", (event) => {
    if (nextPlace(view)) event.preventDefault();
  });
}

for (const area of document.querySelectorAll("textarea[data-editor]")) start(area);
