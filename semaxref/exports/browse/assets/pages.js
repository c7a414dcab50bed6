"use strict";
// What folds: opened where a link leads, and all at once by the button.
(() => {
  document.documentElement.classList.add("scripted");

  function reveal() {
    let found = null;
    try {
      found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch { // no anchor of ours
    }
    if (!found) return;
    for (let at = found; at; at = at.parentElement) {
      if (at instanceof HTMLDetailsElement) at.open = true;
    }
    found.scrollIntoView();
  }

  const button = document.getElementById("unfold");
  if (button) {
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      for (const each of document.querySelectorAll("details.record")) each.open = open;
      button.setAttribute("aria-pressed", String(open));
    });
  }
  addEventListener("hashchange", reveal);
  reveal();
})();
