/* data-copy="id" on a button puts the text of that element on the clipboard, and says so. Without a script the text can
   be selected; the button shows only where copying works. */
(() => {
  "use strict";

  // In the language of the page, where it is another: templates/components/script_words.html.
  const said = (name, english) => document.getElementById("script-words")?.dataset[name] ?? english;

  const say = (words) => {
    const region = document.querySelector("[data-announce]");
    if (region) region.textContent = words;
  };

  const prepare = (root) => {
    if (!navigator.clipboard) return;
    for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      button.dataset.copied = "";
      say(said("copied", "Copied."));
    } catch {
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
      say(said("notCopied", "Your browser did not allow copying. The words are selected: press Ctrl and C."));
    }
  });

  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
})();
