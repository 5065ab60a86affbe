// How long does grouping take in Wasm, in one thread, and how much memory? Run from the package:
//   node --no-turbo-fast-api-calls benches/dedup_wasm.mjs [--simd] [--size] [--processor] [prose|copies|template|identical|all] [count ...]
import { run } from "./wasm.mjs";

await run("dedup_speed");
