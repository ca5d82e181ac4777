/* Light, dark or as the system says. Runs before the page is drawn, so that nothing flashes.
   Without it, or with storage refused, the system decides. */
(() => {
  "use strict";

  const kept = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // Storage is refused; the choice then lasts for one page.
    }
  };

  const show = (theme) => {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };

  const keep = (theme) => {
    try {
      if (theme === "system") localStorage.removeItem("theme");
      else localStorage.setItem("theme", theme);
    } catch {
      /* Shown all the same. */
    }
  };

  show(kept());

  document.addEventListener("DOMContentLoaded", () => {
    const control = document.querySelector("[data-theme-switch]");
    if (!control) return;
    const current = control.querySelector(`[value="${kept() === "light" || kept() === "dark" ? kept() : "system"}"]`);
    current.checked = true;
    control.hidden = false;
    control.addEventListener("change", (event) => {
      show(event.target.value);
      keep(event.target.value);
    });
  });

  addEventListener("storage", (event) => {
    if (event.key === "theme") show(event.newValue);
  });
})();
