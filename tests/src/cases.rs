//! The golden cases: one file each in `cases/`, with a dossier and the outcome that the rules give it.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// A golden case.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name: that of its file.
    pub name: String,
    /// What it shows.
    pub shows: String,
    /// The dossier, as JSON.
    pub dossier: Value,
    /// Its outcome, as JSON.
    pub outcome: Value,
}

/// All golden cases, by name.
///
/// # Panics
/// When a file is not such a case: the tests cannot go on without it.
#[must_use]
#[allow(clippy::unwrap_used)]
pub fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let mut case: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            Case {
                name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
                shows: case["shows"].as_str().unwrap().to_owned(),
                dossier: case["dossier"].take(),
                outcome: case["outcome"].take(),
            }
        })
        .collect()
}
