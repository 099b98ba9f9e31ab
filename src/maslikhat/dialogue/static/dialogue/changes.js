// Posts that were edited, marked or accepted while the page is open are drawn anew in their places.
const MOST = 50; // in one request
const region = document.getElementById("changes");
const late = new Set(); // a post in which somebody is at work is left until they go on

const postOf = (number) => document.getElementById(`post-${number}`);
const isInUse = (number) => postOf(number)?.contains(document.activeElement);
const numbersShown = () => [...document.querySelectorAll("[id^=post-]")].map((post) => post.id.slice(5));

function draw(numbers) {
  const here = numbers.filter(postOf);
  for (const number of here.filter(isInUse)) late.add(number);
  const free = here.filter((number) => !isInUse(number));
  for (let first = 0; first < free.length; first += MOST) {
    const posts = free.slice(first, first + MOST).join();
    const address = `${region.dataset.address}?${new URLSearchParams({ posts })}`;
    window.htmx.ajax("GET", address, { source: region, target: region, swap: "innerHTML" });
  }
}

region?.addEventListener("live", ({ detail }) => {
  const told = detail.refs.map((ref) => ref.split(":")[1]);
  draw(told.length ? told : numbersShown());
});

document.addEventListener("focusout", () => {
  window.setTimeout(() => {
    const numbers = [...late].filter((number) => !isInUse(number));
    for (const number of numbers) late.delete(number);
    draw(numbers);
  });
});
