// Starts the worker: stands behind the glue that wasm-bindgen writes, in one file.
// In a folder to host the parts are files beside it; in a single file the page puts them in front, packed.
{
  const NAMES = {{names}};
  const blocks = self.LESART_BLOCKS;
  // For whoever writes a single file: a part as it stands in one.
  self.lesartPacked = packed;
  self.lesartBlock = async (name) => {
    if (blocks) return blocks[name];
    const answer = await fetch(NAMES[name] || location.href);
    if (!answer.ok) throw new Error(name + ": " + answer.status);
    return packed(new Uint8Array(await answer.arrayBuffer()));
  };
  self.lesartTemplate = async () =>
    (blocks ? new Response(unpacked(blocks.template)) : await fetch(NAMES.template)).text();
  // The only thing that the engine fetches.
  if (blocks) self.fetch = async () => new Response(unpacked(blocks.corpus));
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
}
