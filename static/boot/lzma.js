// Unpacks LZMA: an eighth less to carry than gzip, which is all that browsers unpack by themselves. The
// bytes are a head of thirteen (properties, window, length), the stream, and the Adler-32 of what comes
// out. The names of the odds follow the description of the format in the LZMA SDK.
const unlzma = (from) => {
  const fail = () => { throw new Error("damaged"); };
  const view = new DataView(from.buffer, from.byteOffset, from.length);
  const size = view.getUint32(5, true);
  const contextBits = from[0] % 9;
  const placeBits = (from[0] / 9 | 0) % 5;
  const placeMask = (1 << (from[0] / 45 | 0)) - 1;
  // No part of a page is so large; and whoever wrote another length must not get the memory for it.
  if (size > 1 << 28 || from[0] > 224) fail();
  const to = new Uint8Array(size);
  const MATCH = 0, REP = 192, REP_G0 = 204, REP_G1 = 216, REP_G2 = 228, REP0_LONG = 240, SLOT = 432, SPECIAL = 688;
  const ALIGN = 816, LENGTH = 832, REP_LENGTH = 1346, LITERAL = 2048;
  const odds = new Uint16Array(LITERAL + (768 << contextBits + placeBits)).fill(1024);
  // In an array of whole numbers, since variables of a closure would become fractions.
  const coder = new Uint32Array([-1, view.getUint32(14)]);
  let next = 18;
  let at = 0;
  let state = 0;
  let near = [1, 1, 1, 1];
  const bit = (which) => {
    const odd = odds[which];
    let range = coder[0];
    let code = coder[1];
    const bound = Math.imul(range >>> 11, odd) >>> 0;
    let found = 0;
    if (code < bound) {
      range = bound;
      odds[which] = odd + (2048 - odd >> 5);
    } else {
      range -= bound;
      code -= bound;
      odds[which] = odd - (odd >> 5);
      found = 1;
    }
    if (range < 16777216) {
      range <<= 8;
      code = code << 8 | from[next++];
    }
    coder[0] = range;
    coder[1] = code;
    return found;
  };
  const number = (base, bits) => {
    let found = 1;
    for (let left = bits; left; left -= 1) found = found << 1 | bit(base + found);
    return found - (1 << bits);
  };
  const reversed = (base, bits) => {
    let place = 1;
    let found = 0;
    for (let done = 0; done < bits; done += 1) {
      const one = bit(base + place);
      place = place << 1 | one;
      found |= one << done;
    }
    return found;
  };
  const even = (bits) => {
    let found = 0;
    for (let left = bits; left; left -= 1) {
      coder[0] >>>= 1;
      const one = coder[1] >= coder[0] ? 1 : 0;
      if (one) coder[1] -= coder[0];
      found = found << 1 | one;
      if (coder[0] < 16777216) {
        coder[0] <<= 8;
        coder[1] = coder[1] << 8 | from[next++];
      }
    }
    return found;
  };
  const length = (base, place) => {
    if (!bit(base)) return 2 + number(base + 2 + place * 8, 3);
    if (!bit(base + 1)) return 10 + number(base + 130 + place * 8, 3);
    return 18 + number(base + 258, 8);
  };
  const distance = (length) => {
    const slot = number(SLOT + Math.min(length - 2, 3) * 64, 6);
    if (slot < 4) return slot + 1;
    const bits = (slot >> 1) - 1;
    const base = (2 | slot & 1) << bits;
    if (slot < 14) return base + reversed(SPECIAL + base - slot, bits) + 1;
    return base + even(bits - 4) * 16 + reversed(ALIGN, 4) + 1;
  };
  const literal = () => {
    const before = at ? to[at - 1] : 0;
    const base = LITERAL + 768 * (((at & (1 << placeBits) - 1) << contextBits) + (before >> 8 - contextBits));
    let found = 1;
    if (state > 6) {
      let likely = to[at - near[0]];
      while (found < 256) {
        const hoped = likely >> 7 & 1;
        likely <<= 1;
        const one = bit(base + (1 + hoped) * 256 + found);
        found = found << 1 | one;
        if (one !== hoped) break;
      }
    }
    while (found < 256) found = found << 1 | bit(base + found);
    to[at++] = found;
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  };
  // How much is the same as before, from `near[0]` on.
  const match = (place) => {
    if (!bit(REP + state)) {
      const found = length(LENGTH, place);
      near = [distance(found), near[0], near[1], near[2]];
      state = state < 7 ? 7 : 10;
      return found;
    }
    if (!bit(REP_G0 + state)) {
      if (!bit(REP0_LONG + state * 16 + place)) {
        state = state < 7 ? 9 : 11;
        return 1;
      }
    } else {
      const which = !bit(REP_G1 + state) ? 1 : 2 + bit(REP_G2 + state);
      near.unshift(near.splice(which, 1)[0]);
    }
    const found = length(REP_LENGTH, place);
    state = state < 7 ? 8 : 11;
    return found;
  };
  while (at < size) {
    const place = at & placeMask;
    if (!bit(MATCH + state * 16 + place)) literal();
    else {
      const end = at + match(place);
      const far = near[0];
      if (far > at || end > size || next > from.length) fail();
      for (; at < end; at += 1) to[at] = to[at - far];
    }
  }
  let low = 1;
  let high = 0;
  for (at = 0; at < size;) {
    for (const stop = Math.min(at + 5000, size); at < stop; at += 1) high += low += to[at];
    low %= 65521;
    high %= 65521;
  }
  if ((high * 65536 + low) !== view.getUint32(from.length - 4)) fail();
  return to;
};
