// Files go up in parts (tus 1.0.0, tus.io): what has arrived stays when the connection breaks, and
// the file goes on from there by itself. Without this script the form sends its files whole.
const PART = 512 * 1024;
const SHORTEST = 1000;
const LONGEST = 30_000;
const VERSION = { "Tus-Resumable": "1.0.0" };

class Refusal extends Error {}

const pause = (milliseconds) =>
  new Promise((done) => {
    const timer = window.setTimeout(done, milliseconds);
    window.addEventListener("online", () => (window.clearTimeout(timer), done()), { once: true });
  });

function base64(text) {
  return window.btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}

// Ask the server; what it refuses is thrown with its own sentence, a lost connection as it is.
async function ask(box, address, method, headers = {}, body = undefined) {
  const token = box.closest("form").elements.namedItem("csrfmiddlewaretoken").value;
  const answer = await fetch(address, {
    method,
    body,
    headers: { ...VERSION, "HX-Request": "true", "X-CSRFToken": token, ...headers },
    redirect: "manual",
  });
  if (answer.ok) return answer;
  if (answer.status >= 500) throw new Error(String(answer.status));
  if (answer.status === 409) return answer;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  throw new Refusal(page.body.textContent.trim());
}

// A file that was changed or removed on this device meanwhile cannot be read: to wait brings nothing.
async function partOf(box, file, offset) {
  try {
    return await file.slice(offset, offset + PART).arrayBuffer();
  } catch {
    throw new Refusal(box.dataset.failed);
  }
}

// Send the rest of a file, however often the connection breaks.
async function send(box, file, row) {
  let address = null;
  let offset = 0;
  let wait = SHORTEST;
  for (;;) {
    if (!row.isConnected) return address && ask(box, address, "DELETE").then(() => null, () => null);
    try {
      if (!address) {
        const told = { "Upload-Length": String(file.size) };
        told["Upload-Metadata"] = `filename ${base64(file.name)}`;
        address = (await ask(box, box.dataset.uploads, "POST", told)).headers.get("Location");
      } else if (wait > SHORTEST) {
        const there = await ask(box, address, "HEAD");
        offset = Number(there.headers.get("Upload-Offset"));
      }
      const headers = { "Upload-Offset": String(offset) };
      headers["Content-Type"] = "application/offset+octet-stream";
      const part = await partOf(box, file, offset);
      const answer = await ask(box, address, "PATCH", headers, part);
      if (answer.status === 409) throw new Error("elsewhere");
      offset = Number(answer.headers.get("Upload-Offset"));
      wait = SHORTEST;
      tell(row, offset / file.size, "");
      if (answer.headers.has("Upload-Name")) return done(box, row, address, answer.headers);
    } catch (error) {
      if (error instanceof Refusal) return fail(box, row, error.message);
      tell(row, offset / file.size, navigator.onLine && wait === SHORTEST ? "" : box.dataset.waiting);
      await pause(wait);
      wait = Math.min(LONGEST, wait * 2);
    }
  }
}

function tell(row, part, words) {
  row.querySelector("progress").value = part;
  const said = row.querySelector("[role=status]");
  if (said.textContent !== words) said.textContent = words;
}

function done(box, row, address, headers) {
  const label = document.createElement("label");
  const chosen = document.createElement("input");
  chosen.type = "checkbox";
  chosen.name = "files";
  chosen.value = address.match(/(\d+)\/$/)[1];
  chosen.checked = true;
  const size = document.createElement("small");
  size.textContent = decodeURIComponent(headers.get("Upload-Words"));
  label.append(chosen, ` ${decodeURIComponent(headers.get("Upload-Name"))} `, size);
  row.replaceChildren(label);
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
}

function fail(box, row, words) {
  const sentence = document.createElement("span");
  sentence.setAttribute("role", "alert");
  sentence.textContent = `${row.dataset.name}: ${words || box.dataset.failed}`;
  row.className = "wrong";
  row.replaceChildren(sentence);
}

function start(box, file) {
  const row = document.createElement("li");
  row.dataset.name = file.name;
  box.querySelector("[data-files]").append(row);
  const taken = box.querySelectorAll("[name=files]:checked, progress").length;
  if (taken >= Number(box.dataset.most)) return fail(box, row, box.dataset.tooMany);
  if (file.size > Number(box.dataset.largest)) return fail(box, row, box.dataset.tooLarge);
  const [name, bar, said, stop] = ["span", "progress", "small", "button"].map((tag) =>
    document.createElement(tag),
  );
  name.textContent = `${file.name} `;
  bar.setAttribute("aria-label", file.name);
  bar.value = 0;
  said.setAttribute("role", "status");
  stop.type = "button";
  stop.className = "btn quiet";
  stop.textContent = box.dataset.remove;
  stop.addEventListener("click", () => row.remove());
  row.append(name, bar, said, stop);
  return send(box, file, row);
}

document.addEventListener("change", (event) => {
  const box = event.target instanceof Element ? event.target.closest("[data-uploads]") : null;
  if (!box || event.target.type !== "file") return;
  for (const wrong of box.querySelectorAll(".files .wrong")) wrong.remove();
  for (const file of [...event.target.files]) start(box, file);
  event.target.value = ""; // the form itself sends none
});

// A text is not posted without the files that are on their way to it.
document.addEventListener(
  "submit",
  (event) => {
    const bar = event.target.querySelector("[data-uploads] progress");
    const presses = event.submitter;
    if (!bar || presses?.name === "preview" || presses?.hasAttribute("data-discard")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    bar.closest("li").querySelector("button").focus();
  },
  { capture: true },
);
