//! The program `registertoets` again, so that the tests of the command line have it built for them.

fn main() -> std::process::ExitCode {
    registertoets_service::command::main()
}
