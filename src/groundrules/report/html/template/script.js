"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const root = document.documentElement;
  const theme = find("theme");
  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches;
    root.dataset.theme = isDark ? "light" : "dark";
  });

  const opened = new Set();
  window.addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details:not([open])")) { opened.add(one); one.open = true; }
  });
  window.addEventListener("afterprint", () => {
    for (const one of opened) { one.open = false; }
    opened.clear();
  });

  const filters = find("filters");
  if (!filters) { return; }
  const search = find("search");
  const findings = [...document.querySelectorAll(".finding")];
  const valueOf = (id) => (find(id) ? find(id).value : "");

  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = new Set([...filters.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
    const family = valueOf("family");
    const project = valueOf("in-project");
    const withSuppressed = find("suppressed").checked;
    let shown = 0;
    for (const one of findings) {
      const data = one.dataset;
      const fits = severities.has(data.severity) && (!family || data.family === family)
        && (!project || data.project === project) && (withSuppressed || data.suppressed === "no")
        && words.every((word) => data.text.includes(word));
      one.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    find("shown").textContent = `${shown} of ${findings.length} shown`;
  };

  filters.hidden = false;
  filters.addEventListener("input", apply);
  filters.addEventListener("submit", (event) => event.preventDefault());
  find("open-all").addEventListener("click", (event) => {
    const open = event.target.textContent === "open all";
    for (const one of findings) { one.open = open; }
    event.target.textContent = open ? "close all" : "open all";
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && document.activeElement === search) {
      search.value = "";
      apply();
    }
  });
  apply();
})();
