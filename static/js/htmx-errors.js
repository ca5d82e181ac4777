/* A request that HTMX made and that failed is always said, beside what asked for it, and what was typed stays. */
(() => {
  "use strict";

  const WORDS = {
    400: "The desk could not read this request.",
    403: "Your role does not allow this, or you were signed out meanwhile.",
    404: "What this is about is no longer there. Somebody may have changed it: reload the page to see.",
    405: "This cannot be done here. Reload the page and try again.",
    413: "This is more than the desk takes in one go. Send less.",
    429: "That was too often. Wait a minute, then try again.",
    500: "Something failed on our side. It has been written to the desk’s log. Try once more.",
    502: "The desk is not answering. Try again in a few seconds.",
    503: "The database is not answering just now. Try again in a few seconds.",
    504: "The desk did not answer in time. Try again in a few seconds.",
  };
  const KEPT = "What you typed is still here.";
  // In the language of the page, where it is another: templates/components/script_words.html.
  const said = (name, english) => document.getElementById("script-words")?.dataset[name] ?? english;
  // Inside these a paragraph would be torn out again or break the list.
  const CLOSED = "tr, tbody, table, select, ul, ol, dl";

  const place = (element) => {
    const form = element?.closest?.("form");
    if (form?.isConnected) return (box) => form.append(box);
    if (element?.isConnected && element.parentElement && !element.parentElement.matches(CLOSED)) {
      return (box) => element.after(box);
    }
    return (box) => document.querySelector("main").prepend(box);
  };

  const clear = (element) => {
    const home = element?.closest?.("form") ?? element?.parentElement;
    for (const box of home?.querySelectorAll(":scope > .request-error") ?? []) box.remove();
    for (const box of document.querySelectorAll("main > .request-error")) box.remove();
  };

  const complain = (element, words, link) => {
    clear(element);
    const box = document.createElement("div");
    box.className = "notice request-error";
    box.dataset.kind = "danger";
    box.setAttribute("role", "alert");
    place(element)(box);
    const first = document.createElement("p");
    first.append(Object.assign(document.createElement("strong"), { textContent: words }));
    const second = document.createElement("p");
    second.textContent = said("kept", KEPT);
    if (link) second.append(" ", link);
    box.append(first, second);
    box.scrollIntoView({ block: "nearest" });
  };

  // Our own error pages say in their first line what was wrong; nobody else's words are repeated here.
  const wordsOf = (xhr) => {
    const page = new DOMParser().parseFromString(xhr.responseText || "", "text/html");
    const told = page.querySelector("main .lead, [data-problem]")?.textContent.trim();
    const english = WORDS[xhr.status] || `The desk answered with ${xhr.status}, which was not expected. Try again.`;
    return told || said(`s${xhr.status}`, said("failed", english));
  };

  document.addEventListener("htmx:beforeRequest", (event) => clear(event.detail.elt));

  // What the page asks for by itself, nobody waits for: it asks again.
  const quiet = (event) => event.detail.elt?.matches?.("[data-quiet]");

  document.addEventListener("htmx:responseError", (event) => {
    if (quiet(event)) return;
    complain(event.detail.elt, wordsOf(event.detail.xhr));
  });

  document.addEventListener("htmx:sendError", (event) => {
    if (quiet(event)) return;
    complain(event.detail.elt, said("unreachable", "The desk could not be reached. Look at your connection, then try again."));
  });

  document.addEventListener("htmx:timeout", (event) => {
    if (quiet(event)) return;
    complain(event.detail.elt, said("late", "The desk did not answer in time. It may have received this: reload the page in another tab to see before you send it again."));
  });

  for (const name of ["htmx:swapError", "htmx:targetError", "htmx:oobErrorNoTarget"]) {
    document.addEventListener(name, (event) => {
      complain(event.detail.elt ?? event.target, said("unshown", "The answer came but could not be shown. Reload the page to see how things stand."));
    });
  }

  // A session that has ended answers with the page to sign in: never to be swapped into a row.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const login = document.querySelector('meta[name="login-path"]')?.content;
    const answered = event.detail.xhr.responseURL;
    if (!login || !answered || new URL(answered).pathname !== login) return;
    event.detail.shouldSwap = false;
    const link = Object.assign(document.createElement("a"), { href: login, target: "_blank", rel: "noopener" });
    link.textContent = "Sign in in a new tab, then send it again here.";
    complain(event.detail.requestConfig.elt, "You have been signed out.", link);
  });
})();
