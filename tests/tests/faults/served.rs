//! The program that is served to all these clients, and what it may cost.

use registertoets_tests::http::program::Program;
use tokio::process::Command;

/// The program, as the tests of this package have it built.
const PROGRAM: &str = env!("CARGO_BIN_EXE_registertoets-under-test");

/// The most memory that the program may ever hold, in bytes, whatever is done to it here. It never held 44 MiB, of which 17
/// before anything was asked.
const HELD_AT_MOST: u64 = 56 << 20;

/// Arguments for a program that meets more at once, from one address, than it takes by default.
pub(crate) const MANY_AT_ONCE: &[&str] = &["--connections-per-address", "1024", "--bytes-in-flight", "4GiB"];

/// The program as it is by default, on two threads.
pub(crate) async fn program() -> Program {
    program_with(&[]).await
}

/// The program with these arguments, on two threads.
pub(crate) async fn program_with(arguments: &[&str]) -> Program {
    let mut command = Command::new(PROGRAM);
    command.args(["serve", "--threads", "2"]).args(arguments);
    Program::start(command).await
}

/// The program, allowed to have so many files open.
pub(crate) async fn program_with_open_files(most: usize) -> Program {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -n {most} && exec \"$0\" \"$@\""), PROGRAM, "serve"]);
    Program::start(command).await
}

/// Sees that the program never held more memory than it may, where the system tells.
pub(crate) fn held_little(program: &Program) {
    let most = program.memory().map_or(0, |memory| memory.most);
    assert!(most <= HELD_AT_MOST, "the program held {} KiB", most >> 10);
}
