// Starts the worker: stands behind the glue that wasm-bindgen writes, in one file.
// In a folder to host the parts are files beside it; in a single file the page tells them first, packed.
{
const NAMES = {{names}};
const begin = (blocks) => {
  // For whoever writes a single file: a part as it stands in one.
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
  // The engine fetches the corpus, which stands here, and texts of the reader's own, which are Blobs.
  if (blocks) {
    const ask = self.fetch;
    self.fetch = async (address) =>
      String(address).startsWith("blob:") ? ask.call(self, address) : new Response(unpacked(blocks.corpus));
  }
  // What the page says before the Wasm runs is kept and said again.
  const early = [];
  const keep = (event) => early.push(event.data);
  addEventListener("message", keep);
  wasm_bindgen({ module_or_path: blocks ? unpackedWasm(blocks.worker) : NAMES.worker }).then(
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
