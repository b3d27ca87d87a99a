//! The program `registertoets`.

/// musl has an allocator that takes turns: with it a register takes half as much processor time again.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    registertoets_service::command::main()
}
