//! The program `registertoets`.

/// A register is worked on by several threads that hand memory to each other, which the allocators of C libraries slow down:
/// a JSON array on two cores takes a tenth longer with glibc's, half as long again with musl's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    registertoets_service::command::main()
}
