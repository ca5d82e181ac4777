/* Find as you type, for inputs with data-find="/address/?q=": an editable combobox with a list [WAI-ARIA 1.2].

   The address answers with <li role="option" data-value="…">; choosing one writes data-value into the input. An
   answer without options may hold a <p> that is shown instead. Without a script it stays a plain text input. */
(() => {
  "use strict";

  // In the language of the page, where it is another: templates/components/script_words.html.
  const said = (name, english) => document.getElementById("script-words")?.dataset[name] ?? english;

  const WAIT_MS = 200;
  let made = 0;

  const announce = (words) => {
    const region = document.querySelector("[data-announce]");
    if (region) region.textContent = words;
  };

  const equip = (input) => {
    const id = `finder-${(made += 1)}`;
    const box = document.createElement("div");
    box.className = "finder";
    input.replaceWith(box);
    const list = document.createElement("ul");
    list.id = id;
    list.className = "finder-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels[0]?.textContent.trim() || "Found");
    list.hidden = true;
    const note = document.createElement("p");
    note.className = "hint";
    note.hidden = true;
    box.append(input, list, note);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off",
    })) input.setAttribute(name, value);

    let waiting;
    let request;
    let current = -1;
    const options = () => [...list.children];

    const close = () => {
      clearTimeout(waiting);
      request?.abort();
      list.hidden = true;
      current = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const mark = (index) => {
      current = index;
      options().forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
      const option = options()[index];
      if (!option) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    };

    const choose = (option) => {
      input.value = option.dataset.value;
      close();
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.dispatchEvent(new CustomEvent("find:chosen", { bubbles: true, detail: { ...option.dataset } }));
    };

    const say = (words) => {
      note.textContent = words;
      note.hidden = !words;
      if (words) announce(words);
    };

    const show = (html) => {
      const answer = new DOMParser().parseFromString(html, "text/html");
      const found = [...answer.querySelectorAll("[role=option]")];
      found.forEach((option, i) => {
        option.id = `${id}-${i}`;
        option.setAttribute("aria-selected", "false");
      });
      list.replaceChildren(...found);
      current = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(found.length > 0));
      list.scrollIntoView({ block: "nearest" });
      say(found.length ? "" : (answer.querySelector("p")?.textContent.trim() ?? ""));
      if (found.length) announce(found.length === 1 ? said("oneFound", "One found.") : said("found", "{number} found.").replace("{number}", found.length));
    };

    const find = async () => {
      const words = input.value.trim();
      if (!words) return close();
      request?.abort();
      request = new AbortController();
      try {
        const response = await fetch(input.dataset.find + encodeURIComponent(words), {
          signal: request.signal,
          headers: { "HX-Request": "true" },
        });
        if (!response.ok || response.redirected) throw new Error(String(response.status));
        show(await response.text());
      } catch (error) {
        if (error.name === "AbortError") return;
        close();
        say(said("notFound", "The names could not be looked up just now. Type the name in full; it will be found when you send the form."));
      }
    };

    input.addEventListener("input", (event) => {
      if (event.isComposing) return;
      clearTimeout(waiting);
      waiting = setTimeout(find, WAIT_MS);
    });
    input.addEventListener("compositionend", find);
    input.addEventListener("blur", close);

    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      const last = options().length - 1;
      if (event.key === "ArrowDown" && list.hidden) {
        event.preventDefault();
        find();
      } else if (list.hidden) {
        return;
      } else if (event.key === "ArrowDown") {
        event.preventDefault();
        mark(current === last ? 0 : current + 1);
      } else if (event.key === "ArrowUp") {
        event.preventDefault();
        mark(current <= 0 ? last : current - 1);
      } else if (event.key === "Enter" && current >= 0) {
        event.preventDefault();
        choose(options()[current]);
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
      }
    });

    // Before the input loses the focus, which would close the list.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(option);
    });
  };

  const equipAll = (root) => {
    if (root.matches?.("input[data-find]:not([role=combobox])")) equip(root);
    for (const input of root.querySelectorAll("input[data-find]:not([role=combobox])")) equip(input);
  };

  document.addEventListener("DOMContentLoaded", () => equipAll(document));
  document.addEventListener("htmx:load", (event) => equipAll(event.detail.elt));
})();
