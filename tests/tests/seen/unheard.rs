//! A log that nobody takes, and one that cannot begin.

use std::process::Stdio;

use registertoets_tests::http::client::PATIENCE;
use registertoets_tests::http::raw::Raw;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::Command;
use tokio::time::timeout;

/// The program, whose log is for the test to take or to leave.
fn serve(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_registertoets-under-test"));
    command.arg("serve").args(arguments).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

#[tokio::test]
async fn a_log_that_nobody_takes_keeps_nobody_waiting_and_tells_later_what_was_lost() {
    /// More than the pipe holds and the program keeps, at two hundred bytes a line.
    const REQUESTS: usize = 7000;
    const AT_ONCE: usize = 100;
    let mut program = serve(&["--listen", "127.0.0.1:0"]).spawn().unwrap();
    let mut log = BufReader::new(program.stderr.take().unwrap()).lines();
    let line = log.next_line().await.unwrap().unwrap();
    let address = line.strip_prefix("registertoets: listening on http://").unwrap();
    let mut raw = Raw::connect(address.parse().unwrap()).await;
    let request = format!("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Request-Id: {}\r\n\r\n", "x".repeat(64));
    for _ in 0..REQUESTS / AT_ONCE {
        raw.send(request.repeat(AT_ONCE)).await;
        for _ in 0..AT_ONCE {
            assert_eq!(raw.answer().await.0.status, 200);
        }
    }
    let mut requests = 0;
    let lost = async {
        loop {
            let line = log.next_line().await.unwrap().unwrap();
            match line.strip_suffix(" lines of this log are lost: nobody took them") {
                Some(start) => break start.strip_prefix("registertoets: ").unwrap().parse::<usize>().unwrap(),
                None => requests += 1,
            }
        }
    };
    let lost = timeout(PATIENCE, lost).await.unwrap();
    assert!(lost > 0);
    assert_eq!(requests + lost, REQUESTS);
}

#[tokio::test]
async fn where_it_cannot_listen_the_log_says_so_in_its_format() {
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for format in ["text", "json"] {
        let output = serve(&["--listen", &address, "--log-format", format, "--log-level", "error"]).output();
        let output = timeout(PATIENCE, output).await.unwrap().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8(output.stderr).unwrap();
        let said = said.strip_suffix('\n').unwrap();
        let words = match format {
            "text" => said.strip_prefix("registertoets: ").unwrap().to_owned(),
            _ => {
                let event: Value = serde_json::from_str(said).unwrap();
                assert_eq!((&event["level"], &event["event"]), (&"ERROR".into(), &"failed".into()));
                event["message"].as_str().unwrap().to_owned()
            }
        };
        assert!(words.starts_with(&format!("cannot listen on {address}: ")), "{words}");
    }
}
