/* The queue keeps itself up to date: what the page shows is named by its marks, and only what differs comes back.

   An answer that is older than something the editor has just sent is left aside; the next one brings it. Whoever
   begins to write a reason is shown to others as working on the claim, for some minutes. */
(() => {
  "use strict";

  const RENEW_MS = 4 * 60 * 1000;
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

  const told = new Map(); // When others were told last, by the form's address.

  document.addEventListener("input", (event) => {
    if (!event.target.matches?.("[data-decide] [name=reason]")) return;
    const form = document.querySelector("[data-at-work]");
    if (!form || Date.now() - (told.get(form.action) ?? 0) < RENEW_MS) return;
    told.set(form.action, Date.now());
    const body = new FormData(form);
    fetch(form.action, { method: "POST", body, headers: { "X-Quiet": "1" } }).catch(() => told.delete(form.action));
  });
})();
