// How long does grouping take in Wasm, in one thread, and how much memory? Run from the package:
//   rustup target add wasm32-wasip1
//   cargo build --profile native --example dedup_speed --target wasm32-wasip1
//   node --no-turbo-fast-api-calls benches/dedup_wasm.mjs [prose|copies|template|identical|all] [count …]
// (Without the flag, Node 20 can crash in its own WASI layer when the run ends.)
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

const path = new URL("../target/wasm32-wasip1/native/examples/dedup_speed.wasm", import.meta.url);
const wasi = new WASI({ version: "preview1", args: ["dedup_speed", ...process.argv.slice(2)], returnOnExit: false });
const { instance } = await WebAssembly.instantiate(await readFile(path), wasi.getImportObject());
wasi.start(instance);
