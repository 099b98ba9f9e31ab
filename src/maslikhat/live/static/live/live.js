// One stream a page: what happens on a channel makes the regions that show it fetch themselves.
//
//   <div hidden data-live="TOKEN"></div>                    once, by {{ live(["topic:7"]) }}
//   <section id="votes" data-live-on="topic:7 user:3" data-hx-get="…" data-hx-trigger="live">
//
// A region has an id, and what a fetch puts in its place bears the same. With data-live-when="post"
// only what begins with that word (or one of several), such as "post:12", is meant; with
// data-live-again, which an answer has that did not hold all, it fetches itself once more; with
// data-live-held it asks by "since" for a page not held from before, the same for all who were told.
//
// Each region gets a "live" event whose detail holds `refs`, what has changed since the last one
// that succeeded; `refs` is empty when everything may have. A region that htmx does not fetch gives
// its work, a promise, to `detail.until`; by a "live:again" event with `refs` it asks to be called.
// Without a script the page shows the same on reload. What a person has chosen, written or unfolded
// in a region stays when another is put in its place.
const STREAM = "/live/";
const GATHER = 10; // milliseconds in which events are gathered into one fetch
const SPREAD = 1000; // a big audience spreads its fetches over so long
const SPREAD_PER_READER = 0.3;
const SPREAD_WHEN_HELD = 0.03; // one page for all is given so much faster
const SILENCE = 45_000; // the server gives a sign of life every 20 seconds
const SHORTEST = 500;
const LONGEST = 60_000;
const REMEMBERED = 2000;
const RENEWALS = 5; // refused tokens in a row before the page gives up

const declared = document.querySelector("[data-live]");
let token = declared?.dataset.live;
let since = ""; // where to go on from, as the server has said
const handled = new Set(); // numbers of events; what comes twice is passed over
let running = null;
let failures = 0;
let renewals = 0;
let waiting = 0;
let crowd = 1; // how many others are told the same, as far as known

// Over at once when the device has a network again: what failed for want of one need not wait.
const pause = (milliseconds) =>
  new Promise((done) => {
    const over = new AbortController();
    const end = () => (over.abort(), window.clearTimeout(timer), done());
    const timer = window.setTimeout(end, milliseconds);
    window.addEventListener("online", end, { signal: over.signal });
  });

// --- regions -------------------------------------------------------------------------------

// What has changed is owed to a region until a fetch that began afterwards has succeeded: what
// happens while one is on its way, or when one fails, is followed by another.
const debts = new Map(); // id of the region → what it is owed
const fetched = new Map(); // id of the region → when it was fetched last

const regions = () => document.querySelectorAll("[data-live-on]");
const isPassing = (status) => status === 0 || status === 408 || status === 429 || status >= 500;
const backOff = (times) => Math.random() * Math.min(LONGEST, SHORTEST * 2 ** times);

// Whoever has chosen how a vote is held must not find another way chosen when somebody comes in.
const changed = new Map(); // id of the region → what a person has done in it, by the names of it
const isTicked = (field) => field.matches("[type=checkbox], [type=radio]");
const byPerson = "input:not([type=hidden], [type=file]), select, textarea";

function served(field) {
  if (isTicked(field)) return field.defaultChecked;
  if (!field.matches("select")) return field.defaultValue;
  const given = [...field.options].find((one) => one.defaultSelected) ?? field.options[0];
  return given?.value ?? "";
}

const told = (field) => (isTicked(field) ? field.checked : field.value);
function nameOf(field) {
  const name = [field.form?.getAttribute("action"), field.id || field.name];
  return [...name, isTicked(field) && field.value].join(" ");
}
// Without its number: how many are there changes while somebody reads who.
function headOf(details) {
  const words = details.querySelector("summary")?.textContent.replace(/\d+/g, "").trim();
  return `${details.closest("[id]")?.id} ${words}`;
}

function remember(region) {
  const fields = [...region.querySelectorAll(byPerson)].filter((one) => told(one) !== served(one));
  const open = [...region.querySelectorAll("details[open]")].map(headOf);
  changed.set(region.id, { fields: new Map(fields.map((one) => [nameOf(one), told(one)])), open });
}

function restore(region) {
  const { fields, open } = changed.get(region.id);
  changed.delete(region.id);
  for (const field of region.querySelectorAll(byPerson)) {
    const value = fields.get(nameOf(field));
    if (value === undefined) continue;
    const offered = field.matches("select") && [...field.options].map((one) => one.value);
    if (isTicked(field)) field.checked = value;
    else if (!offered || offered.includes(value)) field.value = value;
  }
  for (const details of region.querySelectorAll("details")) {
    if (open.includes(headOf(details))) details.open = true;
  }
}

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const region = document.getElementById(detail.target?.id); // the one that took its place
  if (region && changed.has(region.id)) restore(region);
});

// One fetch of a region, by htmx or by its own script; rejected when it is to be tried again.
async function fetchRegion(region, refs, since) {
  const works = [];
  const until = (work) => works.push(work);
  const event = new CustomEvent("live", { detail: { refs, until } });
  const over = new AbortController();
  // On the region itself: when the answer comes it may be in the page no more.
  const on = (name, work) => {
    const ofThis = ({ detail }) =>
      (detail.requestConfig ?? detail).triggeringEvent === event && work(detail);
    region.addEventListener(`htmx:${name}`, ofThis, { signal: over.signal });
  };
  const answered = new Promise((done, failed) => {
    on("afterRequest", ({ xhr }) => (isPassing(xhr.status) ? failed : done)());
  });
  on("configRequest", ({ parameters }) => {
    if ("liveHeld" in region.dataset) parameters.since = since;
  });
  on("beforeRequest", ({ xhr }) => {
    xhr.timeout = SILENCE;
    until(answered);
  });
  // A refusal is a page of its own, and no content of the region.
  on("beforeSwap", (detail) => {
    if (detail.xhr.status >= 400) detail.shouldSwap = false;
    if (detail.shouldSwap) remember(detail.target);
  });
  try {
    region.dispatchEvent(event);
    // Busy with something else, or just put in its place and not yet known to htmx.
    if (!works.length) throw new Error("later");
    await Promise.all(works);
  } finally {
    over.abort();
  }
}

async function settle(id, debt) {
  let wait = debt.wait;
  for (let failures = 0; debt.all || debt.refs.size; ) {
    await pause(wait);
    const region = document.getElementById(id);
    if (!region?.dataset.liveOn) break; // the page shows it no more
    const { all, refs, since } = debt;
    Object.assign(debt, { all: false, refs: new Set() });
    fetched.set(id, Date.now());
    try {
      await fetchRegion(region, all ? [] : [...refs], since);
      failures = 0;
      wait = debt.wait;
    } catch {
      debt.all ||= all;
      for (const ref of refs) debt.refs.add(ref);
      failures += 1;
      wait = backOff(failures);
    }
  }
  debts.delete(id);
}

// Milliseconds for each reader over which an audience spreads its fetches. What all are given alike
// is fetched at once, but for a region that has just been: of a burst the second fetch shows the end.
function spreadOf(region) {
  const isCalm = Date.now() - (fetched.get(region.id) ?? 0) > SPREAD;
  const isForAll = "liveHeld" in region.dataset && !("liveOwn" in declared.dataset);
  return isForAll && isCalm ? SPREAD_WHEN_HELD : SPREAD_PER_READER;
}

// Ask a region to fetch itself soon; those of a big audience not all in the same instant.
// `since` is the number of the event, else the moment: no page held from before answers to it.
function call(region, ref, audience, since = Date.now()) {
  const known = debts.get(region.id);
  const debt = known ?? { all: false, refs: new Set(), wait: 0 };
  debt.since = since;
  if (ref === null) debt.all = true;
  else debt.refs.add(ref);
  debt.wait = GATHER + Math.random() * Math.min(SPREAD, audience * spreadOf(region));
  if (known) return;
  debts.set(region.id, debt);
  settle(region.id, debt);
}

function callAll(audience = 1) {
  for (const region of regions()) call(region, null, audience);
}

document.addEventListener("live:again", ({ target, detail }) => {
  for (const ref of detail.refs) call(target, ref, 1);
});
document.addEventListener("htmx:load", ({ target }) => {
  if (target.matches("[data-live-again]")) call(target, null, 1);
});

function hear({ n, on, ref, of }) {
  crowd = of;
  if (handled.has(n)) return;
  handled.add(n);
  if (handled.size > REMEMBERED) handled.delete(handled.values().next().value);
  for (const region of regions()) {
    const { liveOn, liveWhen } = region.dataset;
    const isMeant = !liveWhen || liveWhen.split(" ").includes(ref.split(":")[0]);
    if (isMeant && liveOn.split(" ").includes(on)) call(region, ref, of, n);
  }
}

// --- the stream ----------------------------------------------------------------------------

// A message of text/event-stream as the server writes it: one line for each field.
function take(message) {
  const fields = { event: "message", data: "" };
  for (const line of message.split("\n")) {
    const colon = line.indexOf(": ");
    if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 2);
  }
  if (fields.event === "over") return JSON.parse(fields.data);
  if (fields.event === "anew") callAll();
  else if (fields.data) hear(JSON.parse(fields.data));
  // Only now: what has been taken need not be sent again.
  if (fields.id) since = fields.id;
  return null;
}

// Read until the stream ends; what the server says when the token is void.
async function read(body, stop) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const watch = window.setTimeout(() => stop.abort(), SILENCE);
    const { value, done } = await reader.read().finally(() => window.clearTimeout(watch));
    if (done) return null;
    const messages = (text + value).split("\n\n");
    text = messages.pop();
    failures = 0;
    renewals = 0;
    for (const message of messages) {
      const over = take(message);
      if (over) return over;
    }
  }
}

// The page signs its token anew, if it may still be shown; regions then fetch what they missed.
async function renew(audience) {
  renewals += 1;
  if (renewals > RENEWALS) return false;
  await pause(Math.random() * Math.min(10_000, audience * 3) + SHORTEST * 4 ** (renewals - 1));
  const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
  if (answer.status >= 500) throw new Error("later");
  if (!answer.ok || new URL(answer.url).pathname !== window.location.pathname) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-live]")?.dataset.live;
  if (!fresh) return false;
  token = fresh;
  callAll(audience);
  return true;
}

// One connection from beginning to end; false when there is to be no other.
async function connect(stop) {
  const headers = since ? { "Last-Event-ID": since } : {};
  const address = `${STREAM}?${new URLSearchParams({ t: token })}`;
  const answer = await fetch(address, { headers, cache: "no-store", signal: stop.signal });
  if (answer.status === 403) return renew(crowd);
  if (answer.status === 429 || answer.status >= 500) {
    waiting = Number(answer.headers.get("Retry-After") ?? 0) * 1000;
    throw new Error("later");
  }
  if (!answer.ok) return false;
  document.documentElement.dataset.liveState = "open";
  const over = await read(answer.body, stop);
  return over ? renew(over.of) : true;
}

async function run(stop) {
  while (!stop.signal.aborted) {
    const line = new AbortController();
    const cut = () => line.abort();
    stop.signal.addEventListener("abort", cut);
    waiting = 0;
    try {
      if (!(await connect(line))) {
        document.documentElement.dataset.liveState = "over";
        return;
      }
    } catch {
      failures += 1;
    } finally {
      stop.signal.removeEventListener("abort", cut);
    }
    document.documentElement.dataset.liveState = "waiting";
    await pause(waiting + backOff(failures));
  }
}

function letGo() {
  running?.abort();
  running = null;
}

// A hidden tab holds no connection: a browser has six for one site.
function attend() {
  if (document.visibilityState === "hidden") letGo();
  else if (!running) {
    running = new AbortController();
    failures = 0;
    run(running);
  }
}

if (token) {
  document.addEventListener("visibilitychange", attend);
  window.addEventListener("pagehide", letGo);
  window.addEventListener("pageshow", attend);
  // A stream from before the break may stand open and dead.
  window.addEventListener("online", () => {
    letGo();
    attend();
  });
  attend();
}
