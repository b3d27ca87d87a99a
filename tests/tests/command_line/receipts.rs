//! Receipts: an outcome can be proven later, and nothing else passes for it.

use std::path::PathBuf;

use registertoets_service::digest::Digest;
use registertoets_tests::http::samples::{binary, frames};
use registertoets_tests::{cases, edges};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{a_dossier, judged, lines, ndjson, run};

/// A dossier and a receipt to verify, in files.
struct Files {
    folder: TempDir,
}

impl Files {
    fn new(dossier: &[u8], receipt: &[u8]) -> Self {
        let files = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::write(files.path("dossier"), dossier).unwrap();
        std::fs::write(files.path("receipt"), receipt).unwrap();
        files
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// How verifying ends, and what it says of each thing.
    fn verified(&self) -> (i32, Vec<String>) {
        let [dossier, receipt] = ["dossier", "receipt"].map(|name| self.path(name).to_str().unwrap().to_owned());
        let output = run(&["verify", &dossier, &receipt], b"");
        let said = String::from_utf8(output.stdout).unwrap();
        (output.status.code().unwrap(), said.lines().map(str::to_owned).collect())
    }
}

fn verified(dossier: &Value, receipt: &Value) -> (i32, Vec<String>) {
    Files::new(dossier.to_string().as_bytes(), receipt.to_string().as_bytes()).verified()
}

/// The outcome of a dossier, with its receipt.
fn with_receipt(dossier: &Value, arguments: &[&str]) -> Value {
    let arguments = [&["evaluate", "--receipt"], arguments].concat();
    lines(&judged(&arguments, &ndjson([dossier]))).remove(0)
}

const ALL_AGREE: [&str; 4] =
    ["dossier      agrees", "outcome      agrees", "outcome told agrees", "program      agrees"];

#[test]
fn a_receipt_holds_the_digests_of_the_binary_forms() {
    for (dossier, arguments) in [(edges::dossier(1), &[][..]), (edges::dossier(2), &["--as-of", "2021-06-01"])] {
        let outcome = judged(&[&["evaluate", "--to", "postcard"], arguments].concat(), &ndjson([&dossier]));
        let mut told = with_receipt(&dossier, arguments);
        let expected = json!({
            "regulation": 10,
            "program": env!("CARGO_PKG_VERSION"),
            "assessed_on": told["assessed_on"],
            "dossier_sha256": Digest::of(&binary(&dossier)),
            "outcome_sha256": Digest::of(frames(&outcome)[0]),
        });
        assert_eq!(told.as_object_mut().unwrap().remove("receipt"), Some(expected));
        let plain = lines(&judged(&[&["evaluate"], arguments].concat(), &ndjson([&dossier]))).remove(0);
        assert_eq!(told, plain, "a receipt adds itself and nothing else");
    }
}

#[test]
fn the_receipt_is_the_same_in_whatever_form_and_detail() {
    let dossiers: Vec<_> = (0..100).map(edges::dossier).collect();
    let text = ndjson(&dossiers);
    let records = judged(&["convert", "--to", "postcard"], &text);
    let receipts = |arguments: &[&str], input: &[u8]| -> Vec<Value> {
        let told = lines(&judged(&[&["evaluate", "--receipt"], arguments].concat(), input));
        told.into_iter().map(|mut outcome| outcome["receipt"].take()).collect()
    };
    let expected = receipts(&[], &text);
    assert!(expected.iter().all(Value::is_object));
    for arguments in [&["--detail", "verdict"][..], &["--detail", "failing", "--lang", "nl"], &["--lang", "en"]] {
        assert_eq!(receipts(arguments, &text), expected, "{arguments:?}");
    }
    assert_eq!(receipts(&["--from", "postcard"], &records), expected);
}

#[test]
fn golden_cases_are_verified_in_whatever_detail_and_language() {
    for (case, arguments) in cases::all().iter().zip(
        [&[][..], &["--detail", "failing"], &["--detail", "verdict"], &["--lang", "nl"], &["--as-of", "2030-01-01"]]
            .iter()
            .cycle(),
    ) {
        let told = with_receipt(&case.dossier, arguments);
        let (status, said) = verified(&case.dossier, &told);
        assert_eq!((status, said), (0, ALL_AGREE.map(str::to_owned).to_vec()), "{} {arguments:?}", case.name);
        let (status, said) = verified(&case.dossier, &told["receipt"]);
        assert_eq!((status, said.len()), (0, 3), "a receipt alone is compared without an outcome told");
    }
}

#[test]
fn a_dossier_is_verified_in_every_form() {
    let dossier = edges::dossier(7);
    let receipt = with_receipt(&dossier, &[]).to_string();
    let framed = judged(&["convert", "--to", "postcard"], &ndjson([&dossier]));
    for bytes in [binary(&dossier), framed, serde_json::to_vec_pretty(&dossier).unwrap(), ndjson([&json!([dossier])])] {
        assert_eq!(Files::new(&bytes, receipt.as_bytes()).verified().0, 0);
    }
    let files = Files::new(b"", receipt.as_bytes());
    let receipt = files.path("receipt").to_str().unwrap().to_owned();
    assert_eq!(run(&["verify", "-", &receipt], &ndjson([&dossier])).status.code(), Some(0));
}

#[test]
fn what_differs_is_named_and_ends_with_3() {
    let dossier = cases::all().remove(0).dossier;
    let told = with_receipt(&dossier, &[]);
    let differs = |dossier: &Value, told: &Value| {
        let (status, said) = verified(dossier, told);
        assert_eq!(status, 3);
        let differing = said.into_iter().filter(|line| !line.ends_with(" agrees"));
        differing.map(|line| line.split("  ").next().unwrap().trim().to_owned()).collect::<Vec<_>>().join(", ")
    };

    let mut another = dossier.clone();
    another["reference"] = json!("another");
    assert!(differs(&another, &told).starts_with("dossier, outcome, outcome told differs"));

    let mut forged = told.clone();
    forged["receipt"]["outcome_sha256"] = json!(Digest::of(b""));
    assert_eq!(differs(&dossier, &forged), "outcome");

    let mut forged = told.clone();
    forged["receipt"]["assessed_on"] = json!("2099-12-31");
    assert!(differs(&dossier, &forged).starts_with("outcome, outcome told differs"));

    for (field, value) in [("verdict", json!("granted, really")), ("notices", json!(["x"])), ("more", json!(1))] {
        let mut forged = told.clone();
        forged[field] = value;
        assert!(differs(&dossier, &forged).starts_with("outcome told differs"), "{field}");
    }

    let mut forged = told;
    forged["receipt"]["regulation"] = json!(9);
    assert_eq!(differs(&dossier, &forged), "outcome", "by another regulation it cannot be judged again");
}

#[test]
fn another_version_of_the_program_is_named_and_the_outcome_still_compared() {
    let dossier = cases::all().remove(0).dossier;
    let mut told = with_receipt(&dossier, &[]);
    told["receipt"]["program"] = json!("99.0.0\u{1b}[2J");
    let (status, said) = verified(&dossier, &told);
    assert_eq!((status, &said[..3]), (0, &ALL_AGREE.map(str::to_owned)[..3]));
    assert!(said[3].starts_with("program      99.0.0\\u{1b}[2J judged then"), "{said:?}");
    told["receipt"]["outcome_sha256"] = json!(Digest::of(b""));
    assert_eq!(verified(&dossier, &told).0, 3);
}

#[test]
fn what_is_no_receipt_or_no_dossier_is_told_without_repeating_it() {
    let dossier = a_dossier("secret");
    let told = with_receipt(&dossier, &[]);
    let mut no_digest = told.clone();
    no_digest["receipt"]["dossier_sha256"] = json!("secret");
    let mut more = told["receipt"].clone();
    more["secret"] = json!(1);
    for receipt in ["", "secret", "[]", "{}", &format!("{told}{told}"), &no_digest.to_string(), &more.to_string()] {
        let files = Files::new(dossier.to_string().as_bytes(), receipt.as_bytes());
        assert_eq!(files.verified(), (3, Vec::new()), "{receipt}");
        let [dossier, receipt] = ["dossier", "receipt"].map(|name| files.path(name).to_str().unwrap().to_owned());
        let said = String::from_utf8(run(&["verify", &dossier, &receipt], b"").stderr).unwrap();
        assert!(said.starts_with("registertoets: cannot read a receipt in ") && !said.contains("secret"), "{said}");
    }
    assert_eq!(verified(&json!({"reference": "secret"}), &told), (3, Vec::new()));
}

#[test]
fn wrong_usage_ends_with_2_and_a_missing_file_with_1() {
    let dossier = a_dossier("x");
    let two = ndjson([&dossier, &dossier]);
    let receipt = with_receipt(&dossier, &[]).to_string();
    assert_eq!(Files::new(&two, receipt.as_bytes()).verified().0, 2);
    for (arguments, status) in [
        (&["verify"][..], 2),
        (&["verify", "-", "-"], 2),
        (&["verify", "/there/is/no/such/file", "-"], 1),
        (&["evaluate", "--receipt", "--to", "csv"], 2),
        (&["evaluate", "--receipt", "--to", "postcard"], 2),
    ] {
        assert_eq!(run(arguments, b"").status.code(), Some(status), "{arguments:?}");
    }
}
