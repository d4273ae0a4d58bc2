// Word copies lists as paragraphs with a sign in front. Their level stands in the style.
const ORDERED = /^\s*\(?(?:\d+|[a-z]{1,3}|[ivxlcdm]+)[.)]/i;

export function wordLists(root) {
  let lists = [];
  let above = null;
  for (const one of [...root.querySelectorAll("p, h1, h2, h3, h4, h5, h6, div, table, ul, ol, blockquote, pre, hr")]) {
    const found = /mso-list:\s*l(\d+)\s+level(\d+)/i.exec(one.getAttribute("data-style") ?? "");
    if (!found || one.closest("li")) continue;
    if (/^H[1-6]$/.test(one.nodeName)) { marker(one)?.remove(); continue; }
    const level = Math.min(Number(found[2]), 9);
    const sign = marker(one);
    const isOrdered = ORDERED.test(sign?.textContent ?? "");
    sign?.remove();
    const follows = above && next(above) === one;
    if (!follows) lists = [];
    lists = lists.slice(0, level);
    while (lists.length < level) {
      const list = root.ownerDocument.createElement(isOrdered ? "ol" : "ul");
      const item = lists.at(-1)?.lastElementChild;
      if (item) item.append(list); else if (lists.length) { lists.at(-1).append(root.ownerDocument.createElement("li")); lists.at(-1).lastElementChild.append(list); } else one.before(list);
      lists.push(list);
    }
    let list = lists.at(-1);
    if (list.children.length && (list.nodeName === "OL") !== isOrdered) {
      const other = root.ownerDocument.createElement(isOrdered ? "ol" : "ul");
      list.after(other);
      lists[lists.length - 1] = list = other;
    }
    const item = root.ownerDocument.createElement("li");
    item.append(...one.childNodes);
    list.append(item);
    one.remove();
    above = lists[0];
  }
}

function marker(paragraph) {
  return [...paragraph.querySelectorAll("[data-style]")].find((one) => /mso-list:\s*ignore/i.test(one.getAttribute("data-style")));
}

function next(node) {
  let one = node.nextSibling;
  while (one && !(one.nodeType === 1 || one.textContent.trim())) one = one.nextSibling;
  return one;
}
