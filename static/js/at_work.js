/* Whoever begins to write about a claim is shown to others as working on it, for some minutes. */
(() => {
  "use strict";

  const RENEW_MS = 4 * 60 * 1000;
  const told = new Map(); // When others were told last, by the form's address.

  document.addEventListener("input", (event) => {
    if (!event.target.matches?.("#panel textarea, #work textarea, [data-decide] [name=reason]")) return;
    const form = document.querySelector("[data-at-work]");
    if (!form || Date.now() - (told.get(form.action) ?? 0) < RENEW_MS) return;
    told.set(form.action, Date.now());
    const body = new FormData(form);
    fetch(form.action, { method: "POST", body, headers: { "X-Quiet": "1" } }).catch(() => told.delete(form.action));
  });
})();
