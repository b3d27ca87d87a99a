//! The dossiers of the golden cases.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::Failure;

/// Writes the dossier of each case in a folder as a line of JSON, by the names of the cases.
pub fn write(folder: &Path) -> Result<(), Failure> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
        let case: Value = serde_json::from_slice(&fs::read(path)?)?;
        println!("{}", case.get("dossier").ok_or_else(|| format!("{} has no dossier", path.display()))?);
    }
    Ok(())
}
