/* After a form was refused: the focus goes to the list of problems, and each problem leads into its field. */
(() => {
  "use strict";

  const FIELDS = "input:not([type=hidden]), select, textarea";

  const summaryIn = (root) =>
    root.matches?.("[data-error-summary]") ? root : root.querySelector("[data-error-summary]");

  const show = (root) => summaryIn(root)?.focus();

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-error-summary] a[href^='#']");
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const field = target?.matches(FIELDS) ? target : target?.querySelector(FIELDS);
    if (!field) return;
    event.preventDefault();
    // The label and the error stand above the field, so they come into view first.
    (field.closest(".field") ?? field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });

  document.addEventListener("DOMContentLoaded", () => show(document));
  document.addEventListener("htmx:load", (event) => show(event.detail.elt));
})();
