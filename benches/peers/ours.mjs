// The adapter for the peers' benchmark: an object of one library, as its README describes.
import { createRequire } from 'node:module';

const join = (docs, key) => docs.map(key).join('\0');
const chosen = f => ['company', 'claim', 'stance'].map(k => (f[k] || []).join('|')).join('\n');

export default {
  lesart: async () => {
    const W = createRequire(import.meta.url)('../../target/peers/peers.js');
    let ix;
    return {
      facetsNative: true,
      build(docs) {
        const facets = [join(docs, d => d.company), join(docs, d => d.claim.join('|')), join(docs, d => d.stance)].join('\n');
        ix = W.build(join(docs, d => d.text), join(docs, d => d.lang), facets);
      },
      cols() {},
      top20: (q, mode) => ix.top(q, mode === 'prefix', 20),
      ids: (q, mode) => ix.ids(q, mode === 'prefix'),
      facets: (q, mode) => ix.facets(q, mode === 'prefix'),
      click: (q, f) => ix.click(q, chosen(f)),
      serialize: () => Buffer.from(ix.save()),
      load: b => { if (!ix.load(b)) throw new Error('not loaded'); },
    };
  },
};
