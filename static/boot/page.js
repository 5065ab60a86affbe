// Starts the page. It stands inline in the head, so that everything is on its way before the body
// is read: the page's own code, and the worker's files, which the worker then finds in the cache.
// Comments are removed by the build. The script is the same in every build: names are in #lesart-parts.
(async () => {
  const parts = JSON.parse(document.getElementById("lesart-parts").textContent);
  const parsed = new Promise((done) =>
    document.readyState === "loading" ? addEventListener("DOMContentLoaded", done, { once: true }) : done());
  try {
    if (location.protocol === "file:") throw new Error("needs a web server");
    const code = import("./" + parts.page);
    const wasm = fetch(parts.page_wasm);
    // What the worker will say first. Without it the page waits for the worker.
    const first = parts.first && fetch(parts.first).then((answer) => answer.ok && answer.arrayBuffer()).catch(() => {});
    let begun = false;
    const begin = () => {
      if (begun) return;
      begun = true;
      startWorker(parts.worker, parts.corpus);
      for (const early of [parts.worker_wasm, parts.corpus]) {
        // Read to the end, or the cache would not keep it; a failure is the worker's to report.
        fetch(early).then((answer) => answer.arrayBuffer()).catch(() => {});
      }
    };
    // At once, but where the page has something to show without: then what it needs is on its way alone, until it
    // asks for the worker.
    addEventListener("lesart-start", begin);
    if (!parts.first || location.hash.length > 1 || location.search) begin();
    // Both may fail before anyone awaits them.
    wasm.catch(() => {});
    const { default: start } = await code;
    self.lesartFirst = await first;
    await parsed;
    await start({ module_or_path: wasm });
  } catch (error) {
    await parsed;
    // The shell brings the words; the page's own code is what is missing.
    document.documentElement.dataset.failed = location.protocol === "file:" ? "file" : "load";
    throw error;
  }
})();

// Keeps the site for use without a network. A new version waits until the reader asks for it:
// <html data-update="waiting"> and the event lesart-update on window tell the page, which sends the event
// lesart-update-accepted when the reader clicks. Nothing is ever reloaded without that click.
if ("serviceWorker" in navigator && /^https?:$/.test(location.protocol)) {
  let accepted = false;
  let reloaded = false;
  const reload = () => {
    if (!reloaded) location.reload();
    reloaded = true;
  };
  const announce = () => {
    document.documentElement.dataset.update = "waiting";
    dispatchEvent(new CustomEvent("lesart-update"));
  };
  const follow = async () => {
    const registration = await navigator.serviceWorker.register("sw.js");
    const watch = (worker) => {
      if (!worker) return;
      worker.addEventListener("statechange", () => {
        // Without an active one this is the first visit, and the page is what was just kept.
        if (worker.state === "installed" && registration.active) announce();
        if (worker.state === "activated" && accepted) reload();
      });
    };
    registration.addEventListener("updatefound", () => watch(registration.installing));
    watch(registration.installing);
    watch(registration.waiting);
    if (registration.waiting && registration.active) announce();
    // Another tab took the new version: this one goes on as it is, and may follow.
    const controlled = navigator.serviceWorker.controller !== null;
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (accepted) reload();
      else if (controlled) announce();
    });
    addEventListener("lesart-update-accepted", () => {
      accepted = true;
      if (registration.waiting) registration.waiting.postMessage({ type: "skip-waiting" });
      else reload();
    });
  };
  // Not before the worker has answered: to keep all files takes the time of the first passages. Where it does not
  // answer, the site is kept all the same. Without storage there is no offline use, and nothing else is lost.
  let begun = false;
  const begin = () => {
    if (!begun) follow().catch(() => {});
    begun = true;
  };
  addEventListener("lesart-answered", () => setTimeout(begin, 200), { once: true });
  setTimeout(begin, 8000);
}
