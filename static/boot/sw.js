// Keeps the whole site for use without a network, one version at a time.
// The build fills in the version and the list of files; comments are removed.
const VERSION = "{{version}}";
const FILES = {{files}};

// Other sites of this origin, Lesart among them, have caches of their own: the scope is in the name.
const SCOPE = new URL(registration.scope);
const PREFIX = "lesart:" + SCOPE.pathname + ":";
const CACHE = PREFIX + VERSION;

// A version is kept whole or not at all: while one file is missing, this worker is not installed and never answers.
addEventListener("install", (event) => {
  event.waitUntil((async () => {
    try {
      const cache = await caches.open(CACHE);
      await cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
      const page = await fetch(new Request("./", { cache: "reload" }));
      const text = await page.text();
      // Behind a slow mirror the page may still be the one before, which names other files.
      if (!page.ok || !text.includes('"version":"' + VERSION + '"')) throw new Error("the page is of another version");
      // Built anew, since a page that was redirected may not answer a navigation.
      await cache.put("./", new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } }));
    } catch (error) {
      await caches.delete(CACHE);
      throw error;
    }
  })());
});

addEventListener("message", (event) => {
  if (event.data && event.data.type === "skip-waiting") skipWaiting();
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
    }
  })());
});

const kept = async (request) => {
  const cache = await caches.open(CACHE);
  return cache.match(request, { ignoreSearch: true, ignoreVary: true });
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== SCOPE.origin || !url.pathname.startsWith(SCOPE.pathname)) return;
  const name = url.pathname.slice(SCOPE.pathname.length);
  if (name === "" || name === "index.html") {
    event.respondWith(kept("./").then((page) => page || fetch(request)));
  } else if (FILES.includes(name)) {
    event.respondWith(kept(request).then((file) => file || fetch(request)));
  } else if (request.mode === "navigate") {
    // Something else below this address, perhaps another site; without a network the way leads home.
    event.respondWith(fetch(request).catch(() => Response.redirect(SCOPE)));
  }
});
