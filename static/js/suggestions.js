/* The words in hand: those that the shown suggestion rests on stand out in the text and come into sight.
   A click on suggested words brings their suggestion. */
(() => {
  "use strict";

  const show = ({ scroll }) => {
    const shown = document.querySelector("[data-suggestion]");
    const key = shown?.dataset.suggestion;
    let first = null;
    for (const words of document.querySelectorAll("[data-suggested]")) {
      words.toggleAttribute("data-here", words.dataset.suggested === key);
      if (words.dataset.suggested === key) first ??= words;
    }
    // Only where the text stands beside the suggestions: on a phone it would carry them out of sight.
    if (scroll && first && matchMedia("(min-width: 60rem)").matches) first.scrollIntoView({ block: "center" });
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "suggestions" && !event.target.closest?.("#suggestions")) return;
    show({ scroll: true });
    // What had the focus was replaced; the next key and the next Tab begin at the suggestion in hand.
    if (document.activeElement === document.body) {
      (document.getElementById("suggestion-claim") ?? document.getElementById("suggestions-title"))?.focus({ preventScroll: true });
    }
  });

  document.addEventListener("click", (event) => {
    const words = event.target.closest?.("[data-suggested]");
    if (!words || !getSelection().isCollapsed) return;
    document.getElementById(`suggestion-${words.dataset.suggested}`)?.click();
  });

  document.addEventListener("DOMContentLoaded", () => show({ scroll: new URLSearchParams(location.search).has("at") }));
})();
