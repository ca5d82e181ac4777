/* Single keys press the visible thing that shows them: data-key="c" on a button, link, label or field.

   data-key-focus="id" moves the focus there afterwards; data-key-label gives the words for the list of keys.
   j and k move through [data-row]. ? shows the keys of the page. They can all be switched off [WCAG 2.1.4], and
   are never heard while somebody types or composes, with a modifier, or behind an open dialog. */
(() => {
  "use strict";

  // In the language of the page, where it is another: templates/components/script_words.html.
  const said = (name, english) => document.getElementById("script-words")?.dataset[name] ?? english;

  const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

  const on = () => {
    try {
      return localStorage.getItem("keys") !== "off";
    } catch {
      return true; // Storage is refused: keys work, and the switch lasts for this page only.
    }
  };
  let listening = on();

  const visible = (element) => element.checkVisibility?.() ?? element.getClientRects().length > 0;
  const usable = (element) =>
    visible(element) && !element.matches(":disabled, [aria-disabled='true']") && !element.querySelector("input:disabled");
  const withKey = (key) => [...document.querySelectorAll("[data-key]")].find((e) => e.dataset.key === key && usable(e));

  const press = (element) => {
    if (element.matches(TYPING)) {
      element.focus();
      element.select?.();
      return;
    }
    element.click();
    const next = document.getElementById(element.dataset.keyFocus ?? "");
    if (next) next.focus();
  };

  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-row]")].filter(visible);
    if (!rows.length) return;
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const chosen = rows.findIndex((row) => row.matches("[aria-current]") || row.querySelector("[aria-current]"));
    const from = here >= 0 ? here : chosen;
    const row = rows[Math.min(Math.max(from + by, 0), rows.length - 1)];
    const target = row.matches("a, button, [tabindex]") ? row : row.querySelector("a, button");
    target?.focus();
    row.scrollIntoView({ block: "nearest" });
  };

  const wordsFor = (element) => {
    if (element.dataset.keyLabel) return element.dataset.keyLabel;
    if (element.getAttribute("aria-label")) return element.getAttribute("aria-label");
    const copy = (element.labels?.[0] ?? element).cloneNode(true);
    for (const hint of copy.querySelectorAll("kbd")) hint.remove();
    return copy.textContent.trim().replace(/\s+/g, " ");
  };

  const help = () => {
    const dialog = document.getElementById("keys");
    if (!dialog || dialog.open) return;
    const list = dialog.querySelector("[data-keys-list]");
    const known = [...document.querySelectorAll("[data-key]")].filter(visible).map((e) => [e.dataset.key, wordsFor(e)]);
    if (document.querySelector("[data-row]")) known.push(["j", said("nextRow", "Next row")], ["k", said("previousRow", "Previous row")]);
    known.push(["?", said("thisList", "This list")]);
    list.replaceChildren(
      ...[...new Map(known)].flatMap(([key, words]) => {
        const term = document.createElement("dt");
        term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
        return [term, Object.assign(document.createElement("dd"), { textContent: words })];
      }),
    );
    dialog.querySelector("[data-keys-switch]").checked = listening;
    dialog.showModal();
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    const field = event.target.closest?.("[data-enter-sends]");
    if (field && event.key === "Enter" && !event.shiftKey && !event.repeat) {
      event.preventDefault();
      field.form.requestSubmit();
      return;
    }
    if (!listening || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      step(event.key === "j" ? 1 : -1);
    } else if (event.key === "?") {
      event.preventDefault();
      help();
    } else if (!event.repeat) {
      const element = withKey(event.key);
      if (!element) return;
      event.preventDefault(); // Else the key would be typed into the field that takes the focus.
      press(element);
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-keys-help]")) help();
    if (event.target.closest?.("[data-keys-close]")) event.target.closest("dialog").close();
  });

  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-keys-switch]")) return;
    listening = event.target.checked;
    try {
      if (listening) localStorage.removeItem("keys");
      else localStorage.setItem("keys", "off");
    } catch {
      /* It holds for this page. */
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-keys-help]")) button.hidden = false;
  });
})();
