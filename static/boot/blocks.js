// Packs bytes for a page, and unpacks them: what a single file is made of. src/site/octets.rs tells how
// they stand there. The build puts this in front of the scripts that need it. Bytes go through the stream's
// writer: WebKit cannot read a Blob as a stream in a worker of a page from a stick.
const through = (bytes, stream) => {
  const writer = stream.writable.getWriter();
  // What goes wrong is heard of where the other end is read.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  return stream.readable;
};
// The characters of windows-1252 and the bytes that they are.
const CODES = new Uint8Array(65536);
Array.from(new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)))
  .forEach((letter, byte) => { CODES[letter.charCodeAt(0)] = byte; });
// Bytes as they stand in the page's file.
const pageOf = (text) => {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = CODES[text.charCodeAt(at)];
  return bytes;
};
const bytesOf = (text) => {
  const bytes = pageOf(text);
  let to = 0;
  for (let at = 0; at < bytes.length; at += 1) bytes[to++] = bytes[at] === 27 ? bytes[++at] ^ 64 : bytes[at];
  return bytes.subarray(0, to);
};
const escaped = (bytes) => {
  const out = new Uint8Array(bytes.length * 2);
  let to = 0;
  for (const byte of bytes) {
    if (byte === 0 || byte === 13 || byte === 27 || byte === 60) {
      out[to++] = 27;
      out[to++] = byte ^ 64;
    } else out[to++] = byte;
  }
  return out.slice(0, to);
};
// What the build packed is LZMA, for which the single file brings what unpacks it; what a page packed is gzip.
const unpacked = (text) => {
  const bytes = bytesOf(text);
  return bytes[0] === 31 ? through(bytes, new DecompressionStream("gzip")) : unlzma(bytes);
};
const unpackedWasm = (text) =>
  new Response(unpacked(text), { headers: { "Content-Type": "application/wasm" } });
const squeezed = async (bytes, form) =>
  new Uint8Array(await new Response(through(bytes, new CompressionStream(form))).arrayBuffer());
const packed = async (bytes) => escaped(await squeezed(bytes, "gzip"));
