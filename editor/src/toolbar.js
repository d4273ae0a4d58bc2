// The buttons above the editor: one stop of the Tab key, arrow keys between them.
export function toolbar(view, bar, commands) {
  if (!bar) return;
  const buttons = [...bar.querySelectorAll("button")];
  bar.hidden = false;
  buttons.forEach((one, at) => { one.tabIndex = at ? -1 : 0; });
  bar.addEventListener("click", (event) => {
    const command = commands[event.target.closest("button")?.dataset.command];
    if (command) command(view);
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = buttons.indexOf(event.target);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = buttons[(at + step + buttons.length) % buttons.length];
    buttons.forEach((one) => { one.tabIndex = one === next ? 0 : -1; });
    next.focus();
  });
}
