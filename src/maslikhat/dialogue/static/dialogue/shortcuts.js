// Keys on the page of a topic: j and k go from post to post, r replies, ? lists them.
//
// They go by the place of the key (event.code), so they are the same in Kazakh, Russian and Latin
// layouts; they are silent while somebody types, and can be switched off (WCAG 2.1.4).
const box = document.querySelector("[data-shortcuts]");
const dialog = box?.querySelector("dialog");
const use = box?.querySelector("[data-use-shortcuts]");

const stored = (work) => {
  try {
    return work(window.localStorage);
  } catch {
    return null; // storage may be forbidden; the switch then works for this page alone
  }
};

const isTyping = (target) =>
  target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;

// The post that has the focus, or is the first one still on the screen.
function present(posts) {
  const focused = document.activeElement?.closest("article.post");
  if (focused) return posts.indexOf(focused);
  const seen = posts.findIndex((post) => post.getBoundingClientRect().bottom > 1);
  return seen < 0 ? posts.length - 1 : seen - 0.5;
}

function go(step) {
  const posts = [...document.querySelectorAll("article.post")];
  const at = present(posts) + step;
  const next = posts[step > 0 ? Math.floor(at) : Math.ceil(at)];
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  next.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

function reply() {
  const text = document.querySelector("#reply textarea[name=body]");
  if (!text) return;
  text.focus();
  text.scrollIntoView({ block: "center" });
}

const keys = { KeyJ: () => go(1), KeyK: () => go(-1), KeyR: reply };

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || dialog?.open || (use && !use.checked)) return;
  const asks = event.key === "?" || (event.code === "Slash" && event.shiftKey);
  const act = asks ? () => dialog?.showModal() : !event.shiftKey && keys[event.code];
  if (!act) return;
  event.preventDefault();
  act();
});

if (box) {
  box.hidden = false;
  box.querySelector("[data-open-shortcuts]").addEventListener("click", () => dialog.showModal());
  use.checked = stored((store) => store.getItem("shortcuts")) !== "off";
  use.addEventListener("change", () =>
    stored((store) => store.setItem("shortcuts", use.checked ? "on" : "off")),
  );
}
