/* Beside an article: how long the claim is, what to fold away, and where the focus goes after saving. */
(() => {
  "use strict";

  // In the language of the page, where it is another: templates/components/script_words.html.
  const said = (name, english) => document.getElementById("script-words")?.dataset[name] ?? english;

  // As the server counts: code points, with runs of blanks as one.
  const lengthOf = (text) => [...text.trim().replace(/\s+/g, " ")].length;

  const count = (place) => {
    const field = document.getElementById(place.dataset.countOf);
    const length = lengthOf(field.value);
    const most = Number(place.dataset.most);
    place.textContent =
      (length > most
        ? said("tooLong", "{number} characters: {more} more than fit.")
        : said("fits", "{number} of {most} characters"))
        .replace("{number}", length)
        .replace("{more}", length - most)
        .replace("{most}", most);
  };

  const prepare = (root) => {
    for (const place of root.querySelectorAll("[data-count-of]")) count(place);
    // Names that are found while typing are moved into a box of their own, which loses the focus.
    root.querySelector("[autofocus]")?.focus();
  };

  document.addEventListener("input", (event) => {
    const place = event.target.id && document.querySelector(`[data-count-of="${CSS.escape(event.target.id)}"]`);
    if (place) count(place);
  });

  document.addEventListener("find:chosen", (event) => {
    const fresh = event.target.name === "claim" && document.querySelector("[data-new-claim]");
    if (fresh && !document.getElementById("id_text").value.trim()) fresh.open = false;
  });

  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
})();
