/* The queue keeps itself up to date: what the page shows is named by its marks, and only what differs comes back.

   An answer that is older than something the editor has just sent is left aside; the next one brings it. */
(() => {
  "use strict";

  const isNews = (element) => element?.id === "news";

  let asked = 0; // What else was asked for, ever; and until the news was asked for.
  let before = 0;

  document.addEventListener("htmx:configRequest", (event) => {
    if (!isNews(event.detail.elt)) return;
    const { parameters } = event.detail;
    for (const [name, value] of new URLSearchParams(event.detail.elt.dataset.query)) parameters[name] = value;
    const marked = [...document.querySelectorAll("[data-mark]")];
    parameters.marks = marked.map((part) => `${part.id}.${part.dataset.mark}`).join(",");
    const panel = document.getElementById("panel");
    if (panel) Object.assign(parameters, { claim: panel.dataset.code, seen: panel.dataset.version });
    for (const name of ["before", "after"]) {
      const from = new URLSearchParams(location.search).get(name);
      if (from) parameters[name] = from;
    }
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!isNews(event.detail.elt)) asked += 1;
    else if (document.hidden) event.preventDefault();
    else before = asked;
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (isNews(event.detail.requestConfig?.elt) && before !== asked) event.detail.shouldSwap = false;
  });

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) document.getElementById("news")?.dispatchEvent(new CustomEvent("news"));
  });
})();
