//! Tells the linker how much memory the board of the target has, and the code which board it is.

use std::path::PathBuf;
use std::{env, fs};

/// Target, board, bytes of flash and of RAM in KiB.
const BOARDS: [(&str, &str, u32, u32); 3] = [
    ("thumbv6m-none-eabi", "microbit", 256, 16),
    ("thumbv7m-none-eabi", "lm3s6965evb", 256, 64),
    ("thumbv7em-none-eabihf", "mps2_an386", 4096, 4096),
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(board, values(\"microbit\", \"lm3s6965evb\", \"mps2_an386\"))");
    let target = env::var("TARGET").expect("cargo names the target");
    let Some((_, board, flash, ram)) = BOARDS.iter().find(|(name, ..)| *name == target) else { return };
    println!("cargo::rustc-cfg=board=\"{board}\"");
    let memory = format!(
        "MEMORY\n{{\n  FLASH : ORIGIN = 0x00000000, LENGTH = {flash}K\n  RAM : ORIGIN = 0x20000000, LENGTH = {ram}K\n}}\n"
    );
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder"));
    fs::write(folder.join("memory.x"), memory).expect("the folder can be written");
    println!("cargo::rustc-link-search={}", folder.display());
}
