//! Every property over the seeds of its fuzz target, and what fuzzing has found, by name.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

use std::fs;
use std::path::{Path, PathBuf};

use registertoets_tests::properties;

fn fuzz(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz").join(folder)
}

/// The names of the files in a folder, without what follows the dot.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn every_property_is_a_fuzz_target_with_seeds() {
    let properties = properties::ALL.map(|(name, _)| name);
    assert_eq!(names(&fuzz("fuzz_targets")), properties);
    assert_eq!(names(&fuzz("seeds")), properties);
}

#[test]
fn every_property_holds_for_every_seed() {
    for (name, property) in properties::ALL {
        let folder = fuzz("seeds").join(name);
        let seeds = names(&folder);
        assert!(!seeds.is_empty(), "{name}");
        for seed in seeds {
            // what it panics with says what is wrong, but not with which seed
            println!("{name}/{seed}");
            property(&fs::read(folder.join(seed)).unwrap());
        }
    }
}
