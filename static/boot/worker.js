// Starts the worker: stands behind the glue that wasm-bindgen writes, in one file.
// What the page says before the Wasm runs is kept and said again.
{
  const early = [];
  const keep = (event) => early.push(event.data);
  addEventListener("message", keep);
  wasm_bindgen({ module_or_path: "{{worker_wasm}}" }).then(
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
