/* Notes beside an article: each beside its passage, or right below the note before it; the text never waits.
   Without this script the style sheet does the same, but a passage may have to wait for the notes above it.
   Where there is no margin, the words themselves open their note, as their number does without this script. */
(() => {
  "use strict";

  const GAP = 16;
  const wide = matchMedia("screen and (min-width: 64rem)");

  const place = (article) => {
    article.classList.toggle("notes-placed", wide.matches);
    let lowest = 0;
    for (const notes of article.querySelectorAll(".notes")) {
      notes.style.top = "";
      if (!wide.matches) continue;
      const top = Math.max(notes.parentElement.offsetTop, lowest);
      notes.style.top = `${top}px`;
      lowest = top + notes.offsetHeight + GAP;
    }
    article.style.minHeight = wide.matches ? `${lowest}px` : "";
  };

  const article = document.querySelector(".with-notes");
  if (!article) return;
  article.addEventListener("click", (event) => {
    const words = event.target.closest("mark.marked");
    if (wide.matches || !words || event.target.closest("a") || !getSelection().isCollapsed) return;
    const numbers = article.querySelectorAll(".marked-number a");
    // A mark may be cut into pieces; its number stands at its end, in this piece or in a later one.
    const own = words.querySelector(".marked-number a") ?? [...numbers].find((number) =>
      words.compareDocumentPosition(number) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (own) location.hash = own.hash;
  });
  place(article);
  wide.addEventListener("change", () => place(article));
  // The width of the page and the letters' own, once their font has come.
  new ResizeObserver(() => place(article)).observe(article.querySelector(".passage"));
})();
