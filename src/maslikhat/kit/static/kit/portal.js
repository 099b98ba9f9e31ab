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
// What this device keeps for one reader (caches "kept:<reader>:…") goes when that reader signs out,
// and when a page is read by another or by nobody in particular; what everyone may have stays.
const forget = async (reader) => {
  for (const name of await window.caches.keys()) {
    const [kind, whose] = name.split(":");
    if (kind === "kept" && whose && whose !== reader) window.caches.delete(name);
  }
};
if (window.caches) {
  forget(document.querySelector("[data-reader]")?.dataset.reader);
  for (const form of document.querySelectorAll("form[data-forget]")) {
    form.addEventListener("submit", () => forget(""));
  }
}
