"use strict";
// The comparison of chosen compounds, from the cells that the page carries.
(() => {
  document.documentElement.classList.add("scripted");
  const place = document.getElementById("place");
  const table = document.getElementById("comparison");
  if (!table) return;
  const data = JSON.parse(document.getElementById("data").textContent);
  const boxes = [...document.querySelectorAll("#chooser input")];

  function part(tag, text, kind) {
    const made = document.createElement(tag);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  // As `Comparison` in Python does: by what the records are about.
  function kindOf(cells) {
    if (!cells.every((cell) => cell.meanings.length)) return "undocumented";
    if (cells.some((cell) => cell.conflicting)) return "conflicting";
    const meanings = new Set(cells.map((cell) => JSON.stringify(cell.meanings)));
    return meanings.size === 1 ? "same" : "different";
  }

  function head(text, scope) {
    const made = part("th", text);
    made.scope = scope;
    return made;
  }

  function cellOf(cell, name, numbers) {
    const made = document.createElement("td");
    made.dataset.label = name;
    made.append(part("div", cell.text || "no record", cell.text ? "text" : "text quiet"));
    if (cell.grade) made.append(part("span", cell.grade, `chip ${cell.look}`));
    cell.sources.forEach((source) => {
      if (!numbers.has(source)) numbers.set(source, numbers.size + 1);
      const link = part("a", `[${numbers.get(source)}]`, "cite");
      link.href = `#s${numbers.get(source)}`;
      made.append(" ", link);
    });
    return made;
  }

  function show() {
    const chosen = boxes.flatMap((box, number) => (box.checked ? [number] : []));
    const rows = data.rows.map((row) => [row.title, data.cells[row.id]]);
    if (place) rows.push([`${data.legal} (${place.value})`, data.law[place.value]]);
    const told = document.getElementById("told");
    const citations = document.getElementById("citations");
    const names = chosen.map((number) => data.compounds[number].name);
    table.replaceChildren();
    citations.replaceChildren();
    keep(chosen);
    if (chosen.length < 2) {
      told.textContent = "Choose two compounds or more.";
      return;
    }
    told.textContent = `${names.length} compounds: ${names.join(", ")}.`;
    const top = table.createTHead().insertRow();
    top.append(head("Aspect", "col"));
    for (const number of chosen) {
      const made = head("", "col");
      const link = part("a", data.compounds[number].name);
      link.href = data.compounds[number].href;
      made.append(link);
      top.append(made);
    }
    const numbers = new Map();
    const body = table.createTBody();
    for (const [title, all] of rows) {
      const cells = chosen.map((number) => all[number]);
      const line = body.insertRow();
      const label = head(title, "row");
      label.append(" ", part("span", kindOf(cells), "chip plain kindof"));
      line.append(label, ...cells.map((cell, at) => cellOf(cell, names[at], numbers)));
    }
    for (const [source, number] of numbers) {
      const item = document.createElement("li");
      const link = part("a", data.sources[source][0]);
      link.href = data.sources[source][1];
      item.id = `s${number}`;
      item.append(link);
      citations.append(item);
    }
  }

  // The choice stands in the address, so that it can be kept and passed on.
  function keep(chosen) {
    const ids = chosen.map((number) => encodeURIComponent(data.compounds[number].id)).join(",");
    const where = place ? `;${encodeURIComponent(place.value)}` : "";
    history.replaceState(null, "", `#with=${ids}${where}`);
  }

  function read() {
    if (!location.hash.startsWith("#with=")) return;
    const [ids, where] = location.hash.slice(6).split(";");
    try {
      const wanted = ids.split(",").map(decodeURIComponent);
      boxes.forEach((box) => { box.checked = wanted.includes(box.value); });
      if (place && where && Object.hasOwn(data.law, decodeURIComponent(where))) {
        place.value = decodeURIComponent(where);
      }
    } catch { // no choice of ours
    }
  }

  document.getElementById("chooser").addEventListener("change", show);
  document.getElementById("chooser").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", () => {
    if (location.hash.startsWith("#with=")) {
      read();
      show();
    }
  });
  read();
  show();
})();
