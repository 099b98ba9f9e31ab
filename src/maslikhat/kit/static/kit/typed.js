// What is typed in a long form stays on this device until it has been sent: a page that was closed,
// a session that ended or a connection that failed loses nothing. It is kept for one reader, and
// goes when that reader signs out (portal.js).
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
const fields = () =>
  [...form.elements].filter((one) => one.matches("textarea, input[type=text]") && one.name);

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
    const isAsBefore = !field.value || field.value === kept.served?.[field.name];
    if (isAsBefore && kept.words[field.name]) field.value = kept.words[field.name];
  }
}

function keep(key, sent) {
  const told = (what) => Object.fromEntries(fields().map((one) => [one.name, one[what]]));
  write(key, { words: told("value"), served: told("defaultValue"), sent, at: Date.now() });
}

if (reader && form) {
  const key = PREFIX + window.location.pathname;
  restore(key);
  form.addEventListener("input", () => keep(key, false));
  form.addEventListener("submit", () => keep(key, true));
} else if (reader) {
  tidy();
}
