// What pages gain where scripts run: the chosen text size is kept on this device, and what was kept
// for a reader goes with the reader.
const sizes = document.querySelectorAll("input[name=text-size]");
const keep = (use) => {
  try {
    return use(window.localStorage);
  } catch {
    return null; // storage may be forbidden; the switch then works for this page alone
  }
};
const chosen = keep((store) => store.getItem("text-size"));
for (const size of sizes) {
  size.checked = chosen ? size.value === chosen : size.defaultChecked;
  size.addEventListener("change", () => keep((store) => store.setItem("text-size", size.value)));
}
for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
// Of tabs that do not all fit, the one of this page is in view.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft;
}
// A form that was refused came back on its page: the page is that one, and reloading it sends nothing.
const again = document.querySelector("[data-page]");
if (again) {
  window.history.replaceState(null, "", again.dataset.page);
  again.focus();
}
// Of a form that htmx has sent the refusal is said at the form, not at the top of the page.
function refuseAt(elt) {
  let place = document.querySelector("#refusal");
  if (!place) {
    place = document.createElement("div"); // it went with a form that was drawn anew
    place.id = "refusal";
    place.setAttribute("role", "alert");
  }
  (elt.closest("form") ?? document.querySelector("main")).prepend(place);
  return place;
}
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr } = event.detail;
  if (xhr.getResponseHeader("HX-Retarget") === "#refusal") refuseAt(elt);
});
// So is it when no answer came to what a person has sent; whether it arrived nobody knows.
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, xhr, requestConfig } = event.detail;
  const isUnanswered = xhr.status === 0 || xhr.status >= 500;
  const isOfPerson = ["submit", "click"].includes(requestConfig.triggeringEvent?.type);
  if (!isUnanswered || !isOfPerson || requestConfig.verb !== "post" || !elt.isConnected) return;
  const words = document.createElement("p");
  words.className = "note";
  words.textContent = document.querySelector("main").dataset.unanswered;
  refuseAt(elt).replaceChildren(words);
});
document.addEventListener("htmx:afterSwap", (event) => {
  const { target } = event.detail; // none where a script has drawn
  if (target?.id === "refusal") target.scrollIntoView({ block: "nearest" });
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.matches("form, button")) document.querySelector("#refusal")?.replaceChildren();
});
// What this device keeps for one reader (caches "kept:<reader>:…", words "typed:<reader>:…") goes
// when that reader signs out, and when a page is read by another; the caches also when a page is
// read by nobody in particular, the words not: a session that has ended by itself loses none.
const untype = (reader) => {
  keep((store) => {
    for (const name of Object.keys(store)) {
      const [kind, whose] = name.split(":");
      if (kind === "typed" && whose !== reader) store.removeItem(name);
    }
  });
};
const reading = document.querySelector("[data-reader]")?.dataset.reader;
if (reading) untype(reading);
for (const form of document.querySelectorAll("form[data-forget]")) {
  form.addEventListener("submit", () => untype(""));
}
const forget = async (reader) => {
  for (const name of await window.caches.keys()) {
    const [kind, whose] = name.split(":");
    if (kind === "kept" && whose && whose !== reader) await window.caches.delete(name);
  }
};
// What a copy holds stands in it as JSON ("holds"): where something of that is gone now, or the page
// itself is, the copy goes, whichever page is open. Asked once in so many milliseconds; the page of
// the copy asks by itself, and says so.
const ASKED = 600_000;
const isGone = async (cache, request) => {
  const now = await fetch(request.url, { credentials: "same-origin" });
  if (!now.ok) return now.status === 404 || now.status === 410;
  const [before, { holds }] = [await (await cache.match(request)).json(), await now.json()];
  return !before.holds.every((one) => holds.includes(one));
};
const sweep = async () => {
  const isOfAnother = (name) => name.startsWith("kept:") && !name.endsWith(`:${window.location.pathname}`);
  const names = (await window.caches.keys()).filter(isOfAnother);
  const asked = keep((store) => Number(store.getItem("kept-asked"))) ?? 0;
  if (!names.length || Math.abs(Date.now() - asked) < ASKED) return;
  for (const name of names) {
    const cache = await window.caches.open(name);
    const told = (await cache.keys()).find((request) => request.url.endsWith(".json"));
    if (told && (await isGone(cache, told))) await window.caches.delete(name);
  }
  keep((store) => store.setItem("kept-asked", `${Date.now()}`));
};
if (window.caches) {
  forget(reading).then(sweep).catch(() => {}); // no network: it stays
  for (const form of document.querySelectorAll("form[data-forget]")) {
    form.addEventListener("submit", () => forget(""));
  }
}
