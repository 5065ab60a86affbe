// Starts the worker: stands behind the glue that wasm-bindgen writes, in one file.
// In a folder to host the parts are files beside it; in a single file the page tells them first, packed.
{
const NAMES = {{names}};
// Where a Blob cannot be read, its bytes are kept beside it; they come and go in its place. It could not be
// read from the device's storage either.
const withoutBlobs = () => {
  const bytes = new WeakMap();
  self.Blob = new Proxy(Blob, {
    construct(Plain, [parts, ...rest]) {
      const made = new Plain(parts, ...rest);
      bytes.set(made, parts[0].buffer || parts[0]);
      return made;
    },
  });
  Blob.prototype.arrayBuffer = async function () {
    if (!bytes.has(this)) throw new Error("unreadable");
    return bytes.get(this);
  };
  const post = postMessage.bind(self);
  self.postMessage = (said) => post(Array.isArray(said) ? said.map((one) => bytes.get(one) || one) : said);
  addEventListener("message", (event) => {
    const files = event.data[3];
    if (!files || !files.some((file) => file instanceof ArrayBuffer)) return;
    event.stopImmediatePropagation();
    const made = files.map((file) => (file instanceof ArrayBuffer ? new Blob([file]) : file));
    dispatchEvent(new MessageEvent("message", { data: [...event.data.slice(0, 3), made] }));
  });
  Object.defineProperty(self, "indexedDB", { value: undefined });
};
const begin = (blocks) => {
  // For whoever writes a single file: such a file without articles, where a host has it, a part as it stands
  // in one, and the page without parts.
  self.lesartStore = async () => {
    const answer = blocks ? null : await fetch(NAMES.store).catch(() => null);
    return new Uint8Array(answer && answer.ok ? await answer.arrayBuffer() : 0);
  };
  self.lesartPacked = packed;
  self.lesartBlock = async (name) => {
    if (blocks) return pageOf(blocks[name]);
    const answer = await fetch(NAMES[name] || location.href);
    if (!answer.ok) throw new Error(name + ": " + answer.status);
    return packed(new Uint8Array(await answer.arrayBuffer()));
  };
  self.lesartTemplate = async () =>
    new Uint8Array(await (blocks ? new Response(unpacked(blocks.template)) : await fetch(NAMES.template)).arrayBuffer());
  // For lessons in links: text as raw deflate in base 64 of URLs, and back as far as a lesson may go.
  self.lesartShort = async (text) => {
    const bytes = await squeezed(new TextEncoder().encode(text), "deflate-raw");
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte));
    return btoa(letters.join("")).replace(/[+]/g, "-").replace(/[/]/g, "_").replace(/=/g, "");
  };
  self.lesartLong = async (short) => {
    const text64 = atob(short.replace(/-/g, "+").replace(/_/g, String.fromCharCode(47)));
    const bytes = Uint8Array.from(text64, (letter) => letter.charCodeAt(0));
    const reader = through(bytes, new DecompressionStream("deflate-raw")).getReader();
    const decoder = new TextDecoder();
    let text = "";
    while (text.length < 65536) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      text += decoder.decode(value, { stream: true });
    }
    // What unpacks to so much is a trap.
    await reader.cancel();
    return "";
  };
  // The engine fetches the corpus, which stands here, and texts of the reader's own, which the page tells
  // before it names them.
  if (blocks) {
    const texts = new Map();
    addEventListener("message", (event) => {
      if (!event.data.texts) return;
      for (const [name, text] of event.data.texts) texts.set(name, text);
      for (const name of event.data.gone) texts.delete(name);
      event.stopImmediatePropagation();
    });
    self.fetch = async (address) => {
      const text = texts.get(String(address));
      if (String(address).startsWith("blob:")) return new Response(text, { status: text ? 200 : 404 });
      return new Response(unpacked(blocks.corpus));
    };
  }
  if (blocks && self.lesartReads) {
    new Blob(["1"]).arrayBuffer().then(() => true, () => false).then((reads) => {
      if (!reads) withoutBlobs();
      postMessage({ reads });
    });
  }
  // What the page says before the Wasm runs is kept and said again.
  const early = [];
  const keep = (event) => early.push(event.data);
  addEventListener("message", keep);
  const own = blocks && ((self.lesartReads && blocks.reader) || blocks.worker);
  wasm_bindgen({ module_or_path: blocks ? unpackedWasm(own) : NAMES.worker }).then(
    () => {
      removeEventListener("message", keep);
      for (const data of early) dispatchEvent(new MessageEvent("message", { data }));
    },
    (error) => {
      // Out of the promise, so that the page's Worker object hears of it as an error event.
      setTimeout(() => { throw error; });
    },
  );
};
// A script that was started from a Blob stands in a single file.
if (location.protocol === "blob:") addEventListener("message", ({ data }) => begin(data), { once: true });
else begin();
}
