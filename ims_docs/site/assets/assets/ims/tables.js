/* Sorts and filters the tables that follow an element of class ims-sortable, and lets
   the keyboard reach what scrolls sideways.
   Without this script the whole table is there. It stores and asks for nothing. */
(function () {
  "use strict";
  var DATE = /^\d{4}-\d{2}-\d{2}/;
  var NUMBER = /^-?[\d,]+(\.\d+)?(?=\s|%|$)/;
  var FEW = 2, MANY = 40;

  var STACKED = 5, COLUMNS = 3, LONG = 28;
  var NARROW = "(max-width: 44.984375em)", AT_ONCE = 2;

  /* On a phone each row of a wide table stands by itself, every cell with the name of its column. */
  function stack(table, emptied) {
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var names = heads.map(text);
    table.setAttribute("data-rows", "");
    Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
      Array.prototype.forEach.call(row.cells, function (cell, column) {
        cell.setAttribute("data-label", names[column] || "");
        cell.classList.toggle("ims-none", text(cell) === "–" || (emptied && !text(cell)));
        cell.classList.toggle("ims-long", text(cell).length > LONG);
      });
    });
  }

  /* Of tables that nobody sorts only those that do not fit; cells of a form stay, for they are to be filled in. */
  function stackIfWide(wrap) {
    var table = wrap.querySelector("table:not([data-rows])");
    if (!table || !table.tHead || !table.tBodies.length || table.querySelector(".ims-cell")) { return; }
    if (!window.matchMedia(NARROW).matches || wrap.scrollWidth <= wrap.clientWidth) { return; }
    if (table.tHead.rows[0].cells.length < COLUMNS || !text(table.tHead)) { return; }
    stack(table, false);
  }

  /* Words that have an order of their own sort by it: an element in the cell says its place. */
  function place(cell) {
    var found = cell && cell.querySelector('[class*="ims-rung-"], [class*="ims-order-"]');
    var number = found && /ims-(?:rung|order)-(\d+|na)/.exec(found.className);
    return number ? (number[1] === "na" ? 99 : Number(number[1])) : null;
  }

  function text(cell) { return cell ? cell.textContent.trim() : ""; }

  function values(rows, column) {
    return rows.map(function (row) { return text(row.cells[column]); });
  }

  function kind(found) {
    var filled = found.filter(function (one) { return one && one !== "–"; });
    if (!filled.length) { return "text"; }
    if (filled.every(function (one) { return DATE.test(one); })) { return "date"; }
    if (filled.every(function (one) { return NUMBER.test(one); })) { return "number"; }
    return "text";
  }

  function key(value, type) {
    if (type !== "number") { return value; }
    var found = NUMBER.exec(value);
    return found ? parseFloat(found[0].replace(/,/g, "")) : null;
  }

  function compare(a, b, type) {
    var missing = { "": true, "–": true };
    if (missing[a] || missing[b]) { return (missing[a] ? 1 : 0) - (missing[b] ? 1 : 0) || 0; }
    if (type === "number") { return key(a, type) - key(b, type); }
    return a.localeCompare(b, document.documentElement.lang || "en", { numeric: true, sensitivity: "base" });
  }

  /* What a reader can choose from in a column: months of dates, or words that come back. */
  function choices(found, type) {
    var parts = {};
    found.forEach(function (one) {
      if (!one || one === "–") { return; }
      if (type === "date") { parts[one.slice(0, 7)] = true; return; }
      one.split(", ").forEach(function (part) { parts[part] = true; });
    });
    var listed = Object.keys(parts).sort(function (a, b) { return compare(a, b, "text"); });
    var short = listed.every(function (one) { return one.length <= 60; });
    var limit = type === "date" ? 240 : Math.min(MANY, found.length * 0.6);
    return short && listed.length >= FEW && listed.length <= limit ? listed : [];
  }

  function matches(value, chosen, type) {
    if (!chosen) { return true; }
    return type === "date" ? value.slice(0, 7) === chosen : value.split(", ").indexOf(chosen) >= 0;
  }

  function labelled(name, control) {
    var label = document.createElement("label");
    label.appendChild(document.createTextNode(name));
    label.appendChild(control);
    return label;
  }

  function select(listed) {
    var control = document.createElement("select");
    ["All"].concat(listed).forEach(function (one, index) {
      var option = document.createElement("option");
      option.value = index ? one : "";
      option.textContent = one;
      control.appendChild(option);
    });
    return control;
  }

  /* On a phone many filters would stand above the list like a wall; a reader opens them. */
  function folded(choosing) {
    if (choosing.length <= AT_ONCE || !window.matchMedia(NARROW).matches) { return choosing; }
    var box = document.createElement("details");
    var title = document.createElement("summary");
    var inner = document.createElement("div");
    title.textContent = "Filters (" + choosing.length + ")";
    choosing.forEach(function (one) { inner.appendChild(one); });
    box.appendChild(title);
    box.appendChild(inner);
    return [box];
  }

  function enhance(marker) {
    var next = marker.nextElementSibling;
    var table = next && (next.tagName === "TABLE" ? next : next.querySelector("table"));
    if (!table || !table.tBodies.length || !table.tHead) { return; }
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    if (rows.length < 2) { return; }
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var types = heads.map(function (_, column) { return kind(values(rows, column)); });
    if (heads.length >= STACKED) { stack(table, true); }
    var filters = [], choosing = [];
    var tools = document.createElement("div");
    tools.className = "ims-tools";
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", "Filter the table");
    var search = document.createElement("input");
    search.type = "search";
    search.autocomplete = "off";
    tools.appendChild(labelled("Contains", search));
    var shown = document.createElement("output");
    shown.setAttribute("aria-live", "polite");
    var clear = document.createElement("button");
    clear.type = "button";
    clear.textContent = "Show all";

    function apply() {
      var wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      var count = 0;
      rows.forEach(function (row) {
        var all = row.textContent.toLowerCase();
        var fits = wanted.every(function (word) { return all.indexOf(word) >= 0; }) &&
          filters.every(function (one) { return matches(text(row.cells[one.column]), one.control.value, one.type); });
        row.hidden = !fits;
        count += fits ? 1 : 0;
      });
      shown.textContent = count === rows.length ? rows.length + " rows" : count + " of " + rows.length + " rows";
      tools.classList.toggle("ims-filtered", count !== rows.length);
    }

    heads.forEach(function (head, column) {
      var name = text(head);
      var listed = choices(values(rows, column), types[column]);
      if (listed.length && types[column] !== "number") {
        var control = select(types[column] === "date" ? listed.reverse() : listed);
        control.addEventListener("change", apply);
        filters.push({ column: column, type: types[column], control: control });
        choosing.push(labelled(types[column] === "date" ? name + " (month)" : name, control));
      }
      var button = document.createElement("button");
      button.type = "button";
      button.className = "ims-sort";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      head.setAttribute("scope", "col");
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        rows.map(function (row, index) { return [text(row.cells[column]), index, row, place(row.cells[column])]; })
          .sort(function (a, b) {
            var order = a[3] !== null && b[3] !== null ? a[3] - b[3] : compare(a[0], b[0], types[column]);
            return (down ? -1 : 1) * order || a[1] - b[1];
          })
          .forEach(function (one) { table.tBodies[0].appendChild(one[2]); });
      });
    });

    folded(choosing).forEach(function (one) { tools.appendChild(one); });
    search.addEventListener("input", apply);
    clear.addEventListener("click", function () {
      search.value = "";
      filters.forEach(function (one) { one.control.value = ""; });
      apply();
    });
    tools.appendChild(clear);
    tools.appendChild(shown);
    marker.appendChild(tools);
    /* A link to an entry that a filter hides shows it again. */
    window.addEventListener("hashchange", function () {
      var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      var row = target && target.closest("tr");
      if (row && row.hidden && table.contains(row)) { clear.click(); row.scrollIntoView(); }
    });
    apply();
  }

  /* The theme wraps wide tables; what scrolls has to take the focus. */
  function reach() {
    Array.prototype.forEach.call(document.querySelectorAll(".md-typeset__scrollwrap"), function (wrap, index) {
      stackIfWide(wrap);
      if (wrap.scrollWidth > wrap.clientWidth) {
        wrap.tabIndex = 0;
        wrap.setAttribute("role", "region");
        wrap.setAttribute("aria-label", "Table " + (index + 1));
      } else {
        ["tabindex", "role", "aria-label"].forEach(function (name) { wrap.removeAttribute(name); });
      }
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll(".ims-sortable"), enhance);
  window.addEventListener("load", reach);
  window.addEventListener("resize", reach);
})();
