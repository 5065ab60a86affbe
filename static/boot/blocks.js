// Packs bytes for a page, and unpacks them: what a single file is made of. src/site/septets.rs tells how
// they stand there. The build puts this in front of the scripts that need it. Bytes go through the stream's
// writer: WebKit cannot read a Blob as a stream in a worker of a page from a stick.
const through = (bytes, stream) => {
  const writer = stream.writable.getWriter();
  // What goes wrong is heard of where the other end is read.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  return stream.readable;
};
const KEPT_OUT = [0, 13, 60];
const bytesOf = (text) => {
  const bytes = new Uint8Array((text.length * 7 >> 2) + 2);
  let held = 0;
  let bits = 0;
  let to = 0;
  const take = (septet) => {
    held = (held << 7 | septet) & 32767;
    bits += 7;
    if (bits > 7) bytes[to++] = held >> (bits -= 8);
  };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 128) take(code);
    else if (code > 639) take(KEPT_OUT[code - 640]);
    else {
      take(KEPT_OUT[(code >> 7) - 2]);
      take(code & 127);
    }
  }
  return bytes.subarray(0, to);
};
const textOf = (bytes) => {
  const parts = [];
  let codes = [];
  let held = 0;
  let bits = 0;
  let kept = -1;
  const put = (septet) => {
    if (kept >= 0) {
      codes.push(256 + kept * 128 + septet);
      kept = -1;
    } else if ((kept = KEPT_OUT.indexOf(septet)) < 0) codes.push(septet);
    // In slices: so many arguments at once no engine takes.
    if (codes.length > 8191) {
      parts.push(String.fromCharCode(...codes));
      codes = [];
    }
  };
  for (const byte of bytes) {
    held = (held << 8 | byte) & 32767;
    for (bits += 8; bits > 6;) put(held >> (bits -= 7) & 127);
  }
  if (bits) put(held << (7 - bits) & 127);
  if (kept >= 0) codes.push(640 + kept);
  return parts.join("") + String.fromCharCode(...codes);
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
const packed = async (bytes) => textOf(await squeezed(bytes, "gzip"));
