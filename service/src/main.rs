//! The program `registertoets`.

fn main() -> std::process::ExitCode {
    registertoets_service::command::main()
}
