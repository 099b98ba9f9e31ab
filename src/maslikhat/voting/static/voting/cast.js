// A vote by name survives the loss of the link: it is kept on the device before it is sent, sent
// again with the same key until it is acknowledged, and received once. Without this script the form
// sends itself. A secret vote is never kept here.
const FIRST_WAIT = 1000; // milliseconds, then twice as long
const LONGEST_WAIT = 30_000;
const LONGEST_ANSWER = 20_000;

const place = () => document.getElementById("kept");
const told = () => document.getElementById("told");
const nameOf = ({ ballot, elector }) => `vote:${ballot}:${elector}`;
let aside = []; // where storage is forbidden votes are kept as long as the page is open
let wait = FIRST_WAIT;
let timer = 0;
let isSending = false;

function kept() {
  try {
    return JSON.parse(window.localStorage.getItem(nameOf(place().dataset)) ?? "[]");
  } catch {
    return aside;
  }
}

function keep(votes) {
  aside = votes;
  try {
    const name = nameOf(place().dataset);
    if (votes.length) window.localStorage.setItem(name, JSON.stringify(votes));
    else window.localStorage.removeItem(name);
  } catch {
    // kept in `aside`
  }
}

// A random UUID; `randomUUID` itself is there only where the address is https or localhost.
function newKey() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function say(words, style) {
  const line = told();
  if (!line) return;
  line.hidden = !words;
  line.className = style;
  line.textContent = words;
}

// Mark the button of what waits, or of what was received last.
function mark(option, isReceived) {
  for (const button of document.querySelectorAll("[data-cast] button")) {
    const isIt = button.value === String(option);
    button.toggleAttribute("data-waiting", isIt && !isReceived);
    if (isReceived) button.setAttribute("aria-pressed", String(isIt));
  }
}

function later() {
  window.clearTimeout(timer);
  timer = window.setTimeout(send, wait);
  wait = Math.min(2 * wait, LONGEST_WAIT);
}

// What the server says of one vote: {received}, {refused}, or {} when it was not reached.
async function offer(vote) {
  const { address, token } = place().dataset;
  // Both by this clock, however wrong it is: the server takes how long the vote has waited.
  const sent = { sent_at: new Date().toISOString(), csrfmiddlewaretoken: token };
  const form = new URLSearchParams({ ...vote, ...sent });
  try {
    const answer = await fetch(address, {
      method: "POST",
      body: form,
      headers: { Accept: "application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(LONGEST_ANSWER),
    });
    const isTold = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (isTold && answer.ok) return { received: await answer.json() };
    if (isTold) return { refused: (await answer.json()).refused };
    const isAway = answer.type === "opaqueredirect" || answer.status === 403;
    return { isAway };
  } catch {
    return {};
  }
}

// One after another, the oldest first: the last one counts.
async function send() {
  const [vote, ...others] = place() ? kept() : [];
  if (!vote || isSending) return;
  isSending = true;
  mark(vote.option, false);
  const { waiting, away } = place().dataset;
  say(waiting, "note");
  const { received, refused, isAway } = await offer(vote);
  isSending = false;
  if (!received && !refused) {
    say(isAway ? away : waiting, "note");
    later();
    return;
  }
  // Another may have been chosen meanwhile.
  keep(kept().filter((one) => one.key !== vote.key));
  wait = FIRST_WAIT;
  mark(received && !received.is_late ? received.option : "", Boolean(received));
  say(received?.sentence ?? refused, received && !received.is_late ? "said" : "refused");
  document.getElementById("receipt")?.remove();
  if (others.length || kept().length) await send();
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-cast]") || !place()) return;
  event.preventDefault();
  const option = event.submitter?.value;
  if (!option) return;
  keep([...kept(), { key: newKey(), option, made_at: new Date().toISOString() }]);
  wait = FIRST_WAIT;
  send();
});

function again() {
  wait = FIRST_WAIT;
  send();
}
window.addEventListener("online", again);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
document.addEventListener("htmx:afterSettle", again);
window.addEventListener("beforeunload", (event) => {
  if (place() && kept().length) event.preventDefault();
});
again();
