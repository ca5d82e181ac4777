/* The desk's queue and work pages: decide with the keys alone.

   A way to decide can be chosen before the reason is written: c, d or u (or the button) takes the focus to the
   reason, and Enter sends. Keys act on the row that has the focus: it is opened first when it is not. */
(() => {
  "use strict";

  // In the language of the page, where it is another: templates/components/script_words.html.
  const said = (name, english) => document.getElementById("script-words")?.dataset[name] ?? english;

  const keysAreOn = () => {
    try {
      return localStorage.getItem("keys") !== "off";
    } catch {
      return true; // As in keys.js.
    }
  };

  // --- Choosing and sending a decision ------------------------------------------------------------------

  const acts = (form) => [...form.querySelectorAll("[data-act]")];
  const chosen = (form) => acts(form).find((act) => act.getAttribute("aria-pressed") === "true");
  const codeOf = (form) => form.querySelector("[role=group]").getAttribute("aria-label").split(" ").at(-1);

  const choose = (act) => {
    for (const other of acts(act.form)) other.setAttribute("aria-pressed", String(other === act));
    act.form.querySelector("[data-hint]").textContent =
      said("chosen", "{act} {code}: write the reason, then press Enter. Shift and Enter begin a new line.")
        .replace("{act}", () => act.dataset.act)
        .replace("{code}", () => codeOf(act.form));
  };

  document.addEventListener("click", (event) => {
    const act = event.target.closest?.("[data-decide] [data-act]");
    if (!act) return;
    choose(act);
    const reason = act.form.elements.reason;
    if (reason.value.trim()) return; // A complete decision: the button sends it.
    event.preventDefault();
    reason.focus();
  });

  document.addEventListener("keydown", (event) => {
    const reason = event.target.closest?.("[data-decide] [name=reason]");
    if (!reason || event.key !== "Enter" || event.shiftKey || event.isComposing || event.repeat) return;
    event.preventDefault();
    const act = chosen(reason.form);
    if (act) act.click(); // htmx sends the name and value of the button that was clicked.
    else acts(reason.form)[0]?.focus();
  });

  // --- The list and the panel ---------------------------------------------------------------------------

  const panel = () => document.getElementById("panel");
  const currentLink = () => document.querySelector("[data-row] a[aria-current]");

  const showAsChosen = (link) => {
    currentLink()?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    link.closest(".desk").dataset.chosen = "";
  };

  let waitingKey = null;
  let opening = null; // The row's link whose claim is on its way.

  document.addEventListener("htmx:beforeSend", (event) => {
    const { elt } = event.detail;
    if (elt.matches("[data-row] a")) opening = elt;
  });

  // Before keys.js hears it: c on a row that is not open would else decide on the one that is. One that is being
  // opened is not opened again: its second answer would take away what is typed into the first.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1 || !keysAreOn()) return;
      const link = document.activeElement?.closest?.("[data-row]")?.querySelector("a");
      if (!link) return;
      if (waitingKey === null) {
        if (link.hasAttribute("aria-current") && opening === null) return;
        const meant = panel()?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
        if (!meant) return;
        waitingKey = event.key;
        if (link !== opening) link.click();
      }
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );

  const pressWaitingKey = () => {
    const key = waitingKey;
    waitingKey = null;
    if (key === null) return;
    const meant = panel()?.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (meant) document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  };

  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => {
      waitingKey = null;
      opening = null;
    });
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    const { requestConfig, xhr } = event.detail;
    if (!requestConfig || event.target.id !== requestConfig.target?.id) return;
    const asker = requestConfig.elt;
    if (asker.matches("[data-row] a")) {
      if (asker !== opening) return; // Another was opened since.
      opening = null;
      showAsChosen(asker);
      // On a phone the list gives way to the claim.
      if (!asker.checkVisibility()) document.getElementById("panel-title").focus();
      pressWaitingKey();
    } else if (requestConfig.verb === "post" && xhr.status === 200) {
      const link = currentLink();
      (link?.checkVisibility() ? link : document.querySelector("#panel-title, #work-title"))?.focus();
    }
  });

  // --- Coming from the queue by e or a: to the field at once ----------------------------------------------

  document.addEventListener("DOMContentLoaded", () => {
    const field = document.getElementById(location.hash.slice(1));
    if (!field?.matches("input, select, textarea")) return;
    const folded = field.closest("details");
    if (folded) folded.open = true;
    field.focus();
  });

  // --- What happened, read out --------------------------------------------------------------------------

  document.addEventListener("htmx:load", (event) => {
    const said = event.detail.elt.querySelector?.("[data-said]");
    const voice = document.querySelector("[data-announce]");
    if (said && voice) voice.textContent = said.textContent;
  });
})();
