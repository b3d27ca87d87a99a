//! The header, written from the sources of the library.

use std::io::stdout;
use std::path::Path;

use cbindgen::{Builder, Config};

use crate::Failure;

/// The sources that C sees something of, in the order in which the header shows them.
const SOURCES: [&str; 10] =
    ["version", "error", "fault", "number", "day", "dossier", "evaluate", "outcome", "words", "frame"];

/// Writes the header to standard output.
pub fn write() -> Result<(), Failure> {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let config = Config::from_file(library.join("cbindgen.toml"))?;
    let mut builder = Builder::new().with_config(config);
    for source in SOURCES {
        builder = builder.with_src(library.join("src").join(source).with_extension("rs"));
    }
    builder.generate()?.write(stdout().lock());
    Ok(())
}
