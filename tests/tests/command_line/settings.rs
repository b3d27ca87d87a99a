//! The settings of `serve`: from options, environment and file, under the same names; and what is not safe.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Output;

use tempfile::NamedTempFile;

use super::program;

/// A file of tokens, with that of `one`.
const TOKENS: &str = "portal 7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed\n";

fn file(text: &str) -> NamedTempFile {
    let file = NamedTempFile::new().unwrap();
    fs::write(&file, text).unwrap();
    file
}

/// What `serve --check` says, with these arguments and this environment.
fn check(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    program(&["serve", "--check"]).args(arguments).envs(environment.iter().copied()).output().unwrap()
}

fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

/// A setting as it is told: its value, and where it is from.
fn told(page: &str, name: &str) -> (String, String) {
    let line = page.lines().find(|line| line.split_whitespace().next() == Some(name)).unwrap();
    let mut words = line.split_whitespace().skip(1).map(str::to_owned);
    (words.next().unwrap(), words.next().unwrap())
}

fn is(value: &str, source: &str) -> (String, String) {
    (value.to_owned(), source.to_owned())
}

#[test]
fn an_option_goes_before_the_environment_and_that_before_the_file() {
    let file = file("drain-seconds = 11\nthreads = 3\nidle-seconds = 12\nlog-format = \"json\"\n");
    let config = file.path().to_str().unwrap();
    let environment = [("REGISTERTOETS_DRAIN_SECONDS", "21"), ("REGISTERTOETS_THREADS", "4")];
    let output = check(&["--config", config, "--threads", "5"], &environment);
    let (page, _) = said(&output);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(told(&page, "threads"), is("5", "option"));
    assert_eq!(told(&page, "drain-seconds"), is("21", "environment"));
    assert_eq!(told(&page, "idle-seconds"), is("12", "file"));
    assert_eq!(told(&page, "log-format"), is("json", "file"));
    assert_eq!(told(&page, "listen"), is("127.0.0.1:8080", "default"));
    assert_eq!(told(&page, "tokens"), is("-", "default"));
    assert!(!page.contains("risk:"), "{page}");
}

#[test]
fn a_flag_can_be_said_in_many_ways_in_the_environment() {
    for (value, told_as) in [("1", "true"), ("yes", "true"), ("true", "true"), ("0", "false"), ("false", "false")] {
        let (page, _) = said(&check(&[], &[("REGISTERTOETS_ALLOW_ANONYMOUS", value)]));
        assert_eq!(told(&page, "allow-anonymous"), is(told_as, "environment"), "{value}");
    }
}

#[test]
fn the_file_can_be_named_in_the_environment() {
    let file = file("head-seconds = 7\n");
    let output = check(&[], &[("REGISTERTOETS_CONFIG", file.path().to_str().unwrap())]);
    assert_eq!(told(&said(&output).0, "head-seconds"), is("7", "file"));
}

#[test]
fn every_option_of_the_help_is_a_setting_that_a_file_can_hold() {
    let (help, _) = said(&program(&["serve", "--help"]).output().unwrap());
    let options = help.lines().filter_map(|line| line.trim_start().strip_prefix("--"));
    let names: Vec<_> = options.map(|option| option.split([' ', '\n']).next().unwrap()).collect();
    let (page, _) = said(&check(&[], &[]));
    let settings: Vec<_> = page.lines().map(|line| line.split_whitespace().next().unwrap()).collect();
    assert_ne!(told(&page, "threads").0, "-");
    let expected: Vec<_> = names.into_iter().filter(|name| !["config", "check"].contains(name)).collect();
    assert_eq!(settings, expected);
    // what holds by default can be written down
    let lines = page.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (name, value) = (words.next()?, words.next()?);
        (value != "-").then(|| match value {
            "true" | "false" => format!("{name} = {value}\n"),
            _ => format!("{name} = \"{value}\"\n"),
        })
    });
    let file = file(&lines.collect::<String>());
    let output = check(&["--config", file.path().to_str().unwrap()], &[]);
    assert_eq!(output.status.code(), Some(0), "{:?}", said(&output));
}

#[test]
fn a_file_that_is_not_right_says_where_and_what_was_expected() {
    for (text, error) in [
        ("listen = [", ", line 1: "),
        ("\n\nx", ", line 3: "),
        ("lissten = \"127.0.0.1:1\"", ": lissten: no such setting, expected one of listen, threads, tokens, "),
        ("check = true", ": check: no such setting"),
        ("config = \"x\"", ": config: no such setting"),
        ("threads = 1.5", ": threads: expected a text, a whole number, true or false"),
        ("threads = 0", ": invalid value '0' for '--threads <N>'"),
        ("listen = \"here\"", ": invalid value 'here' for '--listen <ADDRESS>': expected an IP address and a port"),
        ("log-format = \"xml\"", ": invalid value 'xml' for '--log-format <FORMAT>' [possible values: text, json]"),
        (
            "bytes-in-flight = \"1 MB\"",
            ": invalid value '1 MB' for '--bytes-in-flight <BYTES>': expected a number of bytes",
        ),
    ] {
        let file = file(text);
        let output = check(&["--config", file.path().to_str().unwrap()], &[]);
        let (page, line) = said(&output);
        assert_eq!((output.status.code(), &*page), (Some(2), ""), "{text}");
        let start = format!("registertoets: cannot read {}", file.path().display());
        assert!(line.starts_with(&format!("{start}{error}")) && line.lines().count() == 1, "{text}: {line}");
    }
    let output = check(&["--config", "/nowhere"], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).1.starts_with("registertoets: cannot read /nowhere: "));
}

#[test]
fn anyone_is_answered_elsewhere_only_where_that_is_said() {
    let tokens = file(TOKENS);
    let tokens = tokens.path().to_str().unwrap();
    for (arguments, status) in [
        (&["--listen", "127.0.0.1:0"][..], 0),
        (&["--listen", "[::1]:0"], 0),
        (&["--listen", "0.0.0.0:0"], 2),
        (&["--listen", "[::]:0"], 2),
        (&["--listen", "192.0.2.1:0"], 2),
        (&["--listen", "0.0.0.0:0", "--allow-anonymous"], 0),
        (&["--listen", "0.0.0.0:0", "--tokens", tokens], 0),
    ] {
        let output = check(arguments, &[]);
        let (page, error) = said(&output);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}");
        assert_eq!(
            page.contains("risk: anyone who can reach "),
            !arguments[1].starts_with("127") && !arguments[1].starts_with("[::1]") && !arguments.contains(&"--tokens")
        );
        if status == 2 {
            assert!(error.starts_with("registertoets: anyone could ask at "), "{error}");
            // and it does not start
            let started = program(&["serve"]).args(arguments).output().unwrap();
            assert_eq!(started.status.code(), Some(2));
        }
    }
}

#[test]
fn settings_that_do_not_go_together_are_refused() {
    for (arguments, error) in [
        (&["--tls-key", "x"][..], "tls-certificate and tls-key go together"),
        (&["--tls-certificate", "x"], "tls-certificate and tls-key go together"),
        (&["--client-ca", "x"], "client-ca asks for TLS"),
        (&["--bytes-in-flight", "1MiB"], "bytes-in-flight is too little for one stream"),
    ] {
        let output = check(arguments, &[]);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).1.starts_with(&format!("registertoets: {error}")), "{arguments:?}");
    }
    let empty = file("# nobody\n");
    let empty = ["--tokens", empty.path().to_str().unwrap()];
    for arguments in
        [&empty[..], &["--tokens", "/nowhere"], &["--tls-certificate", "/nowhere", "--tls-key", "/nowhere"]]
    {
        let output = check(arguments, &[]);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).1.starts_with("registertoets: cannot read "), "{arguments:?}");
    }
}

#[test]
fn what_is_risky_is_told() {
    let tokens = file(TOKENS);
    let arguments = ["--listen", "0.0.0.0:0", "--connections-per-address", "1024", "--tokens"];
    for (mode, readable, changeable) in
        [(0o600, false, false), (0o640, false, false), (0o644, true, false), (0o642, false, true)]
    {
        fs::set_permissions(&tokens, fs::Permissions::from_mode(mode)).unwrap();
        let mut arguments = arguments.to_vec();
        arguments.push(tokens.path().to_str().unwrap());
        let (page, _) = said(&check(&arguments, &[]));
        assert!(page.contains("risk: dossiers and tokens can be read on their way"), "{page}");
        assert!(page.contains("risk: one address can take all connections"), "{page}");
        assert_eq!(page.contains("risk: other users of this machine can read "), readable, "{page}");
        assert_eq!(page.contains("risk: other users of this machine can change "), changeable, "{page}");
    }
}

#[test]
fn a_token_is_told_once_and_its_line_holds_a_hash() {
    let draw = || said(&program(&["token", "portal-2"]).output().unwrap()).0;
    let page = draw();
    let (token, line) = page.trim_end().split_once('\n').unwrap();
    let digits = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    assert!(digits(token.strip_prefix("registertoets_").unwrap()), "{token}");
    assert!(digits(line.strip_prefix("portal-2 ").unwrap()), "{line}");
    assert!(!line.contains(token.trim_start_matches("registertoets_")));
    assert_ne!(draw(), page);
    for name in ["", "two words", "é", &"x".repeat(65)] {
        assert_eq!(program(&["token", name]).output().unwrap().status.code(), Some(2), "{name}");
    }
}

#[test]
fn completions_and_manual_know_every_command_and_option() {
    let (help, _) = said(&program(&["--help"]).output().unwrap());
    let list = help.split("Commands:").nth(1).unwrap().split("\n\n").next().unwrap();
    // a description goes on in lines that are indented further
    let lines = list.lines().filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')));
    let commands: Vec<_> =
        lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect();
    assert!(commands.len() > 9, "{help}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (script, _) = said(&program(&["completions", shell]).output().unwrap());
        assert!(commands.iter().all(|command| script.contains(command)), "{shell}");
        assert!(script.contains("connections-per-address"), "{shell}");
    }
    let (page, _) = said(&program(&["manual"]).output().unwrap());
    assert!(commands.iter().all(|command| page.contains(&format!("registertoets\\-{command}(1)"))), "{page}");
    for command in commands {
        let (page, _) = said(&program(&["manual", command]).output().unwrap());
        assert!(page.contains(&format!(".TH registertoets-{command} 1")), "{command}");
    }
    let (page, _) = said(&program(&["manual", "serve"]).output().unwrap());
    assert!(page.contains("connections\\-per\\-address") && page.contains("REGISTERTOETS_CONNECTIONS_PER_ADDRESS"));
    assert_eq!(program(&["manual", "nothing"]).output().unwrap().status.code(), Some(2));
}
