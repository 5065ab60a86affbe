//! `cargo xtask serve`, `cargo xtask test`, `cargo xtask build`.
//!
//! Exit 0 for success, 1 for a build or a check that failed, 2 for wrong use.

use std::process::ExitCode;

use xtask::args::{self, Command};

fn main() -> ExitCode {
    let command = match args::parse(std::env::args().skip(1)) {
        Ok(command) => command,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::from(2);
        }
    };
    let outcome = match command {
        Command::Help(text) => {
            print!("{text}");
            Ok(true)
        }
        Command::Build(build) => xtask::build::command(&build).map(|()| true),
        Command::Serve(build, serve) => xtask::serve::command(&build, &serve).map(|()| true),
        Command::Licences => xtask::licences::command().map(|()| true),
        Command::Test(test) => xtask::test::command(&test),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
