// What is typed and chosen in a long form stays on this device until it has been sent: a page that
// was closed, a session that ended or a connection that failed loses nothing. It is kept for one
// reader, and goes when that reader signs out (portal.js).
const LASTS = 14 * 24 * 3600 * 1000; // milliseconds
const reader = document.querySelector("[data-reader]")?.dataset.reader;
const form = document.querySelector("form[data-keep-typed]");
const PREFIX = `typed:${reader}:`;

const stored = (work) => {
  try {
    return work(window.localStorage);
  } catch {
    return null; // storage may be forbidden: then a form is as it always was
  }
};
const read = (key) => JSON.parse(stored((store) => store.getItem(key)) ?? "null");
const write = (key, kept) => stored((store) => store.setItem(key, JSON.stringify(kept)));
const drop = (key) => stored((store) => store.removeItem(key));

const BOX = "input[type=checkbox], input[type=radio]";
const TYPED = `textarea, select, input[type=text], input[type=date], ${BOX}`;
const fields = () => [...form.elements].filter((one) => one.matches(TYPED) && one.name);
// Boxes of one question bear one name.
const nameOf = (field) => (field.matches(BOX) ? `${field.name}=${field.value}` : field.name);

// What a field says now, and what it said when the page came; "" of a box that is not ticked.
function told(field) {
  if (field.matches(BOX)) return field.checked ? "on" : "";
  return field.value;
}
function served(field) {
  if (field.matches(BOX)) return field.defaultChecked ? "on" : "";
  if (!field.matches("select")) return field.defaultValue;
  const chosen = [...field.options].find((one) => one.defaultSelected) ?? field.options[0];
  return chosen?.value ?? "";
}
function put(field, words) {
  const isGone = field.matches("select") && ![...field.options].some((one) => one.value === words);
  if (field.matches(BOX)) field.checked = true;
  else if (!isGone) field.value = words;
}

// A page that has no such form is reached once a form was sent, or was left: what was sent goes.
function tidy() {
  const keys = stored((store) => Object.keys(store)) ?? [];
  for (const key of keys.filter((one) => one.startsWith(PREFIX))) {
    const kept = read(key);
    if (kept.sent || Date.now() - kept.at > LASTS) drop(key);
  }
}

function restore(key) {
  const kept = read(key);
  if (!kept) return;
  for (const field of fields()) {
    // What the page has filled in anew, such as a template that was chosen, is not written over.
    const words = kept.words[nameOf(field)];
    const isAsBefore = !told(field) || told(field) === kept.served?.[nameOf(field)];
    if (isAsBefore && words) put(field, words);
  }
}

function keep(key, sent) {
  const all = (what) => Object.fromEntries(fields().map((one) => [nameOf(one), what(one)]));
  write(key, { words: all(told), served: all(served), sent, at: Date.now() });
}

if (reader && form) {
  const key = PREFIX + window.location.pathname;
  restore(key);
  form.addEventListener("input", () => keep(key, false));
  form.addEventListener("submit", () => keep(key, true));
} else if (reader) {
  tidy();
}
