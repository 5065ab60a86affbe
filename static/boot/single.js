// Starts the page in a single file: everything stands in this document, packed, and nothing is asked for.
// The worker gets all blocks, so that it can write the next such file. The blocks stay in the document, so
// that a copy which the browser's own menu saves is whole.
(async () => {
  const html = document.documentElement;
  if (!("DecompressionStream" in window)) {
    html.dataset.failed = "old";
    return;
  }
  try {
    if (document.readyState === "loading") await new Promise((done) => addEventListener("DOMContentLoaded", done, { once: true }));
    const blocks = {};
    for (const block of document.querySelectorAll("body > script[id^='lesart-block-']")) {
      blocks[block.id.slice("lesart-block-".length)] = block.textContent;
    }
    if (document.characterSet !== "windows-1252") {
      // A host says that the file has another character set: its bytes are asked for once more.
      const bytes = await (await fetch(location.href)).arrayBuffer();
      const text = new TextDecoder("windows-1252").decode(bytes);
      for (const [, name, block] of text.matchAll(/ id="lesart-block-([a-z-]+)">([^<]*)</g)) blocks[name] = block;
    }
    const place = document.getElementById("lesart-parts");
    const parts = JSON.parse(place.textContent);
    const address = async (name, ...before) => {
      const source = [...before, "const unlzma = ", unlzma.toString(), ";\n", await new Response(unpacked(blocks[name])).text()];
      return URL.createObjectURL(new Blob(source, { type: "text/javascript" }));
    };
    parts.worker = await address("worker-js");
    // What the page makes addresses for. A worker of a page from a stick has another origin than the page, and
    // may not fetch from them: before the page speaks it is told what is new behind them, and what is gone.
    const texts = new Map();
    // WebKit lets it not even read a Blob: there files and texts travel as bytes. The reader finds out.
    let inBytes = false;
    const toBytes = async (said) => {
      if (Array.isArray(said)) return Promise.all(said.map(toBytes));
      // What cannot be read is told by whoever was to read it.
      return said instanceof Blob ? said.arrayBuffer().catch(() => said) : said;
    };
    const prepare = (made, address) => {
      const post = made.postMessage.bind(made);
      post(blocks);
      let turn = Promise.resolve();
      const told = new Map();
      const hand = async (said) => {
        if (address === parts.reader) return post(inBytes ? await toBytes(said) : said);
        const fresh = [...texts].filter(([name]) => !told.has(name));
        const gone = [...told.keys()].filter((name) => !texts.has(name));
        for (const [name, text] of fresh) told.set(name, text);
        for (const name of gone) told.delete(name);
        if (fresh.length || gone.length) post({ texts: inBytes ? await toBytes(fresh) : fresh, gone });
        post(said);
      };
      made.postMessage = (said) => { turn = turn.then(() => hand(said)); };
      if (address !== parts.reader) return;
      turn = new Promise((done) => {
        made.addEventListener("message", (event) => {
          event.stopImmediatePropagation();
          if (!Array.isArray(event.data)) {
            inBytes = !event.data.reads;
            done();
          } else made.onmessage(new MessageEvent("message", {
            data: event.data.map((one) => (one instanceof ArrayBuffer ? new Blob([one]) : one)),
          }));
        });
      });
    };
    // At once, so that it walks the articles while the page's own code is unpacked.
    startWorker(parts.worker, parts.corpus, prepare);
    // Most files have one Wasm that is both workers, and does what this says.
    parts.reader = await address(blocks["reader-js"] ? "reader-js" : "worker-js", "self.lesartReads = 1;\n");
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (blob) => {
      const made = createObjectURL.call(URL, blob);
      texts.set(made, blob);
      return made;
    };
    URL.revokeObjectURL = (made) => {
      texts.delete(made);
      revokeObjectURL.call(URL, made);
    };
    place.textContent = JSON.stringify(parts);
    await wasm_bindgen({ module_or_path: unpackedWasm(blocks.page) });
  } catch (error) {
    html.dataset.failed = "load";
    throw error;
  }
})();
