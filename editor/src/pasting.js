// What is pasted from a word processor or a page becomes Markdown, and is said to have lost what it lost.
import { EditorView } from "@codemirror/view";

import { putBlock, putWords } from "./commands.js";
import { asMarkdown } from "./markdown.js";

export function pasting(area) {
  const told = document.querySelector("[data-pasted]");
  return EditorView.domEventHandlers({
    paste(event, view) {
      const html = event.clipboardData?.getData("text/html");
      if (!html || event.clipboardData.types.includes("vscode-editor-data")) return false;
      const { words, isInline, said } = asMarkdown(html);
      if (!words.trim() && !said.length) return false;
      event.preventDefault();
      if (words.trim()) (isInline ? putWords : putBlock)(view, words);
      if (told) {
        told.replaceChildren(...said.map((one) => Object.assign(document.createElement("li"), { textContent: one })));
        told.closest("[data-paste]").hidden = !said.length;
      }
      return true;
    },
  });
}
