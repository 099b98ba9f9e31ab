// A vote has a stream of its own, and a page hears only of what it was signed for when it was
// opened: as a vote begins the screen opens itself anew.
const heard = document.getElementById("screen")?.dataset.liveOn.split(" ") ?? [];

document.addEventListener("htmx:load", () => {
  const wanted = document.getElementById("screen")?.dataset.liveOn.split(" ") ?? [];
  if (wanted.some((channel) => !heard.includes(channel))) window.location.reload();
});
