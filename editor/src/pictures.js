// Pictures that are dropped or chosen: asked of the server, which keeps them until the text is saved.
import { EditorView } from "@codemirror/view";

import { putBlock } from "./commands.js";

export function pictures(area) {
  const panel = document.querySelector("[data-picture]");
  if (!panel) return [];
  const file = panel.querySelector('input[type="file"]');
  const alt = panel.querySelector('[name="picture.alt"]');
  const said = panel.querySelector("[data-said]");
  let view;

  document.querySelector('[data-command="picture"]')?.addEventListener("click", () => { panel.open = true; file.focus(); });
  panel.querySelector("button").addEventListener("click", async (event) => {
    event.preventDefault();
    const body = new FormData();
    if (file.files[0]) body.set("picture", file.files[0]);
    body.set("picture.alt", alt.value);
    said.textContent = "";
    try {
      const answer = await fetch(panel.dataset.picture, { method: "POST", body, headers: { "X-Desk-Part": "1" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const put = page.querySelector("[data-put]");
      if (!put) { said.textContent = page.querySelector("[data-said]")?.textContent || "The picture was not taken."; (alt.value.trim() ? file : alt).focus(); return; }
      putBlock(view, put.dataset.put);
      file.value = alt.value = "";
      panel.open = false;
    } catch { said.textContent = "The desk does not answer. The picture was not taken."; }
  });
  const take = (files, target) => {
    const picture = [...(files ?? [])].find((one) => one.type.startsWith("image/"));
    if (!picture) return false;
    view = target;
    const moved = new DataTransfer();
    moved.items.add(picture);
    file.files = moved.files;
    panel.open = true;
    said.textContent = `${picture.name}: say in words what it shows.`;
    alt.focus();
    return true;
  };
  return [
    EditorView.updateListener.of((update) => { view = update.view; }),
    EditorView.domEventHandlers({
      drop(event, target) {
        if (!event.dataTransfer?.files.length) return false;
        event.preventDefault();
        const at = target.posAtCoords({ x: event.clientX, y: event.clientY });
        if (at !== null) target.dispatch({ selection: { anchor: at } });
        if (!take(event.dataTransfer.files, target)) said.textContent = "Only pictures can be put into a text.", panel.open = true;
        return true;
      },
      paste(event, target) {
        if (event.clipboardData?.types.includes("text/html") || event.clipboardData?.types.includes("text/plain")) return false;
        return take(event.clipboardData?.files, target);
      },
    }),
  ];
}
