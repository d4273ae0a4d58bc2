// The tree of pasted HTML made plain: lists, headings and tables as they are meant, nothing that loads or runs.
import { wordLists } from "./wordlists.js";

// Stands for a stroke inside a cell until the table is written; no text has this sign.
export const PIPE = "\ue000";

const style = (node) => (node.getAttribute?.("data-style") ?? "").replace(/\s+/g, "").toLowerCase();
const all = (root, what) => [...root.querySelectorAll(what)];
const unwrap = (node) => node.replaceWith(...node.childNodes);
const styled = (root, words) => all(root, "[data-style]").filter((one) => words.some((word) => style(one).includes(word)));
const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, table, pre, blockquote";

class Said {
  #counted = new Map();
  add(name, number = 1) { if (number) this.#counted.set(name, (this.#counted.get(name) ?? 0) + number); }
  sentences() { return [...this.#counted].map(([name, number]) => SENTENCES[name](number)); }
}

const each = (number) => (number === 1 ? "it stands" : "each stands");
const many = (number, one, more = `${one}s`) => `${number} ${number === 1 ? one : more}`;
const is = (number) => (number === 1 ? "is" : "are");
const SENTENCES = {
  changes: (n) => `${many(n, "tracked change")} ${is(n)} not decided: ${each(n)} in the text as a place to fill in.`,
  struck: (n) => `${many(n, "passage")} struck out in the source: ${each(n)} in the text as a place to fill in.`,
  pictures: (n) => `${many(n, "picture")} ${is(n)} left out: put each in with Picture, and say what it shows.`,
  comments: (n) => `${many(n, "comment")} ${is(n)} left out.`,
  boxes: (n) => `${many(n, "text box", "text boxes")} ${is(n)} left out: copy the words in it by themselves.`,
  formulas: (n) => `${many(n, "formula")} ${is(n)} left out.`,
  footnotes: (n) => `${many(n, "footnote")} now ${n === 1 ? "stands" : "stand"} in brackets in the text.`,
  contents: () => "The table of contents is left out.",
  merged: (n) => `Merged cells in ${many(n, "table")} are taken apart.`,
  nested: (n) => `${many(n, "table")} inside a table became plain words.`,
  links: (n) => `${many(n, "link")} to a place in the source became plain words.`,
  embedded: (n) => `${many(n, "thing")} that a page shows from elsewhere ${is(n)} left out.`,
  colours: () => "Colours are left out.",
  joined: () => "Two lists follow each other: put a sentence between them, or they are shown as one.",
  underlined: () => "Underlining is left out.",
};

export function tidy(root) {
  const said = new Said();
  inComments(root, said);
  footnotes(root, said);
  remove(root, said);
  changes(root, said);
  colours(root, said);
  wordLists(root);
  links(root, said);
  emphasis(root);
  breaks(root);
  lists(root, said);
  tables(root, said);
  headings(root);
  for (const one of all(root, "p, h3, h4, h5, h6, li")) if (!words(one) && !one.querySelector("table")) one.remove();
  return said.sentences();
}

// What Word puts into comments is for other programs; two things there are words of people.
function inComments(root, said) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const one of found) {
    said.add("boxes", (one.data.match(/<v:textbox\b/g) ?? []).length);
    said.add("formulas", (one.data.match(/<m:oMath>/g) ?? []).length);
    one.remove();
  }
}

function footnotes(root, said) {
  const notes = new Map();
  const bodies = styled(root, ["mso-element:footnote;", "mso-element:endnote;"]).concat(all(root, "[data-style='mso-element:footnote'], [data-style='mso-element:endnote'], div[id^='sdfootnote']"));
  for (const one of new Set(bodies)) {
    const back = one.querySelector("a[name], a[href^='#']");
    const name = one.id || back?.getAttribute("name") || "";
    back?.remove();
    notes.set(name.replace(/^_/, ""), words(one).replace(/^[\d*[\]\s]+/, ""));
    one.remove();
  }
  for (const one of styled(root, ["mso-element:footnote-list", "mso-element:endnote-list"])) one.remove();
  for (const one of all(root, "a[href*='#_ftn'], a[href*='#_edn'], a.sdfootnoteanc")) {
    const name = one.getAttribute("href").split("#").pop().replace(/^_/, "").replace(/sym$/, "");
    const text = notes.get(name);
    said.add("footnotes");
    (one.closest("sup") ?? one).replaceWith(text ? ` (${text})` : "");
  }
}

function remove(root, said) {
  const drop = (name, some) => {
    const left = some.filter((one) => root.contains(one) && !some.some((other) => other !== one && other.contains(one)));
    for (const one of left) one.remove();
    if (name) said.add(name, left.length);
    return left.length;
  };
  drop("", all(root, "script, style, meta, link, title, template, noscript, base, head, xml"));
  drop("", all(root, "[hidden]").concat(styled(root, ["display:none", "mso-hide:all"])));
  const references = all(root, "a[href*='_msocom'], a.comment, a[href^='#cmnt']:not([href^='#cmnt_ref'])");
  const bodies = styled(root, ["mso-element:comment-list"]).concat(all(root, "[id^='_com_'], hr.msocomoff"));
  said.add("comments", new Set(references.map((one) => one.getAttribute("href") ?? one.id)).size || bodies.filter((one) => one.id).length);
  drop("", references.map((one) => one.closest(".MsoCommentReference, sup") ?? one));
  drop("", bodies.concat(all(root, ".MsoCommentReference, .MsoCommentText")));
  const boxes = styled(root, ["mso-ignore:vglayout", "mso-element:frame"]);
  const known = boxes.filter((one) => words(one));
  drop("", known);
  said.add("boxes", all(root, "v\\:textbox").length);
  drop("pictures", all(root, "img, picture, svg, canvas, v\\:imagedata"));
  drop("", all(root, "v\\:shape, v\\:shapetype, v\\:rect, v\\:group").concat(boxes));
  drop("formulas", all(root, "math, m\\:omath"));
  if (drop("", all(root, "[class^='MsoToc'], .MsoTocHeading").concat(styled(root, ["mso-element:toc"])))) said.add("contents");
  drop("", styled(root, ["mso-element:header", "mso-element:footer", "mso-element:comment"]));
  for (const one of all(root, "input[type=checkbox]")) one.replaceWith(one.checked ? "[x] " : "[ ] ");
  drop("embedded", all(root, "iframe, frame, object, embed, video, audio, form input, select, textarea, button, input"));
}

// A change that nobody accepted is no text yet: it becomes a place to fill in, which a check asks for.
function changes(root, said) {
  const kinds = [
    ["changes", "take out or keep", all(root, "del, .msoDel")],
    ["changes", "put in or not", all(root, "ins, .msoIns")],
    ["struck", "struck out in the source", all(root, "s, strike").concat(styled(root, ["line-through"]))],
  ];
  for (const [name, question, found] of kinds) {
    let last = null;
    for (const one of found) {
      if (!root.contains(one) || one.closest("[data-place]")) continue;
      const inner = all(one, BLOCKS).filter((each) => !each.querySelector(BLOCKS));
      for (const each of inner.length ? inner : [one]) {
        if (!words(each)) continue;
        const place = root.ownerDocument.createElement("span");
        place.dataset.place = question;
        place.textContent = each.textContent;
        if (last && last.nextSibling === each && last.dataset.place === question) { last.textContent += place.textContent; each.remove(); continue; }
        if (each === one) one.replaceWith(place); else each.replaceChildren(place);
        last = place;
        said.add(name);
      }
      if (root.contains(one)) unwrap(one);
      else if (!words(one)) one.remove();
    }
  }
  for (const one of all(root, "[data-place]")) if (one.nextSibling?.dataset?.place) one.after(" ");
  for (const one of all(root, "[data-place]")) one.textContent = `[TODO: ${one.dataset.place}: “${words(one).replace(/\]/g, ")")}”]`;
}

function colours(root, said) {
  const seen = new Set();
  for (const one of all(root, "[data-style], font[color]")) {
    if (one.closest("a, h1, h2, h3, h4, h5, h6") || !words(one)) continue;
    const said_ = style(one);
    const colour = /(?:^|;)color:([^;]+)/.exec(said_)?.[1] ?? one.getAttribute("color")?.toLowerCase();
    if (colour && !["windowtext", "black", "#000000", "rgb(0,0,0)", "inherit", "auto"].includes(colour)) seen.add(colour);
    const ground = /(?:^|;)(?:background|background-color|mso-highlight):([^;]+)/.exec(said_)?.[1];
    if (ground && !/^(?:white|transparent|#f{3,6}|rgb\(255,255,255\)|none|inherit)/.test(ground) && one.matches("span, font, b, i, em, strong, mark")) seen.add(`on ${ground}`);
  }
  const plain = [...seen].filter((one) => !one.startsWith("on "));
  if (seen.size > plain.length || plain.length > 1 || (plain.length && root.querySelector("font[color], [class^='Mso']"))) said.add("colours");
  const underlined = all(root, "u").concat(styled(root, ["text-decoration:underline"])).filter((one) => words(one) && !one.closest("a") && !one.querySelector("a"));
  if (underlined.length) said.add("underlined");
}

function links(root, said) {
  let lost = 0;
  for (const one of all(root, "a")) {
    let href = one.getAttribute("href") ?? "";
    if (/^https:\/\/www\.google\.com\/url\?/.test(href)) href = new URL(href).searchParams.get("q") ?? href;
    if (/^(?:https?|mailto):/i.test(href) && words(one)) {
      one.setAttribute("href", href.replace(/[\s()]/g, encodeURIComponent).replace(/\(/g, "%28").replace(/\)/g, "%29"));
      one.removeAttribute("title");
      continue;
    }
    if (href && words(one)) lost += 1;
    unwrap(one);
  }
  said.add("links", lost);
}

function emphasis(root) {
  const is_ = (node, name) => node?.nodeType === 1 && node.nodeName === name;
  const wrap = (node, name) => {
    const made = root.ownerDocument.createElement(name);
    made.append(...node.childNodes);
    node.append(made);
  };
  for (const one of all(root, "b, strong, i, em")) {
    const told = style(one);
    if (/(?:^|;)font-weight:(?:normal|400)/.test(told) && one.matches("b, strong")) { unwrap(one); continue; }
    const made = root.ownerDocument.createElement(one.matches("b, strong") ? "strong" : "em");
    made.append(...one.childNodes);
    one.replaceWith(made);
  }
  for (const one of all(root, "span, font")) {
    const told = style(one);
    if (/(?:^|;)font-weight:(?:bold|[6-9]00)/.test(told)) wrap(one, "strong");
    if (/(?:^|;)font-style:italic/.test(told)) wrap(one, "em");
    unwrap(one);
  }
  for (const one of all(root, "h1 strong, h2 strong, h3 strong, h4 strong, h5 strong, h6 strong, strong strong, em em, th strong")) unwrap(one);
  for (const one of all(root, "strong, em")) {
    if (one.querySelector(BLOCKS) || !words(one)) { unwrap(one); continue; }
    while (is_(one.nextSibling, one.nodeName)) { one.append(...one.nextSibling.childNodes); one.nextSibling.remove(); }
  }
  root.normalize();
}

function breaks(root) {
  for (const one of all(root, "br")) {
    const isEnd = !one.nextSibling || (one.nextSibling.nodeType === 1 && one.nextSibling.matches(BLOCKS));
    if (isEnd || one.className === "Apple-interchange-newline" || (one.parentNode.matches("body, div") && one.parentNode.querySelector(BLOCKS) && !one.previousSibling?.textContent.trim())) one.remove();
  }
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace(/\u00a0/g, " ").replace(/[\u00ad\u200b\ufeff]/g, "");
}

function lists(root, said) {
  for (const one of all(root, "ul > ul, ul > ol, ol > ul, ol > ol")) {
    const above = one.previousElementSibling;
    if (above?.nodeName === "LI") above.append(one);
  }
  for (const one of all(root, "li")) for (const inner of [...one.children]) if (inner.matches("p, div") && one.querySelectorAll(":scope > p, :scope > div").length === 1) unwrap(inner);
  for (const one of all(root, "ul, ol")) {
    const below = one.nextElementSibling;
    if (below?.matches("ul, ol") && below.nodeName !== one.nodeName) said.add("joined");
  }
}

function tables(root, said) {
  for (const one of all(root, "table table")) { said.add("nested"); one.replaceWith(...all(one, "td, th").flatMap((each) => [...each.childNodes, " "])); }
  for (const one of all(root, "table")) {
    const cells = all(one, "td, th");
    if (cells.length < 2) { for (const each of cells) one.before(...each.childNodes); one.remove(); continue; }
    if (cells.some((each) => each.colSpan > 1 || each.rowSpan > 1)) said.add("merged");
    one.replaceWith(squared(one));
  }
}

// Every row with as many cells as the widest, words in lines of one cell, the first row at the head.
function squared(table) {
  const page = table.ownerDocument;
  const rows = [];
  [...table.rows].forEach((row, at) => {
    rows[at] ??= [];
    let column = 0;
    for (const cell of row.cells) {
      while (rows[at][column] !== undefined) column += 1;
      for (let down = 0; down < Math.min(cell.rowSpan || 1, table.rows.length - at); down++) {
        for (let right = 0; right < cell.colSpan; right++) (rows[at + down] ??= [])[column + right] = down || right ? null : cell;
      }
      column += cell.colSpan;
    }
  });
  const filled = rows.filter((row) => row.some((cell) => cell && words(cell)));
  const width = Math.max(...filled.map((row) => row.length), 0);
  const made = page.createElement("table");
  filled.forEach((row, at) => {
    const line = page.createElement("tr");
    for (let column = 0; column < width; column++) {
      const cell = page.createElement(at ? "td" : "th");
      if (row[column]) cell.append(...inLine(row[column], page));
      if (!at) for (const one of all(cell, "strong")) unwrap(one);
      line.append(cell);
    }
    made.append(line);
  });
  return made;
}

// A cell has one line: its paragraphs and points are put behind each other.
function inLine(cell, page) {
  for (const one of all(cell, "br")) one.replaceWith(" ");
  for (const one of all(cell, BLOCKS)) if (words(one) && !one.querySelector(BLOCKS)) one.append(/[.:;,!?]$/.test(words(one)) ? " " : "; ");
  for (const one of all(cell, BLOCKS)) unwrap(one);
  cell.normalize();
  const walker = page.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  let last = null;
  while (walker.nextNode()) {
    walker.currentNode.data = walker.currentNode.data.replace(/\s+/g, " ").replaceAll("|", PIPE);
    if (walker.currentNode.data.trim()) last = walker.currentNode;
  }
  if (last) last.data = last.data.replace(/; ?$| $/, "");
  return [...cell.childNodes];
}

// The headings of the source below the heading of the section, in the order of their levels.
function headings(root) {
  for (const one of all(root, "p.MsoTitle, p.MsoSubtitle, p.title")) rename(one, one.matches(".MsoSubtitle") ? "h2" : "h1");
  const found = all(root, "h1, h2, h3, h4, h5, h6").filter((one) => words(one) || (one.remove(), false));
  const levels = [...new Set(found.map((one) => one.nodeName))].sort();
  for (const one of found) {
    for (const each of all(one, "em, strong")) if (words(each) === words(one)) unwrap(each);
    rename(one, `h${Math.min(3 + levels.indexOf(one.nodeName), 6)}`);
  }
}

function rename(node, name) {
  const made = node.ownerDocument.createElement(name);
  made.append(...node.childNodes);
  node.replaceWith(made);
}
