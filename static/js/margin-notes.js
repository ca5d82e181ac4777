/* Notes beside an article: each beside its passage, or right below the note before it; the text never waits.
   Without this script the style sheet does the same, but a passage may have to wait for the notes above it. */
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
  place(article);
  wide.addEventListener("change", () => place(article));
  // The width of the page and the letters' own, once their font has come.
  new ResizeObserver(() => place(article)).observe(article.querySelector(".passage"));
})();
