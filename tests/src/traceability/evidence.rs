//! What shows a sentence, rule or departure: tests and golden cases, found in the sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use registertoets_core::Named;
use registertoets_core::regulation::Rule;
use serde::Deserialize;

/// A test or a golden case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub enum Evidence {
    /// A test, as `file::name`; for a `mod.rs` the file is its folder.
    Test {
        /// Its file, without folder and extension.
        file: String,
        /// Its name.
        name: String,
    },
    /// A golden case, as `cases/name`.
    Case(String),
}

impl TryFrom<String> for Evidence {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if let Some(name) = text.strip_prefix("cases/") {
            return Ok(Self::Case(name.to_owned()));
        }
        let (file, name) = text.split_once("::").ok_or_else(|| format!("neither a test nor a case: {text}"))?;
        Ok(Self::Test { file: file.to_owned(), name: name.to_owned() })
    }
}

/// What the sources hold: the tests, and the rules with the file of their article. Paths are those from the root.
#[derive(Debug)]
pub struct Sources {
    tests: BTreeMap<(String, String), Vec<PathBuf>>,
    rules: BTreeMap<Rule, Vec<PathBuf>>,
}

impl Sources {
    /// Reads the sources of the core and of the tests.
    ///
    /// # Panics
    /// When a source cannot be read: the tests cannot go on without it.
    #[must_use]
    pub fn read() -> Self {
        let mut sources = Self { tests: BTreeMap::new(), rules: BTreeMap::new() };
        for folder in ["core/src", "tests/tests"] {
            sources.add_folder(Path::new(folder));
        }
        sources
    }

    /// The file of a test or case, if there is exactly one of that name.
    #[must_use]
    pub fn file_of(&self, evidence: &Evidence) -> Option<PathBuf> {
        match evidence {
            Evidence::Case(name) => {
                let path = Path::new("tests/cases").join(name).with_extension("json");
                root().join(&path).exists().then_some(path)
            }
            Evidence::Test { file, name } => only(self.tests.get(&(file.clone(), name.clone()))?),
        }
    }

    /// The file of the article that judges by a rule, if there is exactly one.
    #[must_use]
    pub fn file_of_rule(&self, rule: Rule) -> Option<PathBuf> {
        only(self.rules.get(&rule)?)
    }

    #[allow(clippy::unwrap_used)]
    fn add_folder(&mut self, folder: &Path) {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                self.add_folder(&path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                self.add_file(&path, &fs::read_to_string(entry.path()).unwrap());
            }
        }
    }

    fn add_file(&mut self, path: &Path, source: &str) {
        for name in tests_in(source) {
            self.tests.entry((name_of(path), name.to_owned())).or_default().push(path.to_owned());
        }
        if is_article(path) {
            let judging = source.split("#[cfg(test)]").next().unwrap_or_default();
            for rule in Rule::ALL.iter().filter(|rule| mentions(judging, **rule)) {
                self.rules.entry(*rule).or_default().push(path.to_owned());
            }
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn only(paths: &[PathBuf]) -> Option<PathBuf> {
    match paths {
        [path] => Some(path.clone()),
        _ => None,
    }
}

/// The names of the functions that stand beneath `#[test]`.
fn tests_in(source: &str) -> impl Iterator<Item = &str> {
    let mut marked = false;
    source.lines().map(str::trim_start).filter_map(move |line| {
        marked |= line == "#[test]";
        let (name, _) = line.strip_prefix("fn ")?.split_once('(')?;
        std::mem::take(&mut marked).then_some(name)
    })
}

/// What a test calls its file: its name without extension, or its folder's for a `mod.rs`.
fn name_of(path: &Path) -> String {
    let named = if path.ends_with("mod.rs") { path.parent().unwrap_or(path) } else { path };
    named.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn is_article(path: &Path) -> bool {
    path.starts_with("core/src/regulation")
        && !["mod.rs", "catalogue.rs", "testing.rs"].iter().any(|other| path.ends_with(other))
}

fn mentions(source: &str, rule: Rule) -> bool {
    let name = format!("Rule::{rule:?}");
    source.match_indices(&name).any(|(place, _)| !source[place + name.len()..].starts_with(char::is_alphanumeric))
}
