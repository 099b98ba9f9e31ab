// What pages gain where scripts run: the chosen text size is kept on this device.
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
