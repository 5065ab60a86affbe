//! How does the site come up on this machine?

use crate::args::{BuildOptions, ServeOptions};
use crate::build;
use crate::server::{self, Site};

/// `cargo xtask serve`: builds, prints the address, and answers until it is stopped.
pub fn command(build_options: &BuildOptions, options: &ServeOptions) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // First, so that nobody waits for a build that cannot be served.
    let listener = runtime.block_on(server::listen(options.port))?;
    let built = build::build(build_options)?;
    build::report(&built);
    println!("\nhttp://localhost:{}{}   (Ctrl-C stops)", listener.local_addr()?.port(), options.base);
    let site = Site::new(&built.files, &options.base);
    runtime.block_on(server::accept(listener, site));
    Ok(())
}
