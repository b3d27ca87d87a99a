//! A register in which records are broken: each is answered in its place, and costs no other one anything.

use registertoets_service::form::DossierForm;
use registertoets_service::record;
use registertoets_tests::http::others::are_served;
use registertoets_tests::http::samples::{BULK, NDJSON};
use registertoets_tests::http::spoilt::{self, Answered, ONE_IN, WAYS};

use crate::served::{held_little, program};

#[test]
fn each_way_to_break_a_line_gives_its_own_error() {
    for (turn, (_, code)) in (0..).zip(WAYS) {
        let (line, expected) = spoilt::line(turn * ONE_IN + ONE_IN / 2);
        assert_eq!(expected, Some(code));
        if code != "too_long" {
            let error = record::read(DossierForm::Ndjson, line.as_bytes()).unwrap_err();
            assert_eq!(error.problem.code(), code, "{line}");
        }
    }
}

#[tokio::test]
async fn a_register_with_one_record_in_a_hundred_broken_loses_nothing() {
    let program = program().await;
    let count = 3 * WAYS.len() as u64 * ONE_IN;
    let mut coming = program.stream(BULK, NDJSON, spoilt::stream(count)).await;
    let mut answered = Answered::default();
    while let Some(part) = coming.next().await.unwrap() {
        answered.add(&part);
    }
    assert!(answered.ends_whole());
    assert_eq!((answered.records, answered.broken), (count, count / ONE_IN));
    are_served(&program).await;
    held_little(&program);
}
