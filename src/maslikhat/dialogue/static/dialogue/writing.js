// While somebody writes: the draft goes to the server, and "@" proposes whom to name.
//
// A draft is on this device only until the server has it. What cannot be sent, for there is no
// connection, is sent when there is one, or when the page is next opened.
const WAIT = 2000; // milliseconds after the last key
const AGAIN = 15_000;
const FIELDS = ["body", "title", "language", "kind", "rubric", "room"];
const typing = /(?:^|[\s(])@([\p{L}\p{N}][\p{L}\p{N} .’'-]{1,40})$/u;

const stored = (work) => {
  try {
    return work(window.localStorage);
  } catch {
    return null; // storage may be forbidden: then there is only the server's draft
  }
};
const stateOf = (form) => form?.querySelector("[data-draft]");
const formOf = (element) => {
  const form = element instanceof Element ? element.closest("form") : null;
  return stateOf(form) ? form : null;
};
const nameOf = (form) => {
  const place = form.querySelector("[name=place]").value;
  return `draft:${stateOf(form).dataset.owner}:${place}`;
};

function say(form, words) {
  const state = stateOf(form);
  if (state.textContent.trim() !== words) state.textContent = words;
}

// --- drafts --------------------------------------------------------------------------------

const timers = new WeakMap(); // form → the timer of its next saving
const sending = new WeakMap(); // form → the saving that is on its way
const posting = new WeakSet(); // forms that are being posted: nothing of them is a draft now

// What the form says now; `key` is the number by which the server knows that it is posted.
function wordsOf(form) {
  const words = {};
  for (const name of [...FIELDS, "key", "place"]) {
    const field = form.elements.namedItem(name);
    if (field) words[name] = field.value;
  }
  for (const name of ["files", "with"]) {
    words[name] = [...form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value);
  }
  return words;
}

async function send(form, words) {
  const sent = new URLSearchParams();
  for (const [name, value] of Object.entries(words)) {
    for (const one of [value].flat()) sent.append(name, one);
  }
  const answer = fetch(stateOf(form).dataset.draft, {
    method: "POST",
    body: sent,
    headers: { "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value },
    redirect: "manual",
  });
  sending.set(form, answer);
  try {
    return await answer;
  } finally {
    sending.delete(form);
  }
}

function later(form, wait) {
  window.clearTimeout(timers.get(form));
  timers.set(form, window.setTimeout(save, wait, form));
}

async function save(form) {
  timers.delete(form);
  if (!form.isConnected || posting.has(form)) return;
  const state = stateOf(form);
  const words = wordsOf(form);
  const name = nameOf(form);
  const local = JSON.stringify({ words, at: Date.now() });
  let answer;
  try {
    answer = await send(form, words);
  } catch {
    stored((store) => store.setItem(name, local));
    say(form, state.dataset.offline);
    later(form, AGAIN);
    return;
  }
  if (!answer.ok) return; // signed out, or not to be kept: what was typed stays on this device
  // What was typed while it was on its way is newer, and is still to be sent.
  if (stored((store) => store.getItem(name)) !== null && !isNewer(name, words)) {
    stored((store) => store.removeItem(name));
  }
  if (posting.has(form)) return;
  form.querySelector("[data-discard]").hidden = answer.status === 204;
  say(form, answer.status === 204 ? "" : state.dataset.kept);
}

function isNewer(name, words) {
  const local = JSON.parse(stored((store) => store.getItem(name)) ?? "null");
  return local !== null && JSON.stringify(local.words) !== JSON.stringify(words);
}

function changed(form) {
  const local = JSON.stringify({ words: wordsOf(form), at: Date.now() });
  stored((store) => store.setItem(nameOf(form), local));
  later(form, WAIT);
}

// What this device still has goes to the server first: it knows whether that form was posted.
async function restore(form) {
  const name = nameOf(form);
  const local = JSON.parse(stored((store) => store.getItem(name)) ?? "null");
  if (!local) return;
  const savedAt = Date.parse(stateOf(form).dataset.savedAt || "") || 0;
  if (savedAt > local.at) {
    stored((store) => store.removeItem(name));
    return;
  }
  let answer = null;
  try {
    answer = await send(form, local.words);
  } catch {
    later(form, AGAIN);
  }
  if (answer?.ok) stored((store) => store.removeItem(name));
  if (answer?.status === 204 || posting.has(form)) return;
  const state = stateOf(form);
  for (const field of FIELDS) {
    const element = form.elements.namedItem(field);
    if (element && local.words[field] !== undefined) element.value = local.words[field];
  }
  // What is quoted by the address comes after it, once: the page may have been opened anew.
  const { quotation } = state.dataset;
  const text = form.elements.namedItem("body");
  if (quotation && !text.value.includes(quotation.trim())) {
    text.value = `${text.value}\n\n${quotation}`.trimStart();
    changed(form);
  }
  form.querySelector("[data-discard]").hidden = false;
  say(form, answer?.ok ? state.dataset.kept : state.dataset.offline);
}

document.addEventListener("input", (event) => {
  const form = formOf(event.target);
  if (form && event.target.type !== "file") changed(form);
  if (form && event.target.name === "body") propose(form, event.target);
});
document.addEventListener("change", (event) => {
  const form = formOf(event.target);
  if (form && event.target.type !== "file") changed(form);
});
window.addEventListener("online", () => {
  for (const form of document.forms) if (stateOf(form) && timers.has(form)) later(form, 0);
});
// A page that is left, or a phone that is put away, may never come back.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden") return;
  for (const form of document.forms) if (stateOf(form) && timers.has(form)) later(form, 0);
});
document.addEventListener("submit", (event) => {
  const form = formOf(event.target);
  if (!form) return;
  const presses = event.submitter;
  if (["preview", "find"].includes(presses?.name)) return;
  window.clearTimeout(timers.get(form));
  posting.add(form);
});
// Before htmx: what is still on its way would come after, and be a draft again.
document.addEventListener(
  "click",
  (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-discard]") : null;
    const form = formOf(button);
    if (!form) return;
    window.clearTimeout(timers.get(form));
    posting.add(form);
    stored((store) => store.removeItem(nameOf(form)));
    const coming = sending.get(form);
    if (!coming) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const again = () => button.click();
    coming.then(again, again);
  },
  { capture: true },
);
// htmx has posted the form, or has not: then it is a draft again.
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, xhr } = event.detail;
  const isOfForm = elt instanceof HTMLFormElement || elt.hasAttribute("data-discard");
  const form = isOfForm ? formOf(elt) : null;
  if (!form) return;
  // Of an answer that leads to another page htmx does not say that it was successful.
  if (xhr.status >= 200 && xhr.status < 400) {
    stored((store) => store.removeItem(nameOf(form)));
    return;
  }
  posting.delete(form);
  changed(form);
});

// --- whom to name --------------------------------------------------------------------------

let list = null; // the list that is open, with `text`, the field it belongs to
let asked = 0;

function close() {
  list?.text.removeAttribute("aria-activedescendant");
  list?.text.removeAttribute("aria-controls");
  list?.element.remove();
  list = null;
}

async function propose(form, text) {
  const found = typing.exec(text.value.slice(0, text.selectionStart));
  const turn = ++asked;
  if (!found) return close();
  await new Promise((done) => window.setTimeout(done, 200));
  if (turn !== asked) return null;
  const query = new URLSearchParams({ q: found[1] });
  let html = "";
  try {
    const headers = { "HX-Request": "true" };
    const answer = await fetch(`${stateOf(form).dataset.mention}?${query}`, { headers });
    html = answer.ok ? (await answer.text()).trim() : "";
  } catch {
    return close(); // no connection: the text goes on without proposals
  }
  if (turn !== asked) return null;
  close();
  if (html) open(form, text, html);
  return null;
}

function open(form, text, html) {
  const element = document.createElement("ul");
  element.className = "named";
  element.id = "named";
  element.setAttribute("role", "listbox");
  element.setAttribute("aria-label", form.querySelector("[data-name-someone]").textContent);
  element.innerHTML = html;
  text.after(element);
  text.setAttribute("aria-controls", "named");
  list = { element, text };
  choose(0);
  say(form, stateOf(form).dataset.found);
  element.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault(); // the text keeps the focus
    if (option) take(option);
  });
}

function choose(step) {
  const options = [...list.element.children];
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = options[(Math.max(at, 0) + step + options.length) % options.length];
  for (const option of options) option.setAttribute("aria-selected", String(option === next));
  list.text.setAttribute("aria-activedescendant", next.id);
  return next;
}

function take(option) {
  const { text } = list;
  const typed = typing.exec(text.value.slice(0, text.selectionStart));
  const start = text.selectionStart - (typed ? typed[1].length + 1 : 0);
  text.setRangeText(`${option.dataset.insert} `, start, text.selectionStart, "end");
  close();
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("keydown", (event) => {
  if (!list || event.target !== list.text) return;
  const acts = {
    ArrowDown: () => choose(1),
    ArrowUp: () => choose(-1),
    Enter: () => take(choose(0)),
    Tab: () => take(choose(0)),
    Escape: close,
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
document.addEventListener("focusout", (event) => {
  if (list && event.target === list.text) close();
});

for (const form of document.forms) if (stateOf(form)) restore(form);
