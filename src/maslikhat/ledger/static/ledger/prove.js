// The proof of an entry, computed by the reader's browser: RFC 9162, section 2.1.3.2, and Ed25519.
const box = document.querySelector("[data-proof]");

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hexOf = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const ascii = (text) => new TextEncoder().encode(text);

async function hash(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await window.crypto.subtle.digest("SHA-256", whole));
}

const leafOf = (content) => hash(Uint8Array.of(0), content);
const nodeOf = (left, right) => hash(Uint8Array.of(1), left, right);

// Numbers of leaves pass 32 bits one day, so halves are taken by division.
async function rootFrom(leaf, index, size, path) {
  let [node, last, reached, steps] = [index, size - 1, leaf, [...path]];
  while (last > 0) {
    const isRight = node % 2 === 1;
    if (isRight || node < last) {
      const sibling = steps.shift();
      if (!sibling) return null;
      reached = isRight ? await nodeOf(sibling, reached) : await nodeOf(reached, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return steps.length || index >= size ? null : reached;
}

async function isSigned({ head, signature, public: key }) {
  try {
    const imported = await window.crypto.subtle.importKey(
      "raw", bytesOf(key), { name: "Ed25519" }, false, ["verify"],
    );
    return await window.crypto.subtle.verify(
      { name: "Ed25519" }, imported, bytesOf(signature), ascii(head),
    );
  } catch {
    return null; // an older browser: it is said, and not taken for right
  }
}

// The head says the same size and root as the proof.
function isOfHead({ head, size, root }) {
  const [, told, encoded] = head.split("\n");
  const bytes = Uint8Array.from(window.atob(encoded), (sign) => sign.charCodeAt(0));
  return told === String(size) && hexOf(bytes) === root;
}

const words = box?.querySelector("[data-words]").dataset;

function show(name, isRight) {
  const line = box.querySelector(`[data-check=${name}]`);
  if (!line) return;
  const [kind, sign] = { true: ["good", "✓"], false: ["bad", "✗"], null: ["unknown", "?"] }[isRight];
  line.classList.add(kind);
  line.querySelector("b").textContent = `${sign} ${words[kind]}`;
}

async function prove() {
  const proof = JSON.parse(box.dataset.proof);
  const leaf = bytesOf(proof.leaf);
  if (proof.bytes !== null) show("leaf", hexOf(await leafOf(ascii(proof.bytes))) === proof.leaf);
  const root = await rootFrom(leaf, proof.index, proof.size, proof.path.map(bytesOf));
  show("path", root !== null && hexOf(root) === proof.root && isOfHead(proof));
  show("signature", await isSigned(proof));
  box.querySelector("[data-checks]").hidden = false;
  box.querySelector("[data-plain]").hidden = true;
}

if (box && window.crypto?.subtle) prove();
