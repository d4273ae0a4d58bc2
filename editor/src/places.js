// Places that are still to be filled in.
import { EditorView } from "@codemirror/view";

export const places = /\[TODO:[^\]\n]*\]/g;

// Selects the next place behind the cursor, or the first again. Says no where there is none.
export function nextPlace(view) {
  const text = view.state.doc.toString();
  const found = [...text.matchAll(places)];
  const next = found.find((one) => one.index >= view.state.selection.main.to) ?? found[0];
  if (!next) return false;
  view.dispatch({
    selection: { anchor: next.index, head: next.index + next[0].length },
    scrollIntoView: true,
    effects: EditorView.announce.of(`To fill in: ${next[0].slice(6, -1).trim()}`),
  });
  view.focus();
  return true;
}
