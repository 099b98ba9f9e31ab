// Posts that were edited, marked or accepted while the page is open are drawn anew in their places,
// and so is what it says of a topic that was closed or reopened.
const MOST = 50; // in one request
const PATIENCE = 45_000; // milliseconds
const region = document.getElementById("changes");
// Posts to be drawn later: somebody is at work in them, or they are on their way to this page.
const late = new Set();

const postOf = (number) => document.getElementById(`post-${number}`);
const isInUse = (number) => postOf(number)?.contains(document.activeElement);
const isFree = (number) => postOf(number) && !isInUse(number);
const numbersShown = () => [...document.querySelectorAll("[id^=post-]")].map((post) => post.id.slice(5));

async function draw(numbers) {
  for (const number of numbers) if (!isFree(number)) late.add(number);
  const free = numbers.filter(isFree);
  // Once at least: whether one may reply is asked with them.
  for (let first = 0; first === 0 || first < free.length; first += MOST) {
    const posts = free.slice(first, first + MOST).join();
    const answer = await fetch(`${region.dataset.address}?${new URLSearchParams({ posts })}`, {
      headers: { "HX-Request": "true" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.ok) window.htmx.swap(region, await answer.text(), { swapStyle: "innerHTML" });
    else if (answer.status === 429 || answer.status >= 500) throw new Error("later");
  }
}

// What has become free; a failure is tried again like all that is live.
function drawLate() {
  const numbers = [...late].filter(isFree);
  for (const number of numbers) late.delete(number);
  const refs = numbers.map((number) => `changed:${number}`);
  if (refs.length) region.dispatchEvent(new CustomEvent("live:again", { bubbles: true, detail: { refs } }));
}

region?.addEventListener("live", ({ detail }) => {
  const told = detail.refs.filter((ref) => ref.startsWith("changed:")).map((ref) => ref.split(":")[1]);
  detail.until(draw(detail.refs.length ? told : numbersShown()));
});

document.addEventListener("focusout", () => window.setTimeout(drawLate));
document.addEventListener("htmx:load", drawLate);
