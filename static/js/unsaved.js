/* Asks before a page with unsent words is left. Forms that want it carry data-guard. */
(() => {
  "use strict";

  let sending = false;

  const changed = (field) => {
    if (field.disabled || field.type === "hidden" || field.type === "submit" || !field.name) return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.type === "file") return field.files.length > 0;
    if (field.options) return [...field.options].some((o, i) => o.selected !== (o.defaultSelected || (i === 0 && !field.querySelector("[selected]") && !field.multiple)));
    return field.value !== field.defaultValue;
  };

  // A form that came back refused holds words that are stored nowhere.
  const unsent = (form) =>
    form.querySelector("[aria-invalid='true']") !== null || [...form.elements].some(changed);

  // On the window, after the form's own listeners: a submit that HTMX took over does not leave the page.
  addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sending = true;
  });

  addEventListener("pageshow", () => {
    sending = false;
  });

  addEventListener("beforeunload", (event) => {
    if (!sending && [...document.querySelectorAll("form[data-guard]")].some(unsent)) event.preventDefault();
  });
})();
