// What a browser adds: nothing typed is lost, keys, sorting, a preview while one writes. Every page works without it.
"use strict";
(() => {
  const place = `ims-desk:${location.host}:${document.body.dataset.home ?? ""}:`;
  const store = {
    get(name) { try { return JSON.parse(localStorage.getItem(place + name) || "null"); } catch { return null; } },
    set(name, value) { try { localStorage.setItem(place + name, JSON.stringify(value)); return true; } catch { return false; /* full, or switched off */ } },
    drop(name) { try { localStorage.removeItem(place + name); } catch { /* switched off */ } },
  };
  const fieldsOf = (form) => [...form.elements].filter((one) => one.name && one.name !== "place.of" && !["hidden", "submit", "file", "button"].includes(one.type));

  // Drafts: kept while one types, given back when the page opens again, dropped when a save has led on.
  const sent = store.get("sent");
  if (sent && document.querySelector(".note")) store.drop(sent);
  store.drop("sent");
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const name = form.dataset.draft;
    const sign = document.querySelector("[data-kept]");
    const was = form.elements.was;
    const keep = () => {
      const values = { was: was?.value };
      for (const one of fieldsOf(form)) values[one.id || one.name] = one.type === "checkbox" ? one.checked : one.value;
      const isKept = store.set(name, values);
      if (!sign) return;
      const now = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      sign.hidden = false;
      sign.textContent = isKept ? `Kept in this browser since ${now}, until it is saved.` : "This browser keeps nothing. Save before you close it.";
    };
    const kept = store.get(name);
    if (form.hasAttribute("data-typed")) keep();
    else if (kept && !document.querySelector(".errors")) {
      for (const one of fieldsOf(form)) {
        const value = kept[one.id || one.name];
        if (value === undefined) continue;
        if (one.type === "checkbox") one.checked = value; else one.value = value;
      }
      const isElsewhere = was && kept.was && kept.was !== was.value;
      if (isElsewhere) was.value = kept.was;
      tell(form, `What you typed the last time stands here again. It is not saved yet.${isElsewhere ? " Somebody else changed this section since: Save shows both texts." : ""}`);
    }
    let timer;
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => { timer = 0; keep(); }, 200); });
    addEventListener("pagehide", () => { if (timer) keep(); });
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (timer) keep();
      timer = 0;
      if (!["look", "find", "picture"].includes(event.submitter?.value) && !/^(?:done|link):/.test(event.submitter?.value)) store.set("sent", name);
    });
  }
  function tell(form, words) {
    const said = document.createElement("p");
    said.className = "note"; said.setAttribute("role", "status"); said.textContent = words;
    const drop = document.createElement("button");
    drop.type = "button"; drop.textContent = "Begin anew"; drop.addEventListener("click", () => { store.drop(form.dataset.draft); location.reload(); });
    said.append(" ", drop);
    form.before(said);
  }

  // Looking while writing: the preview and what the rules say, from the server that judges the save.
  for (const form of document.querySelectorAll("form[data-look]")) {
    const part = document.querySelector(`[data-part="${form.id}"]`);
    const said = document.querySelector("[data-findings-said]");
    let timer, asked = 0;
    const look = async (mine) => {
      const body = new URLSearchParams([...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "act"));
      body.set("act", "typing");
      try {
        const answer = await fetch(location.pathname + location.search, { method: "POST", body, headers: { "X-Desk-Part": "1" } });
        const text = await answer.text();
        if (mine !== asked || !answer.ok) return; // something newer was typed, or the desk has no answer
        part.innerHTML = text;
        part.dispatchEvent(new CustomEvent("ims:part"));
        const words = part.querySelector("[data-said]")?.dataset.said ?? "";
        if (said && said.textContent !== words) said.textContent = words;
      } catch { /* the desk is not there at this moment; the text is kept */ }
    };
    form.addEventListener("input", (event) => {
      if (event.target.type === "file") return;
      const mine = ++asked;
      clearTimeout(timer);
      timer = setTimeout(look, 400, mine);
    });
    look(asked);
    form.elements.reason?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      form.querySelector('button[data-key="s"]').click();
    });
  }

  const section = document.querySelector(".writing nav [aria-current]");
  if (section) section.closest("ul").scrollLeft = section.offsetLeft - 40;

  // Passkeys: the question comes with the page, the answer goes back in the form.
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const options = JSON.parse(form.dataset.options);
    const failed = form.querySelector("[data-failed]");
    let ready = false;
    form.addEventListener("submit", async (event) => {
      if (ready) return;
      event.preventDefault();
      failed.hidden = true;
      try {
        form.elements.answer.value = JSON.stringify(form.dataset.passkey === "create" ? await create(options) : await getAll(options));
        ready = true;
        form.requestSubmit();
      } catch (error) {
        failed.textContent = `Nothing was signed: ${error.name === "NotAllowedError" ? "it was cancelled, or took too long." : error.name === "InvalidStateError" ? "this passkey is set up already." : error.message} Try again.`;
        failed.hidden = false;
      }
    });
  }
  async function create(options) {
    const made = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
    return made.toJSON();
  }
  async function getAll(options) {
    const answers = {};
    for (const [subject, one] of Object.entries(options)) {
      const found = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(one) });
      answers[subject] = found.toJSON();
      const sign = document.querySelector(`[data-subject="${CSS.escape(subject)}"]`);
      if (sign) sign.textContent = "✓ signed";
    }
    return answers;
  }

  // Lists: find and sort.
  for (const field of document.querySelectorAll("[data-filter]")) {
    const rows = document.querySelectorAll(`${field.dataset.filter} tbody tr`);
    field.addEventListener("input", () => {
      const wanted = field.value.toLowerCase();
      for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    });
  }
  for (const head of document.querySelectorAll("table.sortable th")) {
    if (!head.textContent.trim() || head.querySelector(".hidden")) continue;
    const button = document.createElement("button");
    button.type = "button"; button.className = "sort"; button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const body = head.closest("table").tBodies[0];
      const at = [...head.parentNode.children].indexOf(head);
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const one of head.parentNode.children) one.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].sort((a, b) => a.cells[at].textContent.trim().localeCompare(b.cells[at].textContent.trim(), undefined, { numeric: true }));
      body.append(...(down ? rows.reverse() : rows));
    });
  }

  // Boxes of a list: all at once.
  for (const button of document.querySelectorAll("[data-choose]")) {
    const boxes = [...button.form.querySelectorAll("[type=checkbox]")];
    button.hidden = false;
    button.addEventListener("click", () => {
      const all = !boxes.every((one) => one.checked);
      for (const one of boxes) one.checked = all;
    });
  }

  // Keys: single letters where nobody types.
  let before = "";
  document.addEventListener("keydown", (event) => {
    const typing = event.composedPath()[0].isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      const save = document.querySelector('button[data-key="s"]');
      if (save) { event.preventDefault(); save.click(); }
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (before === "g" && event.key === "t") { location.href = "/"; return; }
    before = event.key;
    const found = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (event.key === "n" && !found) { location.href = "/new/idea"; return; }
    if (!found) return;
    event.preventDefault();
    if (found.matches("input")) found.focus(); else found.click();
  });
  document.querySelector(".errors")?.focus();

  // A new thing: begin to type at once.
  const begin = document.querySelector("form[data-begin]");
  if (begin && !document.querySelector(".errors")) fieldsOf(begin).find((one) => !one.value && one.checkVisibility?.() !== false)?.focus();

  // Boards: arrows go from card to card, m goes to the steps of a card, Escape back to it.
  for (const board of document.querySelectorAll(".board")) {
    board.addEventListener("keydown", (event) => {
      const card = event.target.closest(".card");
      if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
      const columns = [...board.querySelectorAll("section")].map((one) => [...one.querySelectorAll(".card")]);
      const at = columns.findIndex((one) => one.includes(card));
      const row = columns[at].indexOf(card);
      const beside = (step) => { for (let n = at + step; columns[n]; n += step) if (columns[n].length) return columns[n][Math.min(row, columns[n].length - 1)]; };
      const target = {
        ArrowDown: () => columns[at][row + 1], ArrowUp: () => columns[at][row - 1],
        ArrowRight: () => beside(1), ArrowLeft: () => beside(-1), Escape: () => card,
      }[event.key]?.();
      const wanted = event.key === "m" ? card.querySelector(".moves a") : target?.querySelector("a");
      if (!wanted) return;
      event.preventDefault(); event.stopPropagation();
      wanted.focus();
    });
  }
})();
