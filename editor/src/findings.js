// What the rules say, at the line that it is about. The panel beside the editor says the same.
import { setDiagnostics } from "@codemirror/lint";
import { EditorView, keymap } from "@codemirror/view";

const SEVERITY = { error: "error", warning: "warning", advice: "info" };
let shown = [];

export function showFindings(view, part) {
  const { doc } = view.state;
  shown = [];
  for (const one of part.querySelectorAll("[data-line]")) {
    const number = Number(one.dataset.line);
    if (!(number >= 1 && number <= doc.lines)) continue;
    const line = doc.line(number);
    const from = Math.min(line.from + Math.max(Number(one.dataset.column) - 1, 0), line.to);
    const rest = /^[^\s,;]*/.exec(doc.sliceString(from, line.to))[0].length;
    shown.push({ from: rest ? from : line.from, to: rest ? from + rest : line.to, severity: SEVERITY[one.dataset.severity] ?? "warning", message: one.dataset.message });
    const place = one.querySelector("[data-place]");
    if (place) place.replaceChildren(leading(view, place.textContent, number));
  }
  shown.sort((a, b) => a.from - b.from);
  view.dispatch(setDiagnostics(view.state, shown));
}

function leading(view, words, number) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = words;
  button.addEventListener("click", () => {
    const line = view.state.doc.line(Math.min(number, view.state.doc.lines));
    view.dispatch({ selection: { anchor: line.from, head: line.to }, scrollIntoView: true });
    view.focus();
  });
  return button;
}

function next(step) {
  return (view) => {
    if (!shown.length) return false;
    const { main } = view.state.selection;
    const found = step > 0
      ? shown.find((one) => one.from > main.from) ?? shown[0]
      : shown.findLast((one) => one.from < main.from) ?? shown.at(-1);
    const size = view.state.doc.length;
    view.dispatch({
      selection: { anchor: Math.min(found.from, size), head: Math.min(found.to, size) },
      scrollIntoView: true,
      effects: EditorView.announce.of(found.message),
    });
    return true;
  };
}

export const findings = keymap.of([{ key: "F8", run: next(1) }, { key: "Shift-F8", run: next(-1) }]);
