//! The project's own tool: `cargo xtask serve`, `cargo xtask test`, `cargo xtask build`.
fn main() {}
