// What the buttons and keys do to the words.
import { EditorSelection } from "@codemirror/state";

function around(mark) {
  return (view) => {
    view.dispatch(view.state.changeByRange((range) => {
      const { from, to } = range;
      const size = mark.length;
      const outer = view.state.sliceDoc(from - size, from) === mark && view.state.sliceDoc(to, to + size) === mark;
      if (outer && !(mark === "*" && view.state.sliceDoc(from - 2, from) === "**" && view.state.sliceDoc(from - 3, from) !== "***")) {
        return { changes: [{ from: from - size, to: from }, { from: to, to: to + size }], range: EditorSelection.range(from - size, to - size) };
      }
      const words = view.state.sliceDoc(from, to);
      const chosen = words.trim();
      const start = from + words.indexOf(chosen);
      const end = start + chosen.length;
      return { changes: [{ from: start, insert: mark }, { from: end, insert: mark }], range: EditorSelection.range(start + size, end + size) };
    }), { userEvent: "input", scrollIntoView: true });
    view.focus();
    return true;
  };
}

// Puts a sign before each chosen line, or takes it away where every line has it.
function before(sign, known) {
  return (view) => {
    const { doc, selection } = view.state;
    const lines = [];
    for (let at = doc.lineAt(selection.main.from).number; at <= doc.lineAt(selection.main.to).number; at++) lines.push(doc.line(at));
    const filled = lines.length > 1 ? lines.filter((one) => one.text.trim()) : lines;
    const has = filled.every((one) => known.exec(one.text)?.[1] === sign(0, one.text) || (sign(0, "") === "1. " && /^\s*\d+[.)] /.test(one.text)));
    const changes = filled.map((one, number) => {
      const found = /^(\s*)((?:[-*+]|\d+[.)]|#{1,6}) )?/.exec(one.text);
      const from = one.from + found[1].length;
      return { from, to: from + (found[2]?.length ?? 0), insert: has ? "" : sign(number) };
    });
    const first = filled[0];
    const above = first && first.number > 1 ? doc.line(first.number - 1).text : "";
    if (!has && first && above.trim() && !/^\s*(?:[-*+]|\d+[.)]) /.test(above)) changes.unshift({ from: first.from, insert: "\n" });
    view.dispatch({ changes, userEvent: "input", scrollIntoView: true });
    view.focus();
    return true;
  };
}

const MARKS = /^\s*((?:[-*+]|\d+[.)]|#{1,6}) )/;

// Puts a block into the text, apart from what stands above and below it.
export function putBlock(view, block) {
  const { doc, selection } = view.state;
  const { from, to } = selection.main;
  const above = doc.sliceString(0, from);
  const below = doc.sliceString(to);
  const gap = above && !above.endsWith("\n\n") ? (above.endsWith("\n") ? "\n" : "\n\n") : "";
  const end = below.startsWith("\n\n") ? "" : below.startsWith("\n") ? "\n" : below ? "\n\n" : "\n";
  const insert = gap + block.trim() + end;
  view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length - end.length }, userEvent: "input.paste", scrollIntoView: true });
  view.focus();
}

export function putWords(view, words) {
  view.dispatch(view.state.replaceSelection(words), { userEvent: "input.paste", scrollIntoView: true });
  view.focus();
}

const table = (view) => {
  putBlock(view, "| What | Who | When |\n|---|---|---|\n|  |  |  |\n|  |  |  |");
  return true;
};

const press = (name) => (view) => {
  const button = document.querySelector(`[data-command="${name}"]`);
  if (!button) return false;
  button.click();
  return true;
};

export const commands = {
  bold: around("**"),
  italic: around("*"),
  heading: before(() => "### ", MARKS),
  list: before(() => "- ", MARKS),
  numbers: before((number) => `${number + 1}. `, MARKS),
  table,
};

export const keys = [
  { key: "Mod-b", run: commands.bold },
  { key: "Mod-i", run: commands.italic },
  { key: "Mod-k", run: press("link") },
  { key: "Mod-Shift-7", run: commands.numbers },
  { key: "Mod-Shift-8", run: commands.list },
];
