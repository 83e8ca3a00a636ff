// Pointing at or focusing any part of an attribution lights its other parts and shows it in the panel.
// Everything shown is cloned from the list of statements below the text: nothing is built from strings.
"use strict";
(() => {
  const text = document.querySelector("[data-annotated]");
  const panel = document.getElementById("panel");
  if (!text || !panel) return;
  const body = panel.querySelector(".panel-body");
  const hint = body.firstElementChild;
  const kept = panel.querySelector(".kept");
  const openings = Array.from(text.querySelectorAll("[data-o]"));
  let pinned = false;

  panel.hidden = false;
  document.documentElement.classList.add("js");
  for (const link of text.querySelectorAll("a.n")) link.tabIndex = -1; // the statement itself takes the focus

  const parts = (number) => text.querySelectorAll(`[data-s~="${number}"]`);

  function light(numbers) {
    for (const part of text.querySelectorAll(".lit")) part.classList.remove("lit");
    for (const number of numbers) for (const part of parts(number)) part.classList.add("lit");
  }

  function show(numbers) {
    light(numbers);
    const entries = document.createElement("ol");
    entries.className = "entries";
    for (const number of numbers) {
      const entry = document.getElementById(`a${number}`);
      if (!entry) continue;
      const copy = entry.cloneNode(true);
      copy.removeAttribute("id");
      entries.append(copy);
    }
    if (!entries.childElementCount) return clear();
    body.replaceChildren(entries);
    panel.classList.add("on");
  }

  function clear() {
    light([]);
    body.replaceChildren(hint);
    panel.classList.remove("on");
  }

  function pin(on) {
    pinned = on;
    kept.hidden = !on;
    panel.classList.toggle("pinned", on);
  }

  // Innermost first: a quotation within a statement is what one points at.
  const pointed = (target) => {
    const part = target.closest && target.closest("[data-s]");
    return part && text.contains(part) ? part.dataset.s.split(" ").reverse() : [];
  };
  const focused = () => {
    const opening = document.activeElement && document.activeElement.closest("[data-o]");
    return opening && text.contains(opening) ? [opening.dataset.o] : [];
  };

  function settle() {
    const numbers = focused();
    if (numbers.length) show(numbers);
    else clear();
  }

  text.addEventListener("mouseover", (event) => {
    if (pinned) return;
    const numbers = pointed(event.target);
    if (numbers.length) show(numbers);
    else settle();
  });
  text.addEventListener("mouseleave", () => { if (!pinned) settle(); });
  text.addEventListener("focusin", () => { if (!pinned) settle(); });
  text.addEventListener("focusout", (event) => {
    if (!pinned && !text.contains(event.relatedTarget) && !panel.contains(event.relatedTarget)) clear();
  });
  text.addEventListener("click", (event) => {
    if (event.target.closest("a")) event.preventDefault(); // a statement's number: the panel says what the list says
    const numbers = pointed(event.target);
    if (!numbers.length) return;
    show(numbers);
    pin(true);
  });
  panel.querySelector(".close").addEventListener("click", close);

  function close() {
    pin(false);
    clear();
  }

  function step(by) {
    const here = openings.indexOf(document.activeElement);
    const next = here < 0 ? (by > 0 ? 0 : openings.length - 1) : here + by;
    if (next < 0 || next >= openings.length) return;
    pin(false);
    openings[next].focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, select, textarea")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target.matches("[data-o]")) {
      show([event.target.dataset.o]);
      pin(true);
    } else return;
    event.preventDefault();
  });

  // An address that names a statement (#s3), or the page of one statement, shows it at once.
  const named = () => /^#s(\d+)$/.exec(location.hash);
  function follow() {
    const match = named();
    const opening = match && document.getElementById(match[0].slice(1));
    if (!opening) return;
    pin(false);
    opening.focus({ preventScroll: true });
    opening.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", follow);
  if (named()) follow();
  else if (text.dataset.here) {
    show([text.dataset.here]);
    pin(true);
  }
})();
