/* Keeps what is typed into a form of the desk in this browser, and offers it back.

   For every form[data-guard]. Survives a closed tab, a dead network and a session that ended. Kept by person, form
   and object (the address that the form is sent to, and data-draft where two forms share one). Nothing is put into a
   form unless somebody asks for it, and a draft never takes the place of another. It is thrown away when the desk has
   saved it (a cookie, or HTMX's answer, says so), at signing out, and after 14 days. Only fields that differ from what
   the server sent are kept, so putting a draft back leaves alone what others changed meanwhile.

   What is said stands in <template data-draft-offer>, so that it can be translated. */
(() => {
  "use strict";

  const user = document.querySelector('meta[name="desk-user"]')?.content;
  const offerTemplate = document.querySelector("template[data-draft-offer]");
  if (!user || !offerTemplate) return;

  const PREFIX = `draft ${user} `;
  const WAIT_MILLISECONDS = 400;
  const KEPT_MILLISECONDS = 14 * 24 * 60 * 60 * 1000;
  const MOST_FOR_A_FORM = 5;
  // Where in an article the quote stands belongs to the quote.
  const HIDDEN_BUT_KEPT = new Set(["start", "end", "prefix", "suffix", "suggestion"]);
  const NEVER_KEPT = new Set(["password", "file", "submit", "button", "image", "reset"]);

  // --- The store ----------------------------------------------------------------------------------------

  const read = (key) => {
    try {
      const draft = JSON.parse(localStorage.getItem(key));
      return draft && typeof draft.at === "number" && draft.fields ? { ...draft, key } : null;
    } catch {
      return null;
    }
  };

  const keysOf = (prefix) => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return []; // A browser that keeps nothing.
    }
  };

  const remove = (key) => {
    try {
      localStorage.removeItem(key);
    } catch {
      // As above.
    }
  };

  const write = (key, draft) => {
    try {
      localStorage.setItem(key, JSON.stringify(draft));
      return true;
    } catch {
      return false; // Full, or switched off.
    }
  };

  const draftsOf = (prefix) => keysOf(prefix).map(read).filter(Boolean).sort((a, b) => b.at - a.at);

  // --- What a form holds --------------------------------------------------------------------------------

  const isKept = (control) => {
    if (!control.name || control.disabled || NEVER_KEPT.has(control.type) || control.tagName === "FIELDSET") return false;
    return control.type !== "hidden" || (control.form.hasAttribute("data-quote-form") && HIDDEN_BUT_KEPT.has(control.name));
  };

  const isTicked = (control) => control.type === "checkbox" || control.type === "radio";

  /** Controls by name; boxes and lines of one name apart. */
  const controlsOf = (form) => {
    const groups = new Map();
    for (const control of [...form.elements].filter(isKept)) {
      const name = `${isTicked(control) ? "tick" : "line"} ${control.name}`;
      groups.set(name, [...(groups.get(name) ?? []), control]);
    }
    return groups;
  };

  const valueOf = (control) =>
    control.multiple && control.options ? [...control.selectedOptions].map((option) => option.value).join("\n") : control.value;

  const sentValueOf = (control) => {
    if (!control.options) return control.defaultValue;
    const sent = [...control.options].filter((option) => option.defaultSelected);
    if (control.multiple) return sent.map((option) => option.value).join("\n");
    return (sent.at(-1) ?? control.options[0])?.value ?? "";
  };

  const valuesOf = (controls) =>
    controls[0] && isTicked(controls[0]) ? controls.filter((one) => one.checked).map((one) => one.value) : controls.map(valueOf);

  const sentValuesOf = (controls) =>
    isTicked(controls[0]) ? controls.filter((one) => one.defaultChecked).map((one) => one.value) : controls.map(sentValueOf);

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  // A form that came back refused holds words that are stored nowhere, though the server sent them.
  const wasRefused = (form) => form.querySelector("[aria-invalid='true'], [data-error-summary]") !== null;

  const wordsIn = (form, all) => {
    const fields = {};
    for (const [name, controls] of controlsOf(form)) {
      // A hidden field has no value of its own to differ from: it goes with the quote.
      const goesWithQuote = controls[0].type === "hidden" && form.elements.quote?.value !== form.elements.quote?.defaultValue;
      if (all || goesWithQuote || !same(valuesOf(controls), sentValuesOf(controls))) fields[name] = valuesOf(controls);
    }
    return fields;
  };

  /** Without the empty lines at the end: the server adds one when another is asked for. */
  const trimmed = (values) => values.slice(0, values.findLastIndex((value) => value !== "") + 1);

  const holds = (form, draft) => {
    const groups = controlsOf(form);
    return Object.entries(draft.fields).every(([name, values]) =>
      same(trimmed(valuesOf(groups.get(name) ?? [])), trimmed(values)),
    );
  };

  // --- Keeping ------------------------------------------------------------------------------------------

  const known = new Map(); // form -> { prefix, id, all (came back with words of a draft), timer, done }

  const keep = (form) => {
    const state = known.get(form);
    clearTimeout(state.timer);
    if (state.done || !form.isConnected) return;
    const fields = wordsIn(form, state.all);
    const key = state.prefix + state.id;
    if (Object.keys(fields).length === 0) {
      remove(key);
      delete form.dataset.kept;
      return;
    }
    if (same(read(key)?.fields, fields)) return;
    const draft = { at: Date.now(), fields };
    for (const old of draftsOf(state.prefix).filter((one) => one.key !== key).slice(MOST_FOR_A_FORM - 1)) remove(old.key);
    if (write(key, draft)) form.dataset.kept = state.id;
  };

  const keepAll = () => {
    for (const [form, state] of known) {
      if (form.isConnected) {
        keep(form);
        continue;
      }
      clearTimeout(state.timer);
      known.delete(form);
    }
  };

  const keepSoon = (event) => {
    const form = event.target.form;
    const state = form && known.get(form);
    if (!state) return;
    clearTimeout(state.timer);
    state.timer = setTimeout(() => keep(form), WAIT_MILLISECONDS);
  };

  // --- Offering back ------------------------------------------------------------------------------------

  const timeOf = (at) => {
    const when = new Date(at);
    const today = when.toDateString() === new Date().toDateString();
    const day = today ? {} : { day: "numeric", month: "short" };
    return when.toLocaleString(document.documentElement.lang || undefined, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  };

  const longest = (draft) =>
    Object.entries(draft.fields)
      .flatMap(([name, values]) => (name.startsWith("line") ? values : []))
      .reduce((best, value) => (value.trim().length > best.length ? value.trim() : best), "");

  const shorten = (words) => ([...words].length > 90 ? `${[...words].slice(0, 90).join("")}…` : words);

  const setValue = (control, value) => {
    if (control.multiple && control.options) {
      const chosen = new Set(value.split("\n"));
      for (const option of control.options) option.selected = chosen.has(option.value);
    } else {
      control.value = value;
    }
  };

  /** Put a draft into the form; what finds no field is returned. */
  const putBack = (form, draft) => {
    const groups = controlsOf(form);
    const homeless = [];
    const touched = [];
    for (const [name, values] of Object.entries(draft.fields)) {
      const controls = groups.get(name) ?? [];
      if (name.startsWith("tick")) {
        for (const control of controls) control.checked = values.includes(control.value);
      } else {
        values.forEach((value, i) => {
          if (controls[i]) setValue(controls[i], value);
          // A choice that is gone leaves its list empty.
          if (value && controls[i]?.value !== value && !controls[i]?.multiple) homeless.push(value);
        });
      }
      touched.push(...controls);
    }
    for (const control of touched) {
      control.dispatchEvent(new Event("input", { bubbles: true }));
      control.dispatchEvent(new Event("change", { bubbles: true }));
    }
    for (let folded = form.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    for (const control of touched) {
      const folded = control.closest("details");
      if (folded && valueOf(control)) folded.open = true;
    }
    touched.find((control) => control.type !== "hidden")?.focus();
    return homeless;
  };

  const place = (form, box) => {
    // Before the outermost fold that is shut, or nobody would see it.
    let before = form;
    for (let folded = form.closest("details"); folded; folded = folded.parentElement.closest("details")) {
      if (!folded.open) before = folded;
    }
    if (before === form) form.prepend(box);
    else before.before(box);
  };

  const offer = (form, draft) => {
    const box = offerTemplate.content.firstElementChild.cloneNode(true);
    const fill = (slot, words) => {
      const element = box.querySelector(`[data-${slot}]`);
      element.textContent = element.textContent.replace("%s", () => words);
      return element;
    };
    fill("when", timeOf(draft.at));
    const words = box.querySelector("[data-words]");
    words.textContent = shorten(longest(draft));
    box.querySelector("[data-put-back]").addEventListener("click", () => {
      const state = known.get(form);
      // What is typed already becomes a draft of its own before anything is written over it.
      keep(form);
      state.id = draft.key.slice(state.prefix.length);
      form.elements._draft.value = state.id;
      const homeless = putBack(form, draft);
      if (homeless.length === 0) {
        box.remove();
        return;
      }
      box.querySelector("[data-homeless]").hidden = false;
      words.textContent = homeless.join(" · ");
      box.querySelector("[data-put-back]").remove();
    });
    box.querySelector("[data-throw-away]").addEventListener("click", () => {
      const state = known.get(form);
      if (draft.key !== state.prefix + state.id) remove(draft.key);
      box.remove();
      [...form.elements].find((control) => isKept(control) && control.type !== "hidden" && control.checkVisibility())?.focus();
    });
    place(form, box);
  };

  const newId = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;

  const take = (form) => {
    const path = new URL(form.getAttribute("action") || location.href, location.href).pathname;
    const prefix = `${PREFIX}${path}${form.dataset.draft ? `~${form.dataset.draft}` : ""} `;
    const drafts = draftsOf(prefix);
    const own = drafts.find((draft) => holds(form, draft));
    const id = own ? own.key.slice(prefix.length) : newId();
    const all = Boolean(own) || wasRefused(form);
    known.set(form, { prefix, id, all, timer: 0, done: false });
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "_draft", value: id }));
    if (all) keep(form);
    for (const draft of drafts) if (draft !== own) offer(form, draft);
  };

  const takeAll = () => {
    for (const form of document.querySelectorAll("form[data-guard]")) if (!known.has(form)) take(form);
  };

  // --- Throwing away ------------------------------------------------------------------------------------

  /** The server has named the draft that it saved, on its way to another page. */
  const clearSaved = () => {
    const named = document.cookie.match(/(?:^|; )saved_draft=([\w-]+)/);
    if (!named) return;
    for (const key of keysOf(PREFIX)) if (key.endsWith(` ${named[1]}`)) remove(key);
    document.cookie = "saved_draft=; Max-Age=0; Path=/; SameSite=Lax";
  };

  const clearOld = () => {
    for (const key of keysOf("draft ")) {
      const draft = read(key);
      if (!draft || Date.now() - draft.at > KEPT_MILLISECONDS) remove(key);
    }
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { requestConfig, xhr } = event.detail;
    const form = requestConfig.elt.closest?.("form");
    const login = document.querySelector('meta[name="login-path"]')?.content;
    const signedOut = login && xhr.responseURL && new URL(xhr.responseURL).pathname === login;
    keepAll();
    clearSaved();
    // A line more in the form is no saving.
    const onlyMore = requestConfig.triggeringEvent?.submitter?.name.startsWith("add_");
    const state = form && known.get(form);
    if (!state || requestConfig.verb !== "post" || xhr.status !== 200 || signedOut || onlyMore) return;
    state.done = true;
    clearTimeout(state.timer);
    remove(state.prefix + state.id);
  });

  document.addEventListener("submit", (event) => {
    keepAll(); // Also the form that is sent: nobody knows yet whether it arrives.
    const form = event.target;
    if (!form.matches("[data-signs-out]")) return;
    const mine = keysOf(PREFIX);
    if (mine.length && !confirm(form.dataset.signsOut)) {
      event.preventDefault();
      return;
    }
    for (const state of known.values()) state.done = true;
    for (const key of mine) remove(key);
  });

  document.addEventListener("input", keepSoon);
  document.addEventListener("change", keepSoon);
  document.addEventListener("htmx:load", takeAll);
  addEventListener("pagehide", keepAll);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keepAll();
  });
  addEventListener("pageshow", (event) => {
    // Back by the browser's own arrow: what was sent from here may have been saved since.
    if (event.persisted) clearSaved();
  });

  clearSaved();
  clearOld();
  takeAll();
})();
