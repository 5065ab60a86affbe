// How long do the labels of a hundred thousand passages take in Wasm, in one thread? Run from the package:
//   node --no-turbo-fast-api-calls benches/labels_wasm.mjs [--simd] [--size] [--processor] [file.jsonl ...]
// Without files the passages are those of tests/labels/data, again and again; files are JSON Lines with a `text`.
import { run } from "./wasm.mjs";

await run("label_speed", { "/": "/" });
