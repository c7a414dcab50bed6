"use strict";
// Search over the list in search-index.js: [kind, title, address, hint, words].
(() => {
  document.documentElement.classList.add("scripted");
  const MOST = 60;
  const form = document.getElementById("search");
  const query = document.getElementById("query");
  const found = document.getElementById("found");
  const results = document.getElementById("results");

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  const entries = window.semaxrefIndex.map(([kind, title, href, hint, words], order) => {
    const names = [title, ...words];
    return { kind, title, href, hint, order, names, folded: names.map(fold) };
  });

  // How well one name fits: as a whole, from its start, from the start of a word, anywhere.
  function fit(name, wanted) {
    if (name === wanted) return 0;
    if (name.startsWith(wanted)) return 1;
    if (` ${name}`.includes(` ${wanted}`)) return 2;
    return name.includes(wanted) ? 3 : 9;
  }

  function search(text) {
    const whole = fold(text);
    const parts = whole.split(" ");
    const hits = [];
    for (const entry of entries) {
      let best = 9;
      let by = 0;
      entry.folded.forEach((name, number) => {
        const score = fit(name, whole);
        if (score < best) [best, by] = [score, number];
      });
      if (best === 9 && parts.length > 1) {
        const all = entry.folded.join(" ");
        if (parts.every((part) => all.includes(part))) best = 4;
      }
      if (best === 9) continue;
      if (best && entry.kind === "source") best += 4; // after what rests on it
      hits.push({ entry, best, name: by ? entry.names[by] : "" });
    }
    return hits.sort((a, b) => a.best - b.best || a.entry.order - b.entry.order);
  }

  function part(tag, text, kind) {
    const made = document.createElement(tag);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  function line({ entry, name }) {
    const item = document.createElement("li");
    const link = part("a", entry.title);
    link.href = entry.href;
    const told = document.createElement("span");
    told.append(link);
    if (name) told.append(" ", part("span", name, "quiet"));
    if (entry.hint) told.append(" ", part("span", entry.hint, "hint"));
    item.append(part("span", entry.kind, "kind"), told);
    return item;
  }

  function show() {
    const text = query.value;
    if (!fold(text)) {
      results.replaceChildren();
      found.textContent = "";
    } else {
      const hits = search(text);
      results.replaceChildren(...hits.slice(0, MOST).map(line));
      const shown = hits.length > MOST ? `, the first ${MOST} shown` : "";
      found.textContent = hits.length
        ? `${hits.length} found${shown}`
        : "Nothing found. That nothing is recorded says nothing of what is so.";
    }
    const hash = text.trim() ? `#q=${encodeURIComponent(text.trim())}` : "#";
    if (location.hash !== hash && (location.hash || hash !== "#")) {
      history.replaceState(null, "", hash);
    }
  }

  function read() {
    if (!location.hash.startsWith("#q=")) return;
    try {
      query.value = decodeURIComponent(location.hash.slice(3));
    } catch { // no query of ours
      return;
    }
    show();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    results.querySelector("a")?.focus();
  });
  query.addEventListener("input", show);
  addEventListener("hashchange", read);
  read();
})();
