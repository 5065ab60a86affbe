// Starts the searching worker before the page's code is there to do so, and lets it walk the corpus file that
// it is named after. When that code comes to make the worker, it gets this one, and hears what it has said so
// far. In a single file each worker is prepared. The searching one that was made last is `searching`: whoever
// made it can end it.
const startWorker = (worker, corpus, prepare) => {
  const Plain = Worker;
  const make = (options, address = worker) => {
    const made = new Plain(address, options);
    if (prepare) prepare(made, address);
    return made;
  };
  // Where own articles are to be opened, the site's need no walk.
  const name = /[#?&]corpus=/.test(location.href) ? "" : new URL(corpus, document.baseURI).href;
  let early = make({ name });
  const said = [];
  const hear = (event) => said.push(event);
  early.addEventListener("message", hear);
  early.addEventListener("error", hear);
  self.Worker = function (address, options) {
    if (address !== worker) return make(options, address);
    if (!early) return (self.searching = make(options));
    const first = (self.searching = early);
    early = null;
    first.removeEventListener("message", hear);
    first.removeEventListener("error", hear);
    queueMicrotask(() => {
      for (const event of said) first.dispatchEvent(new event.constructor(event.type, event));
    });
    return first;
  };
  self.Worker.prototype = Plain.prototype;
};
