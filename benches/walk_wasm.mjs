// How long does each step of the walk take in Wasm in a large folder, and how much memory? Run from the package:
//   node --no-turbo-fast-api-calls benches/walk_wasm.mjs [--simd] [--size] [--processor] FOLDER
import { run } from "./wasm.mjs";

await run("walk_size", { "/": "/" });
