// Packs bytes as gzip and base64, and unpacks them: what a single file is made of. The build puts this in
// front of the scripts that need it. Bytes go through the stream's writer: WebKit cannot read a Blob as a
// stream in a worker of a page from a stick.
const through = (bytes, stream) => {
  const writer = stream.writable.getWriter();
  // What goes wrong is heard of where the other end is read.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  return stream.readable;
};
const bytesOf = (base64) => {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
};
const unpacked = (base64) => through(bytesOf(base64), new DecompressionStream("gzip"));
const unpackedWasm = (base64) =>
  new Response(unpacked(base64), { headers: { "Content-Type": "application/wasm" } });
const packed = async (bytes, form = "gzip") => {
  const small = await new Response(through(bytes, new CompressionStream(form))).arrayBuffer();
  let text = "";
  // In slices: so many arguments at once no engine takes.
  for (let at = 0; at < small.byteLength; at += 8192) {
    text += String.fromCharCode(...new Uint8Array(small.slice(at, at + 8192)));
  }
  return btoa(text);
};
