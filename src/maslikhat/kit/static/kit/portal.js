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
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr } = event.detail;
  if (xhr.getResponseHeader("HX-Retarget") !== "#refusal") return;
  let place = document.querySelector("#refusal");
  if (!place) {
    place = document.createElement("div"); // it went with a form that was drawn anew
    place.id = "refusal";
    place.setAttribute("role", "alert");
  }
  (elt.closest("form") ?? document.querySelector("main")).prepend(place);
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
    if (kind === "kept" && whose && whose !== reader) window.caches.delete(name);
  }
};
if (window.caches) {
  forget(reading);
  for (const form of document.querySelectorAll("form[data-forget]")) {
    form.addEventListener("submit", () => forget(""));
  }
}
