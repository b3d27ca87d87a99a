//! Gives the module a memory of a fixed size, with a small stack at its start: a stack that overflows ends in a trap
//! and overwrites nothing.

use std::env::var;

/// Bytes of stack: the check measures how many of them are ever touched.
const STACK_BYTES: u32 = 32 << 10;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if var("CARGO_CFG_TARGET_ARCH").is_ok_and(|machine| machine == "wasm32") {
        link(&[&format!("-zstack-size={STACK_BYTES}"), "--stack-first", "--no-growable-memory"]);
        // shorter addresses of functions and texts, which leaves no room to name them for a debugger
        if var("PROFILE").is_ok_and(|profile| profile == "release") {
            link(&["--strip-all", "--compress-relocations"]);
        }
    }
}

fn link(arguments: &[&str]) {
    for argument in arguments {
        println!("cargo::rustc-link-arg-cdylib={argument}");
    }
}
