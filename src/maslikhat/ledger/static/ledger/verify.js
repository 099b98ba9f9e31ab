// A file is chosen or dropped: its SHA-256 is computed here, and only that is asked for.
//
// Without a script, or where the browser has no WebCrypto (a page that is not https), the form
// sends the file, and the server computes the same.
const MOST = 512 * 1024 * 1024; // the browser takes a file whole to hash it
const form = document.querySelector("[data-drop]");
const ask = document.querySelector("[data-by-hash]");
const file = form?.querySelector("input[type=file]");
const state = form?.querySelector("[data-state]");

const hex = (buffer) =>
  [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function check(chosen) {
  if (chosen.size > MOST) {
    state.textContent = state.dataset.tooLarge;
    return;
  }
  state.textContent = state.dataset.working;
  try {
    const digest = await window.crypto.subtle.digest("SHA-256", await chosen.arrayBuffer());
    ask.elements.sha256.value = hex(digest);
    state.textContent = chosen.name;
    ask.requestSubmit();
  } catch {
    state.textContent = state.dataset.unreadable;
  }
}

if (form && ask && window.crypto?.subtle) {
  form.querySelector("[data-sent]").hidden = true;
  form.querySelector("[data-stays]").hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (file.files[0]) check(file.files[0]);
  });
  file.addEventListener("change", () => file.files[0] && check(file.files[0]));
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    const [dropped] = event.dataTransfer.files;
    if (dropped) check(dropped);
  });
  document.querySelector("#answer").addEventListener("htmx:afterSwap", (event) => {
    event.currentTarget.focus({ preventScroll: true });
    event.currentTarget.scrollIntoView({ block: "nearest" });
  });
}
