/* Picks several claims of the queue: x ticks the row that has the focus, X (or a click with Shift) all from the
   last one that was ticked to this one. The number picked stands at the form, which stays in sight. */
(() => {
  "use strict";

  // In the language of the page, where it is another: templates/components/script_words.html.
  const said = (name, english) => document.getElementById("script-words")?.dataset[name] ?? english;

  const boxes = () => [...document.querySelectorAll("[data-row] [name=picked]")];
  let last = ""; // The id: a row may be replaced meanwhile.

  const count = () => {
    const picked = boxes().filter((box) => box.checked).length;
    const words = said("picked", "{number} picked").replace("{number}", picked);
    const place = document.querySelector("[data-picked]");
    if (!place) return;
    place.textContent = picked ? `(${words})` : "";
    const voice = document.querySelector("[data-announce]");
    if (voice) voice.textContent = words;
  };

  const upTo = (box, checked) => {
    const all = boxes();
    const from = all.findIndex((other) => other.id === last);
    const to = all.indexOf(box);
    const range = from < 0 ? [box] : all.slice(Math.min(from, to), Math.max(from, to) + 1);
    for (const one of range) one.checked = checked;
  };

  document.addEventListener("click", (event) => {
    const box = event.target.closest?.("[data-row] [name=picked]");
    if (!box) return;
    if (event.shiftKey) upTo(box, box.checked);
    last = box.id;
    count();
  });

  const keysAreOn = () => {
    try {
      return localStorage.getItem("keys") !== "off";
    } catch {
      return true; // As in keys.js.
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.key !== "x" && event.key !== "X") return;
    const typing = "input:not([type=checkbox]), textarea, select";
    if (event.isComposing || event.target.closest?.(typing) || !keysAreOn()) return;
    if (document.querySelector("dialog[open]")) return;
    const row = document.activeElement?.closest?.("[data-row]") ?? document.querySelector("[data-row]:has([aria-current])");
    const box = row?.querySelector("[name=picked]");
    if (!box) return;
    event.preventDefault();
    if (event.key === "X") upTo(box, true);
    else box.checked = !box.checked;
    last = box.id;
    count();
  });

  // A row that is brought up to date keeps its tick, unless it is no more what was picked.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const box = event.detail.target.querySelector?.("[name=picked]:checked");
    const fresh = event.detail.fragment.querySelector?.("[name=picked]");
    if (box && fresh?.value === box.value) fresh.setAttribute("checked", "");
    else if (box) setTimeout(count);
  });

  // The browser may bring ticks back when one returns to the page.
  addEventListener("pageshow", () => {
    if (boxes().some((box) => box.checked)) count();
  });
})();
