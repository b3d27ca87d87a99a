//! The command line: the same dossiers through the program, broken records among them, and every way to end.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

#[path = "command_line/receipts.rs"]
mod receipts;
#[path = "command_line/settings.rs"]
mod settings;
#[path = "command_line/summaries.rs"]
mod summaries;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use registertoets_tests::{cases, edges, second_reading};
use serde_json::{Value, json};

fn program(arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_registertoets-under-test"));
    program.args(arguments);
    program
}

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child =
        program(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // the program may answer while it still reads, or stop reading; so it is fed from a thread of its own
    let feeding = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    output
}

/// What a run wrote that judged everything.
fn judged(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let output = run(arguments, input);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

fn ndjson<'a>(dossiers: impl IntoIterator<Item = &'a Value>) -> Vec<u8> {
    dossiers.into_iter().flat_map(|dossier| format!("{dossier}\n").into_bytes()).collect()
}

fn a_dossier(reference: &str) -> Value {
    json!({"reference": reference, "assessed_on": "2021-06-01", "request": {"admission": "junior"}})
}

#[test]
fn golden_cases_come_out_as_the_rules_give_them_in_every_form() {
    let cases = cases::all();
    let expected: Vec<_> = cases.iter().map(|case| case.outcome.clone()).collect();
    let text = ndjson(cases.iter().map(|case| &case.dossier));
    assert_eq!(lines(&judged(&["evaluate"], &text)), expected);

    let array = serde_json::to_vec_pretty(&cases.iter().map(|case| &case.dossier).collect::<Vec<_>>()).unwrap();
    assert_eq!(lines(&judged(&["evaluate"], &array)), expected);

    let bytes = judged(&["convert", "--to", "postcard"], &text);
    assert_eq!(lines(&judged(&["evaluate"], &bytes)), expected);
}

#[test]
fn random_dossiers_come_out_as_the_second_reading_has_them_in_every_form() {
    let dossiers: Vec<_> = (0..2_000).map(edges::dossier).collect();
    let expected: Vec<_> = dossiers.iter().map(|dossier| second_reading::outcome(dossier, None)).collect();
    let text = ndjson(&dossiers);
    for threads in ["1", "2", "5"] {
        assert_eq!(lines(&judged(&["evaluate", "--threads", threads], &text)), expected);
    }
    let bytes = judged(&["convert", "--to", "postcard"], &text);
    assert_eq!(lines(&judged(&["evaluate", "--from", "postcard"], &bytes)), expected);
    let array = judged(&["convert", "--to", "json"], &bytes);
    assert_eq!(lines(&judged(&["evaluate", "--from", "json"], &array)), expected);
    let short = judged(&["convert", "--to", "ndjson"], &array);
    assert_eq!(judged(&["convert", "--to", "postcard"], &short), bytes, "nothing is lost on the way round");
}

#[test]
fn a_register_is_judged_as_of_another_day() {
    let day = "2021-12-31";
    let dossiers: Vec<_> = (0..500).map(edges::dossier).collect();
    let expected: Vec<_> = dossiers.iter().map(|dossier| second_reading::outcome(dossier, Some(day))).collect();
    assert_eq!(lines(&judged(&["evaluate", "--as-of", day], &ndjson(&dossiers))), expected);
}

#[test]
fn records_that_are_no_dossiers_are_answered_in_their_place() {
    let deep = "[".repeat(1_000_000);
    let long = format!("{{\"reference\":\"{}\"}}", "x".repeat(2 << 20));
    let good = a_dossier("good").to_string();
    let broken: Vec<(&[u8], &str)> = vec![
        (b"nonsense", "syntax"),
        (b"{", "cut_off"),
        (b"{}", "missing_field"),
        (b"[]", "wrong_type"),
        (b"null", "wrong_type"),
        (b"\xFF\xFE", "syntax"),
        (b"{\"reference\":\"\xC3\x28\"}", "encoding"),
        (b"{\"reference\":\"a b\"}", "invalid_value"),
        (b"{\"name\":\"x\"}", "unknown_field"),
        (deep.as_bytes(), "wrong_type"),
        (long.as_bytes(), "too_long"),
    ];
    let two_on_a_line = format!("{good}{good}");
    let mut input = Vec::new();
    let mut expected = Vec::new();
    for (record, code) in broken.iter().copied().chain([(two_on_a_line.as_bytes(), "trailing")]) {
        // a good one before and after each, and blank lines that are no records
        for (line, code) in [(good.as_bytes(), None), (b" \t\r", Some("")), (record, Some(code))] {
            input.extend_from_slice(line);
            input.push(b'\n');
            if code != Some("") {
                expected.push(code);
            }
        }
    }
    input.extend_from_slice(&good.as_bytes()[..good.len() - 1]);
    expected.push(Some("cut_off"));

    let output = run(&["evaluate"], &input);
    assert_eq!(output.status.code(), Some(3));
    let answers = lines(&output.stdout);
    assert_eq!(answers.len(), expected.len());
    for (place, (answer, code)) in answers.iter().zip(expected).enumerate() {
        match code {
            None => assert_eq!(answer["verdict"], "incomplete"),
            Some(code) => {
                assert_eq!(answer["record"], place + 1);
                assert_eq!(answer["error"]["code"], code, "{answer}");
                assert!(!answer["error"]["detail"].as_str().unwrap().is_empty());
            }
        }
    }
    let summary = String::from_utf8(output.stderr).unwrap();
    assert!(summary.contains("records     25") && summary.contains("unreadable  13"), "{summary}");
}

#[test]
fn an_error_points_to_its_place_and_repeats_nothing_of_the_dossier() {
    let mut dossier = a_dossier("Jansen");
    dossier["work"] = json!([{"from": "2020-01-01", "hours_per_week": 16, "hbo_level": true, "titled": true,
        "tasks": [], "proof": {"employer_declaration": {"signed_on": "Pietersen", "describes_function": true}}}]);
    let output = run(&["evaluate"], &ndjson([&dossier]));
    let error = &lines(&output.stdout)[0]["error"];
    assert_eq!(error["pointer"], "/work/0/proof/employer_declaration/signed_on");
    let said = format!("{error}{}", String::from_utf8_lossy(&output.stderr));
    assert!(!said.contains("Pietersen") && !said.contains("Jansen"), "{said}");
}

#[test]
fn a_binary_record_that_is_broken_costs_only_itself() {
    let text = ndjson([&a_dossier("first"), &a_dossier("last")]);
    let stream = judged(&["convert", "--to", "postcard"], &text);
    let (first, last) = stream.split_at(1 + usize::from(stream[0]));
    let too_long = [&[0x80, 0x80, 0x04][..], &[0; 65_536]].concat();
    let input = [first, &[3, 1, 1, b'x'], &[0], &too_long, last, &last[..5]].concat();
    let output = run(&["evaluate", "--from", "postcard"], &input);
    assert_eq!(output.status.code(), Some(3));
    let answers = lines(&output.stdout);
    let codes: Vec<_> = answers.iter().map(|answer| answer["error"]["code"].as_str().unwrap_or("")).collect();
    assert_eq!(codes, ["", "cut_off", "cut_off", "too_long", "", "cut_off"]);
    let all_swallowed = [first, &[0xFF, 0xFF, 0xFF, 0xFF, 0x0F], last, last].concat();
    let answers_then = lines(&run(&["evaluate", "--from", "postcard"], &all_swallowed).stdout);
    let codes: Vec<_> = answers_then.iter().map(|answer| answer["error"]["code"].as_str().unwrap_or("")).collect();
    assert_eq!(codes, ["", "too_long", "cut_off"], "a damaged length that hides records says so");
    assert_eq!((&answers[0]["reference"], &answers[4]["reference"]), (&json!("first"), &json!("last")));

    let output = run(&["evaluate", "--from", "postcard"], &[first, &[0x80, 0x00], last].concat());
    let answers = lines(&output.stdout);
    assert_eq!(answers.len(), 2, "after a length that cannot be read no record can be found");
    assert_eq!(answers[1]["error"]["code"], "not_canonical");
}

#[test]
fn json_may_be_laid_out_freely() {
    let pretty = |reference| serde_json::to_string_pretty(&a_dossier(reference)).unwrap();
    for (text, references) in [
        (pretty("a"), "a"),
        (format!("{}{}\n\n{}", pretty("a"), pretty("b"), pretty("c")), "abc"),
        (format!("[{},\n{}]\n", pretty("a"), pretty("b")), "ab"),
        (format!("[{}] {} [{}]", pretty("a"), pretty("b"), pretty("c")), "abc"),
        ("[]".to_owned(), ""),
        (String::new(), ""),
    ] {
        let outcomes = lines(&judged(&["evaluate", "--from", "json"], text.as_bytes()));
        let found: String = outcomes.iter().map(|outcome| outcome["reference"].as_str().unwrap()).collect();
        assert_eq!(found, references);
    }
}

#[test]
fn json_that_is_broken_costs_only_what_is_broken() {
    let good = a_dossier("good").to_string();
    for (text, expected) in [
        (format!("[{good},{{\"x\":\"]}},{{\"}},{good}]"), "good unknown_field good"),
        (format!("[{good},,{good},]"), "good syntax good syntax"),
        (format!("[{good}"), "good cut_off"),
        (format!("[{good},"), "good cut_off"),
        (format!("[{good},{{"), "good cut_off"),
        (format!("[{good}] x [{good},]"), "good syntax good syntax"),
        (format!("x {good} y{good}"), "syntax good syntax good"),
        (format!("[[1],{good}]"), "wrong_type good"),
    ] {
        let output = run(&["evaluate", "--from", "json"], text.as_bytes());
        assert_eq!(output.status.code(), Some(3), "{text}");
        let found: Vec<_> = lines(&output.stdout)
            .iter()
            .map(|answer| answer["reference"].as_str().or(answer["error"]["code"].as_str()).unwrap().to_owned())
            .collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }
}

#[test]
fn detail_says_how_much_is_told() {
    let dossier = ndjson([&a_dossier("x")]);
    let told = |arguments: &[&str]| lines(&judged(&[&["evaluate"], arguments].concat(), &dossier)).remove(0);
    assert_eq!(told(&["--detail", "verdict"]), json!({"reference": "x", "verdict": "incomplete"}));
    let failing = told(&["--detail", "failing"]);
    let rules: Vec<_> =
        failing["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["declarations", "vog_held", "diploma"]);
    for (language, word) in [("nl", "VOG"), ("en", "VOG")] {
        let finding = &told(&["--detail", "failing", "--lang", language])["findings"][1];
        assert!(finding["message"].as_str().unwrap().contains(word), "{finding}");
        assert_eq!(finding["article"], "1 VOG NP; 4b");
    }
}

#[test]
fn a_table_has_a_row_a_record_and_a_header() {
    let input = [ndjson([&a_dossier("x")]), b"nonsense\n".to_vec()].concat();
    for detail in ["full", "failing", "verdict"] {
        let output = run(&["evaluate", "--to", "csv", "--detail", detail, "--lang", "nl"], &input);
        let table = String::from_utf8(output.stdout).unwrap();
        let rows: Vec<_> = table.lines().collect();
        assert_eq!(rows.len(), 3);
        assert!(rows[0].starts_with("reference,verdict") && rows[1].starts_with("x,incomplete"), "{table}");
        assert!(rows[2].contains(",2,syntax,"), "{table}");
    }
}

#[test]
fn binary_outcomes_are_those_of_the_library() {
    use registertoets_core::wire::{FramePrefix, decode_outcome, frame_prefix};

    let dossiers: Vec<_> = (0..200).map(edges::dossier).collect();
    let stream = judged(&["evaluate", "--to", "postcard"], &ndjson(&dossiers));
    let mut rest = &stream[..];
    for dossier in &dossiers {
        let FramePrefix::Length { record, prefix } = frame_prefix(rest) else { panic!("a length is missing") };
        let outcome = decode_outcome(&rest[prefix..prefix + record as usize]).unwrap();
        assert_eq!(serde_json::to_value(&outcome).unwrap(), second_reading::outcome(dossier, None));
        rest = &rest[prefix + record as usize..];
    }
    assert!(rest.is_empty());
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outcomes.ndjson");
    let name = path.to_str().unwrap();
    judged(&["evaluate", "--output", name], &ndjson([&a_dossier("x")]));
    let written = std::fs::read(&path).unwrap();
    assert_eq!(lines(&written)[0]["reference"], "x");

    let output = run(&["evaluate", "--output", name, "/there/is/no/such/file"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read(&path).unwrap(), written, "what was there is untouched");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
}

#[test]
fn an_output_that_is_no_file_is_written_through_and_a_link_is_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("kept"), "").unwrap();
    std::fs::set_permissions(path("kept"), std::fs::Permissions::from_mode(0o600)).unwrap();
    symlink(path("kept"), path("link")).unwrap();
    let input = ndjson([&a_dossier("x")]);
    judged(&["evaluate", "--output", path("link").to_str().unwrap()], &input);
    assert!(path("link").is_symlink(), "the link is still one");
    assert_eq!(lines(&std::fs::read(path("kept")).unwrap())[0]["reference"], "x");
    assert_eq!(std::fs::metadata(path("kept")).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(lines(&judged(&["evaluate", "--output", "/dev/stdout"], &input))[0]["reference"], "x");
    assert_eq!(lines(&judged(&["evaluate", "--output", "-"], &input))[0]["reference"], "x");
}

#[test]
fn an_interrupted_command_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().join("register").to_str().unwrap().to_owned();
    let mut child = program(&["generate", "--count", "1000000000", "--output", &name]).spawn().unwrap();
    let written = || std::fs::read_dir(folder.path()).unwrap().next();
    while written().is_none() {
        std::thread::yield_now();
    }
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(written().is_none(), "the temporary file is gone");
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_record() {
    let text = [b"\xEF\xBB\xBF".to_vec(), ndjson([&a_dossier("a"), &a_dossier("b")])].concat();
    assert_eq!(lines(&judged(&["evaluate"], &text)).len(), 2);
    assert_eq!(lines(&judged(&["evaluate", "--from", "ndjson"], &text)).len(), 2);
}

#[test]
fn several_files_are_one_register_with_the_form_told_by_each() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let lines_file = write("a.ndjson", &[ndjson([&a_dossier("a")]), b"nonsense".to_vec()].concat());
    let json_file = write("b.json", &serde_json::to_vec_pretty(&a_dossier("b")).unwrap());
    let binary = judged(&["convert", "--to", "postcard"], &ndjson([&a_dossier("c")]));
    let binary_file = write("c.bin", &binary);
    let output = run(&["evaluate", "--detail", "verdict", &lines_file, &json_file, &binary_file, "-"], b"nonsense\n");
    let answers = lines(&output.stdout);
    let told: Vec<_> = answers.iter().map(|answer| (answer["reference"].as_str(), answer["record"].as_u64())).collect();
    assert_eq!(told, [(Some("a"), None), (None, Some(2)), (Some("b"), None), (Some("c"), None), (None, Some(5))]);
}

#[test]
fn the_exit_status_says_how_it_ended() {
    assert_eq!(run(&["evaluate"], b"").status.code(), Some(0));
    for wrong in [
        &["evaluate", "--to", "xml"][..],
        &["evaluate", "--as-of", "2021-02-29"],
        &["judge"],
        &["evaluate", "--threads", "0"],
    ] {
        assert_eq!(run(wrong, b"").status.code(), Some(2), "{wrong:?}");
    }
    let missing = run(&["evaluate", "/there/is/no/such/file"], b"");
    assert_eq!(missing.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&missing.stderr).starts_with("registertoets: cannot read /there/is/no/such/file: ")
    );
    if Path::new("/dev/full").exists() {
        let full = program(&["evaluate", "--generated", "1000"])
            .stdout(std::fs::File::create("/dev/full").unwrap())
            .output()
            .unwrap();
        assert_eq!(full.status.code(), Some(1));
    }
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let mut child =
        program(&["evaluate", "--generated", "200000"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr)), (Some(0), "".into()));
}

#[test]
fn convert_names_what_it_leaves_out() {
    let input = [ndjson([&a_dossier("a")]), b"nonsense\n".to_vec(), ndjson([&a_dossier("b")])].concat();
    let output = run(&["convert", "--to", "ndjson"], &input);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(lines(&output.stdout), [a_dossier("a"), a_dossier("b")]);
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("registertoets: record 2: "));
}

#[test]
fn the_generated_register_is_the_same_every_time() {
    let made = judged(&["generate", "--count", "300", "--to", "postcard"], b"");
    assert_eq!(made, judged(&["generate", "--count", "300", "--seed", "1", "--to", "postcard"], b""));
    assert_ne!(made, judged(&["generate", "--count", "300", "--seed", "2", "--to", "postcard"], b""));
    assert_eq!(judged(&["evaluate", "--generated", "300"], b""), judged(&["evaluate"], &made));
}

#[test]
fn rules_and_explanations_are_told_in_both_languages() {
    for language in ["nl", "en"] {
        let table: Value =
            serde_json::from_slice(&judged(&["rules", "--to", "json", "--lang", language], b"")).unwrap();
        assert_eq!(table["rules"].as_array().unwrap().len(), 23);
        assert_eq!(table["readings"].as_array().unwrap().len(), 12);
        let text = String::from_utf8(judged(&["rules", "--lang", language], b"")).unwrap();
        assert!(text.contains("I-12") && text.lines().all(|line| line.chars().count() <= 100));
        for case in cases::all() {
            let told = judged(&["explain", "--lang", language, "-"], case.dossier.to_string().as_bytes());
            assert!(String::from_utf8(told).unwrap().contains(case.outcome["reference"].as_str().unwrap()));
        }
    }
}
