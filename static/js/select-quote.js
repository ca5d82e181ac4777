/* Words selected in an article become the quote of a claim's form.

   [data-article-text] holds elements with data-start: the position, in Unicode code points, at which their text
   begins in the article's body_text; between two of them body_text has line breaks only. Text inside data-skip (the
   numbers of notes) is no part of the article. The form is [data-quote-form] with fields named quote, start, end
   and, if it has them, prefix and suffix. Mouse, touch and keyboard selections count alike. */
(() => {
  "use strict";

  // In the language of the page, where it is another: templates/components/script_words.html.
  const said = (name, english) => document.getElementById("script-words")?.dataset[name] ?? english;

  const CONTEXT = 32;

  /** Every piece of article text in order: its node and the code point at which it begins. */
  const piecesOf = (article) => {
    const pieces = [];
    for (const block of article.querySelectorAll("[data-start]")) {
      let at = Number(block.dataset.start);
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
        node.parentElement.closest("[data-skip]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
      );
      while (walker.nextNode()) {
        const node = walker.currentNode;
        pieces.push({ node, at });
        at += [...node.data].length;
      }
    }
    return pieces;
  };

  /** The article's text as code points; what lies between two blocks is line breaks. */
  const textOf = (pieces) => {
    const text = [];
    for (const { node, at } of pieces) {
      while (text.length < at) text.push("\n");
      text.push(...node.data);
    }
    return text;
  };

  /** First and last code point of a range, whatever elements its ends stand in; null outside the text. */
  const positions = (range, pieces) => {
    let start = null;
    let end = null;
    for (const { node, at } of pieces) {
      if (!range.intersectsNode(node)) continue;
      const from = node === range.startContainer ? range.startOffset : 0;
      const to = node === range.endContainer ? range.endOffset : node.data.length;
      if (to <= from) continue;
      start ??= at + [...node.data.slice(0, from)].length;
      end = at + [...node.data.slice(0, to)].length;
    }
    return start === null ? null : { start, end };
  };

  const isBlank = (character) => character.trim() === "";

  const read = (article, range) => {
    const pieces = piecesOf(article);
    const found = positions(range, pieces);
    if (!found) return null;
    const text = textOf(pieces);
    let { start, end } = found;
    while (start < end && isBlank(text[start])) start += 1;
    while (end > start && isBlank(text[end - 1])) end -= 1;
    if (start === end) return null;
    return {
      quote: text.slice(start, end).join(""),
      prefix: text.slice(Math.max(0, start - CONTEXT), start).join(""),
      suffix: text.slice(end, end + CONTEXT).join(""),
      start,
      end,
    };
  };

  const announce = (words) => {
    const region = document.querySelector("[data-announce]");
    if (region) region.textContent = words;
  };

  const fill = (form, taken) => {
    for (const [name, value] of Object.entries(taken)) {
      const field = form.elements.namedItem(name);
      if (field) field.value = value;
    }
    form.hidden = false;
    for (const box of document.querySelectorAll("[data-quote-box]")) box.hidden = false;
    for (const shown of document.querySelectorAll("[data-quote-shown]")) shown.textContent = taken.quote;
    form.dispatchEvent(new CustomEvent("quote:taken", { bubbles: true, detail: taken }));
    announce(`${said("taken", "Taken into the form:")} ${taken.quote}`);
  };

  // Words already taken are not lost to a selection that was only meant for reading or copying.
  const offer = (form, taken) => {
    let button = form.querySelector("[data-take-quote]");
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.dataset.takeQuote = "";
      button.className = "button-small";
      const quote = form.elements.namedItem("quote");
      (quote.closest(".field") ?? quote).after(button);
    }
    const short = taken.quote.length > 60 ? `${taken.quote.slice(0, 57)}…` : taken.quote;
    button.textContent = said("instead", "Take “{words}” instead").replace("{words}", () => short);
    button.onclick = () => {
      fill(form, taken);
      button.remove();
      form.elements.namedItem("quote").focus();
    };
  };

  const take = () => {
    const article = document.querySelector("[data-article-text]");
    const form = document.querySelector("[data-quote-form]");
    const selection = getSelection();
    if (!article || !form || !selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(article) || form.contains(document.activeElement)) return;
    const taken = read(article, range);
    if (!taken) return;
    const quote = form.elements.namedItem("quote");
    if (!quote.value.trim() || form.hidden) fill(form, taken);
    else if (quote.value.replace(/\r\n/g, "\n") !== taken.quote) offer(form, taken);
  };

  // A selection is read when it has come to rest, not at each letter on the way.
  let waiting;
  let held = false;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => held || take(), 250);
  };
  document.addEventListener("selectionchange", soon);
  document.addEventListener("pointerdown", () => {
    held = true;
  });
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => {
      held = false;
      soon();
    });
  }
})();
