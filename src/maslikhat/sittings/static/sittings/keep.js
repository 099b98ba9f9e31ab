// "Keep on this phone": the page of a sitting, its pack and its agenda are put where worker.js
// finds them without a network. A reader's copy bears the reader's number; portal.js removes it
// when the reader signs out or another reads on this phone.
const place = document.querySelector("[data-keep]");
const AGAIN = 4000; // milliseconds until a pack that is being made is asked for again
const MOST = 60;

const said = place?.querySelector("[role=status]");
const say = (words, at = "") => {
  said.textContent = words.replace("{at}", at);
};

function now() {
  const told = { timeZone: "Asia/Almaty", hourCycle: "h23", day: "2-digit", month: "2-digit" };
  const parts = new Intl.DateTimeFormat("ru", { ...told, hour: "2-digit", minute: "2-digit" });
  const of = Object.fromEntries(parts.formatToParts(new Date()).map((p) => [p.type, p.value]));
  return `${of.hour}:${of.minute}, ${of.day}.${of.month}`;
}

async function whole(address) {
  for (let time = 0; time < MOST; time += 1) {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.status !== 202) {
      if (!answer.ok) throw new Error(`${answer.status}`);
      return answer;
    }
    await new Promise((done) => {
      window.setTimeout(done, AGAIN);
    });
  }
  throw new Error("not made");
}

// The page as it came, with the moment at which it was kept.
async function stamped(answer, at) {
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.set("X-Kept-At", at);
  return new Response(await answer.blob(), { headers });
}

function parts() {
  const found = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]");
  return [...found].map((one) => one.href || one.src);
}

const named = () => `kept:${document.querySelector("[data-reader]")?.dataset.reader ?? ""}:${place.dataset.keep}`;

async function keep() {
  const { keep: page, keepFiles: files, keepHolds: holds, keepWorker: worker } = place.dataset;
  say(place.dataset.saysKeeping);
  await navigator.serviceWorker.register(worker, { scope: page });
  const at = now();
  // Everything is fetched first: what is kept is whole, or stays as it was.
  const addresses = [holds, page, ...files.split(" "), ...parts()];
  const answers = [];
  for (const address of addresses) answers.push(await stamped(await whole(address), at));
  await caches.delete(named());
  const cache = await caches.open(named());
  await Promise.all(answers.map((answer, order) => cache.put(addresses[order], answer)));
  navigator.storage?.persist?.();
}

async function forget() {
  await caches.delete(named());
  const found = await navigator.serviceWorker.getRegistration(place.dataset.keep);
  if (found?.scope.endsWith(place.dataset.keep)) await found.unregister();
}

// What was kept and what there is now: "same", "more", or "withdrawn" where something of it is gone.
async function compared(cache) {
  const { keepHolds: address } = place.dataset;
  const before = await cache.match(address);
  if (!before) return "withdrawn";
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const [kept, now] = [(await before.json()).holds, (await answer.json()).holds];
  if (!kept.every((one) => now.includes(one))) return "withdrawn";
  return now.length > kept.length ? "more" : "same";
}

async function show() {
  const has = await caches.has(named());
  const cache = has && (await caches.open(named()));
  const kept = cache && (await cache.match(place.dataset.keep));
  place.querySelector("[value=forget]").hidden = !kept;
  say("");
  if (!kept) return;
  const at = kept.headers.get("X-Kept-At");
  say(place.dataset.saysKept, at);
  const found = await compared(cache).catch(() => "same"); // no network: it stays
  if (found === "withdrawn") {
    await forget();
    place.querySelector("[value=forget]").hidden = true;
    say(place.dataset.saysWithdrawn);
  } else if (found === "more") {
    say(place.dataset.saysMore, at);
  }
}

async function act(button) {
  button.disabled = true;
  try {
    await (button.value === "keep" ? keep() : forget());
    await show();
  } catch {
    say(place.dataset.saysFailed);
  }
  button.disabled = false;
}

if (place && "serviceWorker" in navigator && window.caches) {
  place.hidden = false;
  place.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) act(button);
  });
  show();
}
