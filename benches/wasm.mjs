// Compiles an example to Wasm and runs it in Node, one thread, without a browser.
// `rustup target add wasm32-wasip1` once. Options, the same for all:
//   --size       compile for size, as the site's worker is; without it for speed
//   --simd       let it use SIMD, which the site does not
//   --processor  the processor's time of this one thread instead of the clock's, for a machine that does
//                other things too
// (Without Node's flag --no-turbo-fast-api-calls, Node 20 can crash in its own WASI layer when the run ends.
// With --cpu-prof Node writes a profile by functions.)
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

/** Runs an example with what is left of the arguments; `folders` are what it may read. */
export async function run(example, folders = {}) {
  const options = new Set(process.argv.slice(2).filter((argument) => argument.startsWith("--")));
  const rest = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
  const unknown = [...options].filter((option) => !["--simd", "--size", "--processor"].includes(option));
  if (unknown.length > 0) {
    console.error(`unknown option ${unknown[0]}: --simd, --size and --processor are known`);
    process.exit(2);
  }
  const simd = options.has("--simd");
  const level = options.has("--size") ? "s" : "3";
  const build = ["build", "--locked", "--profile", "native", "--no-default-features", "--example", example, "--target", "wasm32-wasip1"];
  const { status } = spawnSync("cargo", build, {
    cwd: new URL("..", import.meta.url),
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, RUSTFLAGS: `-Ctarget-feature=${simd ? "+" : "-"}simd128`, CARGO_PROFILE_NATIVE_OPT_LEVEL: level },
  });
  if (status !== 0) process.exit(status ?? 1);

  const target = process.env.CARGO_TARGET_DIR ? `${process.env.CARGO_TARGET_DIR}/` : new URL("../target/", import.meta.url).pathname;
  const wasm = await readFile(`${target}wasm32-wasip1/native/examples/${example}.wasm`);
  console.log(`opt-level ${level}, ${simd ? "with" : "without"} SIMD, Node ${process.version}`);
  const wasi = new WASI({ version: "preview1", args: [example, ...rest], preopens: folders, returnOnExit: false });
  const imports = wasi.getImportObject();
  if (options.has("--processor")) {
    const [monotonic, thread] = [1, 3];
    const { clock_time_get: clock } = imports.wasi_snapshot_preview1;
    const ofThread = (id, precision, at) => clock(id === monotonic ? thread : id, precision, at);
    imports.wasi_snapshot_preview1 = { ...imports.wasi_snapshot_preview1, clock_time_get: ofThread };
  }
  const { instance } = await WebAssembly.instantiate(wasm, imports);
  wasi.start(instance);
}
