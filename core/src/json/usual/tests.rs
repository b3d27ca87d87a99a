//! The usual layouts against the general reader: what the one takes, the other takes alike.

use std::string::{String, ToString};
use std::vec::Vec;

use serde_json::{Value, json};

use super::*;
use crate::json::decode_any_layout;

fn read(text: &[u8]) -> Option<Dossier> {
    let mut dossier = Dossier::unread();
    read_into(text, &mut dossier).map(|()| dossier)
}

/// A dossier with every field, and every shape that a value can have.
fn dossier() -> Value {
    let work = |proof: Value| {
        json!({"from": "2017-01-01", "until": "2019-12-31", "hours_per_week": 16.25, "hbo_level": true,
            "titled": false, "tasks": ["needs_assessment", "dispute_mediation"], "proof": proof})
    };
    let diploma =
        |kind: Value| json!({"kind": kind, "obtained_on": "2012-02-29", "proof": "scan", "in_duo_register": false});
    let activity = |kind: &str, points: Value| json!({"on": "2019-03-03", "kind": kind, "points": points});
    json!({
        "reference": "4610-000001", "assessed_on": "2021-06-01", "request": {"renewal": "senior"},
        "declarations": ["professional_code", "registration_norms"], "ruling_known": true,
        "registration": {"category": "basis", "start": "2018-09-01", "skj_shown": true},
        "vog": {"issued_on": "2021-03-15", "subject": "natural_person", "relevant_profile": true, "original": "posted"},
        "diplomas": [
            diploma(json!("mwd")), diploma(json!({"mantelzorgmakelaar": {"hbo_level_tested": true}})),
            diploma(json!({"evc": {"recognised_provider": true, "report": false}})),
        ],
        "training": {"route": "masterclasses", "provider_accredited": false, "completed": ["masterclass_1"]},
        "documents": ["curriculum_vitae"], "supervisor_is_senior": true,
        "work": [
            work(json!("none")), work(json!("employment_contract")),
            work(json!({"employer_declaration": {"signed_on": "2021-01-01", "describes_function": true}})),
            work(json!({"self_employed": {"kvk_registered": true, "signed_on": null, "describes_function": false}})),
        ],
        "skj_shown": true, "bcmb_ambassador_appointed": true,
        "activities": [
            activity("accredited", json!(7.25)), activity("reflection", json!(0.5)), activity("other", json!(120)),
            activity("bcmb_membership", json!(1)), activity("bcmb_ambassador", json!(0)),
        ],
    })
}

/// The ways in which writers lay out a dossier: compact, spaced, indented; fields in the order of the contract, and in that of
/// the alphabet.
fn layouts() -> Vec<String> {
    let contract = serde_json::to_string(&read(dossier().to_string().as_bytes()).unwrap()).unwrap();
    let alphabet = dossier().to_string();
    let spaced = |text: &str| text.replace("\":", "\": ").replace(",\"", ", \"");
    let indented = serde_json::to_string_pretty(&dossier()).unwrap();
    std::vec![spaced(&contract), spaced(&alphabet), indented, contract, alphabet]
}

/// Whatever it takes, the general reader takes alike.
#[track_caller]
fn assert_never_takes_more(text: &[u8]) -> bool {
    let taken = read(text);
    if let Some(dossier) = &taken {
        assert_eq!(decode_any_layout(text).as_ref(), Ok(dossier), "{}", String::from_utf8_lossy(text));
    }
    taken.is_some()
}

#[test]
fn the_usual_layouts_are_taken() {
    for text in layouts() {
        assert!(assert_never_takes_more(text.as_bytes()), "{text}");
        assert!(assert_never_takes_more(std::format!("\n{text}\r\n").as_bytes()), "{text}");
    }
    for reference in ["x", &"x".repeat(REFERENCE_MAX)] {
        assert!(assert_never_takes_more(layouts()[0].replace("4610-000001", reference).as_bytes()));
    }
}

#[test]
fn every_kind_and_every_request_is_taken() {
    let requests = [
        json!({"admission": "in_opleiding"}),
        json!({"renewal": "junior"}),
        json!({"change": "senior"}),
        json!("basis_conversion"),
    ];
    for request in requests {
        let mut dossier = dossier();
        dossier["request"] = request;
        assert!(assert_never_takes_more(dossier.to_string().as_bytes()));
    }
    let kinds = [
        "mwd",
        "sph",
        "social_work",
        "sjd",
        "pedagogiek",
        "toegepaste_psychologie",
        "toegepaste_gerontologie",
        "predecessor",
        "other_hbo",
        "nursing_hbo",
        "nursing_mbo",
        "wo",
    ];
    for kind in kinds {
        let mut dossier = dossier();
        dossier["diplomas"][0]["kind"] = json!(kind);
        assert!(assert_never_takes_more(dossier.to_string().as_bytes()));
    }
}

#[test]
fn every_amount_is_taken_as_it_is_written() {
    let with_points = |points: &str| {
        std::format!(
            r#"{{"reference":"x","assessed_on":"2021-06-01","request":"basis_conversion",
            "activities":[{{"on":"2019-03-03","kind":"other","points":{points}}}]}}"#
        )
    };
    for whole in 0..=655_u32 {
        for decimals in if whole % 65 == 0 { 0..100_u32 } else { 0..1 } {
            let taken = assert_never_takes_more(with_points(&std::format!("{whole}.{decimals:02}")).as_bytes());
            assert_eq!(taken, whole * 100 + decimals <= 65_000);
        }
    }
    for unusual in ["07", "7.", ".7", "-7", "7e0", "7.255", "7.250", "1000", "0007", "+7", "00", "7,25", "65536"] {
        assert!(!assert_never_takes_more(with_points(unusual).as_bytes()), "{unusual}");
    }
}

#[test]
fn a_byte_changed_left_out_or_doubled_makes_it_take_nothing_that_the_general_reader_does_not() {
    let text = layouts().remove(0).into_bytes();
    for place in 0..text.len() {
        let mut shorter = text.clone();
        shorter.remove(place);
        assert_never_takes_more(&shorter);
        assert_never_takes_more(&text[..place]);
        let mut doubled = text.clone();
        doubled.insert(place, text[place]);
        assert_never_takes_more(&doubled);
        let mut changed = text.clone();
        for byte in *b"\"\\}],:.09e \xFF" {
            changed[place] = byte;
            assert_never_takes_more(&changed);
        }
    }
}

#[test]
fn fields_and_members_that_repeat_or_lack_are_left_to_the_general_reader() {
    let text = dossier().to_string();
    for (from, to) in [
        ("\"skj_shown\":true,\"start\"", "\"skj_shown\":true,\"skj_shown\":true,\"start\""),
        ("[\"masterclass_1\"]", "[\"masterclass_1\",\"masterclass_1\"]"),
        ("\"reference\":\"4610-000001\",", ""),
        ("\"original\":\"posted\",", ""),
        ("4610-000001", "4610\\u002d1"),
        ("4610-000001", ""),
        ("4610-000001", "123456789012345678901234567890123"),
        ("2012-02-29", "2011-02-29"),
        ("2019-12-31", "2016-12-31"),
        ("{\"renewal\":\"senior\"}", "{}"),
        ("{\"renewal\":\"senior\"}", "{\"renewal\":\"senior\",\"change\":\"senior\"}"),
    ] {
        assert!(text.contains(from), "{from}");
        assert!(!assert_never_takes_more(text.replace(from, to).as_bytes()), "{to}");
    }
}
