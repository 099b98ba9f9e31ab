// A clock that runs: how long somebody still has the floor, how long a break still lasts.
//
//   <span data-timer data-now="…" data-from="…" data-until="…">
//     <b data-left hidden></b> <span data-plain>until 10:31</span>
//     <progress data-gone hidden></progress> <strong data-over hidden>…</strong>
//   </span>
//
// All three are the server's moments. Its clock is taken from data-now, for that of a device may
// be wrong; an answer can only come late, so of all that came the one that is furthest ahead holds.
// Without a script the time at which it ends stands there.
const OFTEN = 250;
const seen = new WeakSet();
let ahead = -Infinity;

const twoDigits = (number) => String(number).padStart(2, "0");

function face(seconds) {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = `${twoDigits(minutes)}:${twoDigits(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

function draw(clock) {
  if (!seen.has(clock)) {
    seen.add(clock);
    ahead = Math.max(ahead, Date.parse(clock.dataset.now) - Date.now());
  }
  const until = Date.parse(clock.dataset.until);
  if (Number.isNaN(until) || ahead === -Infinity) return;
  const left = Math.ceil((until - Date.now() - ahead) / 1000);
  const isOver = left < 0;
  const over = clock.querySelector("[data-over]");
  const shown = clock.querySelector("[data-left]");
  // Where nothing is said of time that is over, the clock stands still at its end.
  const text = isOver && over ? `−${face(-left)}` : face(Math.max(left, 0));
  if (shown.textContent !== text) shown.textContent = text;
  shown.hidden = false;
  const gone = clock.querySelector("[data-gone]");
  const from = Date.parse(clock.dataset.from);
  gone.max = until - from;
  gone.value = Date.now() + ahead - from;
  gone.hidden = false;
  clock.querySelector("[data-plain]").hidden = isOver;
  clock.classList.toggle("is-over", isOver);
  if (over) over.hidden = !isOver;
}

function drawAll() {
  for (const clock of document.querySelectorAll("[data-timer]")) draw(clock);
}

drawAll();
window.setInterval(drawAll, OFTEN);
document.addEventListener("htmx:load", drawAll);
