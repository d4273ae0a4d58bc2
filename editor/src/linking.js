// Link to…: a few letters, a choice, and the link that fits stands in the text.
import { putWords } from "./commands.js";

export function linking(view, form) {
  const panel = document.querySelector("[data-linking]");
  if (!panel) return;
  const field = panel.querySelector("input");
  const list = panel.querySelector("[data-found]");
  let timer, asked = 0, answered = 0, isEager = false;

  const close = () => { panel.open = false; view.focus(); };
  document.querySelector('[data-command="link"]')?.addEventListener("click", () => {
    panel.open = true;
    const { from, to } = view.state.selection.main;
    if (to - from && to - from < 60) { field.value = view.state.sliceDoc(from, to); ask(); }
    field.focus();
    field.select();
  });
  const ask = () => {
    const mine = ++asked;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const place = new URL(panel.dataset.linking, location.href);
      place.searchParams.set("find", field.value);
      try {
        const answer = await fetch(place, { headers: { "X-Desk-Part": "1" } });
        const text = await answer.text();
        if (mine !== asked || !answer.ok) return;
        answered = mine;
        list.innerHTML = text;
        if (isEager) list.querySelector("[data-put]")?.click();
        isEager = false;
      } catch { /* the desk is not there at this moment */ }
    }, 120);
  };
  field.addEventListener("input", (event) => { event.stopPropagation(); isEager = false; ask(); });
  panel.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-put]");
    if (event.target.closest('[value="find"]')) { event.preventDefault(); ask(); return; }
    if (!chosen) return;
    event.preventDefault();
    put(view, chosen.dataset);
    panel.open = false;
  });
  panel.addEventListener("keydown", (event) => {
    const all = [field, ...panel.querySelectorAll("[data-put]")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") { event.preventDefault(); close(); }
    else if (event.key === "Enter" && event.target === field) { event.preventDefault(); isEager = answered !== asked; if (!isEager) all[1]?.click(); }
    else if (step && all.length > 1) {
      event.preventDefault();
      all[(all.indexOf(event.target) + step + all.length) % all.length].focus();
    }
  });
}

// Chosen words stay as the words of the link; a citation stands behind them.
function put(view, { put: written, address }) {
  const { from, to } = view.state.selection.main;
  const words = view.state.sliceDoc(from, to);
  if (words && address && !/[[\]\n]/.test(words)) { putWords(view, `[${words}](${address})`); return; }
  const above = view.state.sliceDoc(Math.max(from - 1, 0), from);
  if (words) view.dispatch({ selection: { anchor: to } });
  putWords(view, `${(words || above) && !/[\s([]$/.test(words || above) ? " " : ""}${written}`);
}
