//! Builds the Node module: `cargo run -p peers`, then `BENCH_EXTRA=benches/peers/ours.mjs`.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    use std::path::Path;
    use std::process::Command;

    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let target = root.join("target");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--release", "--lib", "-p", "peers", "--target", "wasm32-unknown-unknown"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", &target)
        .env("RUSTFLAGS", "-Ctarget-feature=+simd128")
        .status()?;
    if !status.success() {
        return Err("the Wasm did not build".into());
    }
    let out = target.join("peers");
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(target.join("wasm32-unknown-unknown/release/peers.wasm"))
        .nodejs(true)?
        .typescript(false)
        .generate(&out)?;
    println!("{}", out.display());
    Ok(())
}
