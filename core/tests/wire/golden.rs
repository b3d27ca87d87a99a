//! Dossiers and outcomes with their bytes, part by part, and the integers that those bytes stand for.
//!
//! These bytes were worked out from `FORMAT.md`, not taken from the writer. They never change; rows are only added.

use crate::mirror::{Dossier, Finding, Outcome, Proof, Registration, Training, Vog, WorkPeriod};

/// A dossier: its JSON text, its bytes, its integers.
pub struct Golden {
    pub text: &'static str,
    pub parts: &'static [Part],
    pub mirror: fn() -> Dossier<'static>,
}

/// An outcome: the JSON text of the dossier that it answers, its bytes, its integers.
pub struct GoldenOutcome {
    pub text: &'static str,
    pub parts: &'static [Part],
    pub mirror: fn() -> Outcome<'static>,
}

/// The bytes of one field, and its place as a JSON pointer.
#[derive(Clone, Copy)]
pub struct Part {
    pub hex: &'static str,
    pub form: Form,
    pub pointer: &'static str,
}

/// How a field is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Byte,
    Text,
    Varint,
}

const fn byte(hex: &'static str, pointer: &'static str) -> Part {
    Part { hex, form: Form::Byte, pointer }
}

const fn text(hex: &'static str, pointer: &'static str) -> Part {
    Part { hex, form: Form::Text, pointer }
}

const fn varint(hex: &'static str, pointer: &'static str) -> Part {
    Part { hex, form: Form::Varint, pointer }
}

/// Every golden dossier.
pub const DOSSIERS: [Golden; 7] = [NOTHING_SHOWN, JUNIOR, IN_OPLEIDING, RENEWAL, WORK, FIRST_DAY, LAST_DAY];

/// Every golden outcome.
pub const OUTCOMES: [GoldenOutcome; 7] = [
    CONVERSION_GRANTED,
    RENEWAL_GRANTED,
    RENEWAL_REFUSED,
    ADMISSION_INCOMPLETE,
    CHANGE_TO_THE_BOARD,
    FIRST_DAY_INCOMPLETE,
    LAST_DAY_GRANTED,
];

/// The least there is: a conversion with nothing shown.
pub const NOTHING_SHOWN: Golden = Golden {
    text: r#"{"reference": "x", "assessed_on": "2021-06-01", "request": "basis_conversion"}"#,
    parts: &[
        byte("01", ""),
        text("0178", "/reference"),
        varint("8a10", "/assessed_on"),
        byte("09", "/request"),
        byte("00", "/declarations"),
        byte("00", "/documents"),
        byte("00", "/registration"),
        byte("00", "/vog"),
        byte("00", "/training"),
        varint("00", "/diplomas"),
        varint("00", "/work"),
        varint("00", "/activities"),
    ],
    mirror: || Dossier {
        reference: "x",
        assessed_on: 2058,
        request: 9,
        declarations_and_flags: 0b00000000,
        documents: 0b00000,
        registration: Registration::None,
        vog: Vog::None,
        training: Training::None,
        diplomas: vec![],
        work: vec![],
        activities: vec![],
    },
};

/// An admission as Junior on a listed diploma.
pub const JUNIOR: Golden = Golden {
    text: r#"{
    "reference": "4610-000001", "assessed_on": "2021-06-01", "request": {"admission": "junior"},
    "declarations": ["professional_code", "professional_profile", "complaints_and_discipline", "registration_norms"],
    "vog": {"issued_on": "2021-03-15", "subject": "natural_person", "relevant_profile": true, "original": "posted"},
    "diplomas": [{"kind": "social_work", "obtained_on": "2016-07-01", "proof": "duo_extract"}]
}"#,
    parts: &[
        byte("01", ""),
        text("0b343631302d303030303031", "/reference"),
        varint("8a10", "/assessed_on"),
        byte("01", "/request"),
        byte("0f", "/declarations"),
        byte("00", "/documents"),
        byte("00", "/registration"),
        byte("03", "/vog"),
        varint("4e", "/vog/issued_on"),
        byte("00", "/training"),
        varint("01", "/diplomas"),
        byte("11", "/diplomas/0"),
        varint("840e", "/diplomas/0/obtained_on"),
        varint("00", "/work"),
        varint("00", "/activities"),
    ],
    mirror: || Dossier {
        reference: "4610-000001",
        assessed_on: 2058,
        request: 1,
        declarations_and_flags: 0b00001111,
        documents: 0b00000,
        registration: Registration::None,
        vog: Vog::NaturalRelevantPosted(78),
        training: Training::None,
        diplomas: vec![(17, 1796)],
        work: vec![],
        activities: vec![],
    },
};

/// An admission In opleiding on the day the register began, with a reference of 32 characters.
pub const IN_OPLEIDING: Golden = Golden {
    text: r#"{
    "reference": "!abcdefghijklmnopqrstuvwxyz0123~", "assessed_on": "2015-10-13",
    "request": {"admission": "in_opleiding"},
    "declarations": ["registration_norms"], "supervisor_is_senior": true,
    "training": {
        "route": "masterclasses", "provider_accredited": true, "completed": ["masterclass_1", "practical_test"]
    },
    "documents": ["in_opleiding_request", "completion_commitment", "curriculum_vitae", "supervision_commitment"],
    "diplomas": [
        {"kind": "other_hbo", "obtained_on": "2015-10-12", "proof": "scan", "in_duo_register": false},
        {"kind": {"mantelzorgmakelaar": {"hbo_level_tested": true}}, "obtained_on": "2015-10-13", "proof": "scan"},
        {"kind": {"mantelzorgmakelaar": {"hbo_level_tested": false}}, "obtained_on": "2015-10-14", "proof": "none"},
        {"kind": "nursing_mbo", "obtained_on": "1996-12-31", "proof": "altered_duo_extract", "in_duo_register": false}
    ]
}"#,
    parts: &[
        byte("01", ""),
        text("20216162636465666768696a6b6c6d6e6f707172737475767778797a303132337e", "/reference"),
        varint("00", "/assessed_on"),
        byte("00", "/request"),
        byte("28", "/declarations"),
        byte("0f", "/documents"),
        byte("00", "/registration"),
        byte("00", "/vog"),
        byte("03", "/training"),
        byte("11", "/training/completed"),
        varint("04", "/diplomas"),
        byte("44", "/diplomas/0"),
        varint("01", "/diplomas/0/obtained_on"),
        byte("6d", "/diplomas/1"),
        varint("00", "/diplomas/1/obtained_on"),
        byte("67", "/diplomas/2"),
        varint("d8ba04", "/diplomas/2/obtained_on"),
        byte("52", "/diplomas/3"),
        varint("cc35", "/diplomas/3/obtained_on"),
        varint("00", "/work"),
        varint("00", "/activities"),
    ],
    mirror: || Dossier {
        reference: "!abcdefghijklmnopqrstuvwxyz0123~",
        assessed_on: 0,
        request: 0,
        declarations_and_flags: 0b00101000,
        documents: 0b01111,
        registration: Registration::None,
        vog: Vog::None,
        training: Training::AccreditedMasterclasses(17),
        diplomas: vec![(68, 1), (109, 0), (103, 73048), (82, 6860)],
        work: vec![],
        activities: vec![],
    },
};

/// A renewal with activities of every kind.
pub const RENEWAL: Golden = Golden {
    text: r#"{
    "reference": "4610-000004", "assessed_on": "2021-06-01", "request": {"renewal": "senior"},
    "declarations": ["professional_code", "complaints_and_discipline"],
    "registration": {"category": "senior", "start": "2016-09-01", "skj_shown": true}, "skj_shown": true,
    "bcmb_ambassador_appointed": true,
    "vog": {
        "issued_on": "2020-06-01", "subject": "natural_person", "relevant_profile": true,
        "original": "employer_declaration"
    },
    "work": [{
        "from": "2016-01-01", "hours_per_week": 24, "hbo_level": true, "titled": true,
        "tasks": ["information_and_advice"], "proof": "employment_contract"
    }],
    "activities": [
        {"on": "2021-06-01", "kind": "accredited", "points": 8},
        {"on": "2021-05-31", "kind": "reflection", "points": 7.25},
        {"on": "2020-02-29", "kind": "other", "points": 0.01},
        {"on": "2018-01-01", "kind": "bcmb_membership", "points": 1},
        {"on": "2016-09-01", "kind": "bcmb_ambassador", "points": 650},
        {"on": "2021-06-02", "kind": "accredited", "points": 0}
    ]
}"#,
    parts: &[
        byte("01", ""),
        text("0b343631302d303030303034", "/reference"),
        varint("8a10", "/assessed_on"),
        byte("05", "/request"),
        byte("c5", "/declarations"),
        byte("00", "/documents"),
        byte("07", "/registration"),
        varint("c60d", "/registration/start"),
        byte("07", "/vog"),
        varint("ed02", "/vog/issued_on"),
        byte("00", "/training"),
        varint("00", "/diplomas"),
        varint("01", "/work"),
        varint("ba0f", "/work/0/from"),
        varint("00", "/work/0/until"),
        varint("30", "/work/0/hours_per_week"),
        byte("61", "/work/0/tasks"),
        byte("01", "/work/0/proof"),
        varint("06", "/activities"),
        varint("00", "/activities/0/on"),
        varint("20", "/activities/0/points"),
        varint("09", "/activities/1/on"),
        varint("1d", "/activities/1/points"),
        varint("d21c", "/activities/2/on"),
        varint("a914", "/activities/2/points"),
        varint("fb4d", "/activities/3/on"),
        varint("04", "/activities/3/points"),
        varint("b46c", "/activities/4/on"),
        varint("a814", "/activities/4/points"),
        varint("c0d523", "/activities/5/on"),
        varint("00", "/activities/5/points"),
    ],
    mirror: || Dossier {
        reference: "4610-000004",
        assessed_on: 2058,
        request: 5,
        declarations_and_flags: 0b11000101,
        documents: 0b00000,
        registration: Registration::SeniorSkj(1734),
        vog: Vog::NaturalRelevantEmployer(365),
        training: Training::None,
        diplomas: vec![],
        work: vec![WorkPeriod(1978, 0, 48, 0b1100001, Proof::Contract)],
        activities: vec![(0, 32), (9, 29), (3666, 2601), (9979, 4), (13876, 2600), (584384, 0)],
    },
};

/// A change to Senior with every way to show work.
pub const WORK: Golden = Golden {
    text: r#"{
    "reference": "w", "assessed_on": "2021-12-31", "request": {"change": "senior"}, "ruling_known": true,
    "registration": {"category": "in_opleiding", "start": "2021-01-01"},
    "training": {
        "route": "post_hbo_drechtsteden", "provider_accredited": false, "completed": ["post_hbo_certificate"]
    },
    "documents": ["supervision_declaration"],
    "work": [
        {"from": "2021-01-01", "until": "2021-01-01", "hours_per_week": 0, "hbo_level": false, "titled": false,
         "tasks": [], "proof": "none"},
        {"from": "2021-01-01", "until": "2021-01-02", "hours_per_week": 0.01, "hbo_level": true, "titled": false,
         "tasks": ["information_and_advice", "needs_assessment", "dispute_mediation", "independent_practice",
                   "strengthening_position"],
         "proof": {"employer_declaration": {"signed_on": "2021-12-30", "describes_function": false}}},
        {"from": "2020-12-31", "until": "2021-12-31", "hours_per_week": 15.99, "hbo_level": false, "titled": true,
         "tasks": ["strengthening_position"],
         "proof": {"employer_declaration": {"signed_on": "2021-12-31", "describes_function": true}}},
        {"from": "2022-01-01", "hours_per_week": 168, "hbo_level": true, "titled": true, "tasks": ["needs_assessment"],
         "proof": {"self_employed": {"kvk_registered": false, "signed_on": null, "describes_function": true}}},
        {"from": "2017-01-01", "hours_per_week": 16.5, "hbo_level": true, "titled": true,
         "tasks": ["dispute_mediation"],
         "proof": {"self_employed": {"kvk_registered": true, "signed_on": "2021-08-15", "describes_function": false}}},
        {"from": "2017-01-01", "hours_per_week": 36, "hbo_level": true, "titled": true,
         "tasks": ["independent_practice"],
         "proof": {"self_employed": {"kvk_registered": true, "signed_on": null, "describes_function": false}}},
        {"from": "2017-01-01", "hours_per_week": 36.25, "hbo_level": true, "titled": true,
         "tasks": ["independent_practice"],
         "proof": {"self_employed": {"kvk_registered": true, "signed_on": "2022-01-01", "describes_function": true}}}
    ]
}"#,
    parts: &[
        byte("01", ""),
        text("0177", "/reference"),
        varint("df11", "/assessed_on"),
        byte("08", "/request"),
        byte("10", "/declarations"),
        byte("10", "/documents"),
        byte("01", "/registration"),
        varint("ec02", "/registration/start"),
        byte("00", "/vog"),
        byte("02", "/training"),
        byte("40", "/training/completed"),
        varint("00", "/diplomas"),
        varint("07", "/work"),
        varint("ec02", "/work/0/from"),
        varint("01", "/work/0/until"),
        varint("00", "/work/0/hours_per_week"),
        byte("00", "/work/0/tasks"),
        byte("00", "/work/0/proof"),
        varint("ec02", "/work/1/from"),
        varint("02", "/work/1/until"),
        varint("d102", "/work/1/hours_per_week"),
        byte("5f", "/work/1/tasks"),
        byte("02", "/work/1/proof"),
        varint("01", "/work/1/proof/employer_declaration/signed_on"),
        varint("ed02", "/work/2/from"),
        varint("ee02", "/work/2/until"),
        varint("a08101", "/work/2/hours_per_week"),
        byte("30", "/work/2/tasks"),
        byte("03", "/work/2/proof"),
        varint("00", "/work/2/proof/employer_declaration/signed_on"),
        varint("d8ba04", "/work/3/from"),
        varint("00", "/work/3/until"),
        varint("d002", "/work/3/hours_per_week"),
        byte("62", "/work/3/tasks"),
        byte("05", "/work/3/proof"),
        varint("a10e", "/work/4/from"),
        varint("00", "/work/4/until"),
        varint("21", "/work/4/hours_per_week"),
        byte("64", "/work/4/tasks"),
        byte("0a", "/work/4/proof"),
        varint("8a01", "/work/4/proof/self_employed/signed_on"),
        varint("a10e", "/work/5/from"),
        varint("00", "/work/5/until"),
        varint("48", "/work/5/hours_per_week"),
        byte("68", "/work/5/tasks"),
        byte("06", "/work/5/proof"),
        varint("a10e", "/work/6/from"),
        varint("00", "/work/6/until"),
        varint("b142", "/work/6/hours_per_week"),
        byte("68", "/work/6/tasks"),
        byte("0b", "/work/6/proof"),
        varint("d8ba04", "/work/6/proof/self_employed/signed_on"),
        varint("00", "/activities"),
    ],
    mirror: || Dossier {
        reference: "w",
        assessed_on: 2271,
        request: 8,
        declarations_and_flags: 0b00010000,
        documents: 0b10000,
        registration: Registration::InOpleiding(364),
        vog: Vog::None,
        training: Training::PostHbo(64),
        diplomas: vec![],
        work: vec![
            WorkPeriod(364, 1, 0, 0b0000000, Proof::None),
            WorkPeriod(364, 2, 337, 0b1011111, Proof::Employer(1)),
            WorkPeriod(365, 366, 16544, 0b0110000, Proof::EmployerDescribes(0)),
            WorkPeriod(73048, 0, 336, 0b1100010, Proof::OwnDescribes),
            WorkPeriod(1825, 0, 33, 0b1100100, Proof::SignedOwnKvk(138)),
            WorkPeriod(1825, 0, 72, 0b1101000, Proof::OwnKvk),
            WorkPeriod(1825, 0, 8497, 0b1101000, Proof::SignedOwnKvkDescribes(73048)),
        ],
        activities: vec![],
    },
};

/// Judged on the first date there is: everything else is later and goes round.
pub const FIRST_DAY: Golden = Golden {
    text: r#"{
    "reference": "first", "assessed_on": "1900-01-01", "request": {"renewal": "in_opleiding"},
    "registration": {"category": "basis", "start": "2099-12-31", "skj_shown": true},
    "vog": {
        "issued_on": "1900-01-02", "subject": "legal_person", "relevant_profile": false,
        "original": "employer_declaration"
    },
    "diplomas": [
        {"kind": {"evc": {"recognised_provider": true, "report": true}}, "obtained_on": "1900-01-01", "proof": "scan"},
        {"kind": {"evc": {"recognised_provider": true, "report": false}}, "obtained_on": "2099-12-31", "proof": "scan"},
        {"kind": {"evc": {"recognised_provider": false, "report": true}}, "obtained_on": "2000-01-01", "proof": "none"},
        {"kind": "mwd", "obtained_on": "2055-02-28", "proof": "duo_extract", "in_duo_register": false},
        {"kind": "wo", "obtained_on": "2055-02-27", "proof": "none"}
    ],
    "work": [{
        "from": "1900-01-01", "until": "2099-12-31", "hours_per_week": 15.49, "hbo_level": true, "titled": true,
        "tasks": ["needs_assessment"], "proof": "employment_contract"
    }],
    "activities": [
        {"on": "1900-01-02", "kind": "bcmb_ambassador", "points": 0.24},
        {"on": "2099-12-31", "kind": "reflection", "points": 649.99}
    ]
}"#,
    parts: &[
        byte("01", ""),
        text("056669727374", "/reference"),
        varint("a9f001", "/assessed_on"),
        byte("03", "/request"),
        byte("00", "/declarations"),
        byte("00", "/documents"),
        byte("08", "/registration"),
        varint("01", "/registration/start"),
        byte("06", "/vog"),
        varint("d8ba04", "/vog/issued_on"),
        byte("00", "/training"),
        varint("05", "/diplomas"),
        byte("8d", "/diplomas/0"),
        varint("00", "/diplomas/0/obtained_on"),
        byte("7d", "/diplomas/1"),
        varint("01", "/diplomas/1/obtained_on"),
        byte("87", "/diplomas/2"),
        varint("ad9d02", "/diplomas/2/obtained_on"),
        byte("00", "/diplomas/3"),
        varint("fa7f", "/diplomas/3/obtained_on"),
        byte("5f", "/diplomas/4"),
        varint("fb7f", "/diplomas/4/obtained_on"),
        varint("01", "/work"),
        varint("00", "/work/0/from"),
        varint("d9ba04", "/work/0/until"),
        varint("9f8101", "/work/0/hours_per_week"),
        byte("62", "/work/0/tasks"),
        byte("01", "/work/0/proof"),
        varint("02", "/activities"),
        varint("c4d523", "/activities/0/on"),
        varint("d8e703", "/activities/0/points"),
        varint("09", "/activities/1/on"),
        varint("fffb03", "/activities/1/points"),
    ],
    mirror: || Dossier {
        reference: "first",
        assessed_on: 30_761,
        request: 3,
        declarations_and_flags: 0b00000000,
        documents: 0b00000,
        registration: Registration::BasisSkj(1),
        vog: Vog::LegalEmployer(73048),
        training: Training::None,
        diplomas: vec![(141, 0), (125, 1), (135, 36525), (0, 16378), (95, 16379)],
        work: vec![WorkPeriod(0, 73049, 16543, 0b1100010, Proof::Contract)],
        activities: vec![(584388, 62424), (9, 65023)],
    },
};

/// Judged on the last date there is: nothing is later.
pub const LAST_DAY: Golden = Golden {
    text: r#"{
    "reference": "last", "assessed_on": "2099-12-31", "request": {"change": "in_opleiding"},
    "declarations": ["professional_profile"],
    "registration": {"category": "junior", "start": "1900-01-01"},
    "vog": {"issued_on": "2099-12-31", "subject": "legal_person", "relevant_profile": true, "original": "not_shown"},
    "training": {
        "route": "masterclasses", "provider_accredited": false,
        "completed": ["masterclass_2", "masterclass_3", "masterclass_4", "reflection_test"]
    },
    "diplomas": [{
        "kind": {"evc": {"recognised_provider": false, "report": false}}, "obtained_on": "1900-01-01", "proof": "none"
    }],
    "work": [{
        "from": "2099-12-31", "hours_per_week": 40, "hbo_level": true, "titled": true,
        "tasks": ["needs_assessment"],
        "proof": {"self_employed": {"kvk_registered": false, "signed_on": "1900-01-01", "describes_function": false}}
    }],
    "activities": [{"on": "1900-01-01", "kind": "other", "points": 0.07}]
}"#,
    parts: &[
        byte("01", ""),
        text("046c617374", "/reference"),
        varint("a8f001", "/assessed_on"),
        byte("06", "/request"),
        byte("02", "/declarations"),
        byte("00", "/documents"),
        byte("02", "/registration"),
        varint("d8ba04", "/registration/start"),
        byte("0c", "/vog"),
        varint("00", "/vog/issued_on"),
        byte("01", "/training"),
        byte("2e", "/training/completed"),
        varint("01", "/diplomas"),
        byte("77", "/diplomas/0"),
        varint("d8ba04", "/diplomas/0/obtained_on"),
        varint("01", "/work"),
        varint("00", "/work/0/from"),
        varint("00", "/work/0/until"),
        varint("50", "/work/0/hours_per_week"),
        byte("62", "/work/0/tasks"),
        byte("08", "/work/0/proof"),
        varint("d8ba04", "/work/0/proof/self_employed/signed_on"),
        varint("01", "/activities"),
        varint("c2d523", "/activities/0/on"),
        varint("9f8e01", "/activities/0/points"),
    ],
    mirror: || Dossier {
        reference: "last",
        assessed_on: 30_760,
        request: 6,
        declarations_and_flags: 0b00000010,
        documents: 0b00000,
        registration: Registration::Junior(73048),
        vog: Vog::LegalRelevantNotShown(0),
        training: Training::Masterclasses(46),
        diplomas: vec![(119, 73048)],
        work: vec![WorkPeriod(0, 0, 80, 0b1100010, Proof::SignedOwn(73048))],
        activities: vec![(584386, 18207)],
    },
};

/// A conversion granted: two findings, a registration.
pub const CONVERSION_GRANTED: GoldenOutcome = GoldenOutcome {
    text: r#"{
    "reference": "4610-000004", "assessed_on": "2021-06-01", "request": "basis_conversion",
    "registration": {"category": "basis", "start": "2019-02-28"}
}"#,
    parts: &[
        byte("01", ""),
        text("0b343631302d303030303034", "/reference"),
        varint("8a10", "/assessed_on"),
        byte("0a", "/regulation"),
        byte("00", "/verdict"),
        varint("02", "/findings"),
        byte("04", "/findings/0/rule"),
        byte("0c", "/findings/1/rule"),
        varint("9e04", "/findings/1/have"),
        varint("00", "/findings/1/need"),
        byte("00", "/points"),
        byte("01", "/registration"),
        byte("01", "/registration/category"),
        varint("ef0c", "/registration/start"),
        varint("d20f", "/registration/end"),
        byte("00", "/eligible"),
        byte("00", "/notices"),
    ],
    mirror: || Outcome {
        reference: "4610-000004",
        assessed_on: 2058,
        regulation: 10,
        verdict: 0,
        findings: vec![Finding::Plain(4), Finding::Days(12, 271, 0)],
        points: None,
        registration: Some((1, -824, 1001)),
        eligible: 0b000,
        notices: 0b000000,
    },
};

/// A renewal granted with SKJ dispensation: days, amounts, points, a registration.
pub const RENEWAL_GRANTED: GoldenOutcome = GoldenOutcome {
    text: r#"{
    "reference": "4610-000005", "assessed_on": "2021-06-01", "request": {"renewal": "senior"}, "skj_shown": true,
    "declarations": ["professional_code", "professional_profile", "complaints_and_discipline", "registration_norms"],
    "registration": {"category": "senior", "start": "2016-09-01", "skj_shown": true},
    "vog": {"issued_on": "2020-06-01", "subject": "natural_person", "relevant_profile": true, "original": "posted"},
    "work": [{
        "from": "2016-01-01", "hours_per_week": 24, "hbo_level": true, "titled": true,
        "tasks": ["information_and_advice"], "proof": "employment_contract"
    }],
    "activities": [
        {"on": "2021-05-01", "kind": "accredited", "points": 12},
        {"on": "2020-05-02", "kind": "reflection", "points": 8.25},
        {"on": "2019-05-03", "kind": "other", "points": 5.75}
    ]
}"#,
    parts: &[
        byte("01", ""),
        text("0b343631302d303030303035", "/reference"),
        varint("8a10", "/assessed_on"),
        byte("0a", "/regulation"),
        byte("00", "/verdict"),
        varint("0d", "/findings"),
        byte("00", "/findings/0/rule"),
        byte("04", "/findings/1/rule"),
        byte("0c", "/findings/2/rule"),
        varint("b601", "/findings/2/have"),
        varint("00", "/findings/2/need"),
        byte("10", "/findings/3/rule"),
        byte("14", "/findings/4/rule"),
        byte("18", "/findings/5/rule"),
        varint("00", "/findings/5/have"),
        varint("00", "/findings/5/need"),
        byte("1c", "/findings/6/rule"),
        byte("44", "/findings/7/rule"),
        varint("899b26", "/findings/7/have"),
        varint("80d90c", "/findings/7/need"),
        byte("48", "/findings/8/rule"),
        varint("e012", "/findings/8/have"),
        varint("c00c", "/findings/8/need"),
        byte("4c", "/findings/9/rule"),
        byte("50", "/findings/10/rule"),
        varint("a814", "/findings/10/have"),
        varint("a814", "/findings/10/need"),
        byte("54", "/findings/11/rule"),
        varint("b009", "/findings/11/have"),
        varint("b009", "/findings/11/need"),
        byte("58", "/findings/12/rule"),
        varint("b906", "/findings/12/have"),
        varint("a006", "/findings/12/need"),
        byte("01", "/points"),
        varint("b009", "/points/accredited"),
        varint("b906", "/points/reflection"),
        varint("bf04", "/points/other"),
        byte("01", "/registration"),
        byte("02", "/registration/category"),
        varint("b801", "/registration/start"),
        varint("fa1d", "/registration/end"),
        byte("00", "/eligible"),
        byte("00", "/notices"),
    ],
    mirror: || Outcome {
        reference: "4610-000005",
        assessed_on: 2058,
        regulation: 10,
        verdict: 0,
        findings: vec![
            Finding::Plain(0),
            Finding::Plain(4),
            Finding::Days(12, 91, 0),
            Finding::Plain(16),
            Finding::Plain(20),
            Finding::Days(24, 0, 0),
            Finding::Plain(28),
            Finding::Amounts(68, 626057, 208000),
            Finding::Amounts(72, 2400, 1600),
            Finding::Plain(76),
            Finding::Amounts(80, 2600, 2600),
            Finding::Amounts(84, 1200, 1200),
            Finding::Amounts(88, 825, 800),
        ],
        points: Some((1200, 825, 575)),
        registration: Some((2, 92, 1917)),
        eligible: 0b000,
        notices: 0b000000,
    },
};

/// A renewal refused, with every notice about points.
pub const RENEWAL_REFUSED: GoldenOutcome = GoldenOutcome {
    text: r#"{
    "reference": "r", "assessed_on": "2021-06-01", "request": {"renewal": "junior"},
    "registration": {"category": "junior", "start": "2016-06-01", "skj_shown": true},
    "vog": {"issued_on": "2020-05-31", "subject": "legal_person", "relevant_profile": false, "original": "not_shown"},
    "activities": [
        {"on": "2021-06-01", "kind": "other", "points": 650},
        {"on": "2020-01-01", "kind": "bcmb_membership", "points": 1},
        {"on": "2020-12-31", "kind": "bcmb_membership", "points": 1},
        {"on": "2020-12-31", "kind": "bcmb_ambassador", "points": 8}
    ]
}"#,
    parts: &[
        byte("01", ""),
        text("0172", "/reference"),
        varint("8a10", "/assessed_on"),
        byte("0a", "/regulation"),
        byte("03", "/verdict"),
        varint("0c", "/findings"),
        byte("02", "/findings/0/rule"),
        byte("04", "/findings/1/rule"),
        byte("0f", "/findings/2/rule"),
        varint("01", "/findings/2/have"),
        varint("00", "/findings/2/need"),
        byte("11", "/findings/3/rule"),
        byte("15", "/findings/4/rule"),
        byte("19", "/findings/5/rule"),
        varint("01", "/findings/5/have"),
        varint("00", "/findings/5/need"),
        byte("1e", "/findings/6/rule"),
        byte("46", "/findings/7/rule"),
        varint("00", "/findings/7/have"),
        varint("80d90c", "/findings/7/need"),
        byte("4a", "/findings/8/rule"),
        varint("00", "/findings/8/have"),
        varint("c00c", "/findings/8/need"),
        byte("51", "/findings/9/rule"),
        varint("64", "/findings/9/have"),
        varint("807d", "/findings/9/need"),
        byte("55", "/findings/10/rule"),
        varint("00", "/findings/10/have"),
        varint("a01f", "/findings/10/need"),
        byte("59", "/findings/11/rule"),
        varint("00", "/findings/11/have"),
        varint("a01f", "/findings/11/need"),
        byte("01", "/points"),
        varint("00", "/points/accredited"),
        varint("00", "/points/reflection"),
        varint("64", "/points/other"),
        byte("00", "/registration"),
        byte("00", "/eligible"),
        byte("3c", "/notices"),
    ],
    mirror: || Outcome {
        reference: "r",
        assessed_on: 2058,
        regulation: 10,
        verdict: 3,
        findings: vec![
            Finding::Plain(2),
            Finding::Plain(4),
            Finding::Days(15, -1, 0),
            Finding::Plain(17),
            Finding::Plain(21),
            Finding::Days(25, -1, 0),
            Finding::Plain(30),
            Finding::Amounts(70, 0, 208000),
            Finding::Amounts(74, 0, 1600),
            Finding::Amounts(81, 100, 16000),
            Finding::Amounts(85, 0, 4000),
            Finding::Amounts(89, 0, 4000),
        ],
        points: Some((0, 0, 100)),
        registration: None,
        eligible: 0b000,
        notices: 0b111100,
    },
};

/// An admission incomplete, where another category is open.
pub const ADMISSION_INCOMPLETE: GoldenOutcome = GoldenOutcome {
    text: r#"{
    "reference": "junior-in-training", "assessed_on": "2021-04-30", "request": {"admission": "junior"},
    "declarations": ["professional_code", "professional_profile", "complaints_and_discipline", "registration_norms"],
    "vog": {"issued_on": "2021-03-15", "subject": "natural_person", "relevant_profile": true, "original": "posted"},
    "diplomas": [{"kind": "wo", "obtained_on": "2016-07-01", "proof": "scan"}],
    "training": {"route": "masterclasses", "provider_accredited": true, "completed": ["masterclass_1"]},
    "documents": ["in_opleiding_request", "completion_commitment", "curriculum_vitae", "supervision_commitment"],
    "supervisor_is_senior": true
}"#,
    parts: &[
        byte("01", ""),
        text("126a756e696f722d696e2d747261696e696e67", "/reference"),
        varint("ea0f", "/assessed_on"),
        byte("0a", "/regulation"),
        byte("02", "/verdict"),
        varint("09", "/findings"),
        byte("00", "/findings/0/rule"),
        byte("04", "/findings/1/rule"),
        byte("08", "/findings/2/rule"),
        byte("10", "/findings/3/rule"),
        byte("14", "/findings/4/rule"),
        byte("18", "/findings/5/rule"),
        varint("fe04", "/findings/5/have"),
        varint("00", "/findings/5/need"),
        byte("1c", "/findings/6/rule"),
        byte("20", "/findings/7/rule"),
        byte("2a", "/findings/8/rule"),
        byte("00", "/points"),
        byte("00", "/registration"),
        byte("01", "/eligible"),
        byte("01", "/notices"),
    ],
    mirror: || Outcome {
        reference: "junior-in-training",
        assessed_on: 2026,
        regulation: 10,
        verdict: 2,
        findings: vec![
            Finding::Plain(0),
            Finding::Plain(4),
            Finding::Plain(8),
            Finding::Plain(16),
            Finding::Plain(20),
            Finding::Days(24, 319, 0),
            Finding::Plain(28),
            Finding::Plain(32),
            Finding::Plain(42),
        ],
        points: None,
        registration: None,
        eligible: 0b001,
        notices: 0b000001,
    },
};

/// A change for the board to decide: the training took a day too long.
pub const CHANGE_TO_THE_BOARD: GoldenOutcome = GoldenOutcome {
    text: r#"{
    "reference": "late", "assessed_on": "2022-01-02", "request": {"change": "junior"},
    "registration": {"category": "in_opleiding", "start": "2021-01-01"},
    "diplomas": [{"kind": "mwd", "obtained_on": "1996-12-31", "proof": "scan"}],
    "documents": ["supervision_declaration"]
}"#,
    parts: &[
        byte("01", ""),
        text("046c617465", "/reference"),
        varint("e111", "/assessed_on"),
        byte("0a", "/regulation"),
        byte("01", "/verdict"),
        varint("05", "/findings"),
        byte("04", "/findings/0/rule"),
        byte("0c", "/findings/1/rule"),
        varint("e616", "/findings/1/have"),
        varint("00", "/findings/1/need"),
        byte("20", "/findings/2/rule"),
        byte("3c", "/findings/3/rule"),
        byte("43", "/findings/4/rule"),
        varint("00", "/findings/4/have"),
        varint("01", "/findings/4/need"),
        byte("00", "/points"),
        byte("00", "/registration"),
        byte("00", "/eligible"),
        byte("02", "/notices"),
    ],
    mirror: || Outcome {
        reference: "late",
        assessed_on: 2273,
        regulation: 10,
        verdict: 1,
        findings: vec![
            Finding::Plain(4),
            Finding::Days(12, 1459, 0),
            Finding::Plain(32),
            Finding::Plain(60),
            Finding::Days(67, 0, -1),
        ],
        points: None,
        registration: None,
        eligible: 0b000,
        notices: 0b000010,
    },
};

/// A renewal on the first date there is.
pub const FIRST_DAY_INCOMPLETE: GoldenOutcome = GoldenOutcome {
    text: r#"{"reference": "first", "assessed_on": "1900-01-01", "request": {"renewal": "in_opleiding"}}"#,
    parts: &[
        byte("01", ""),
        text("056669727374", "/reference"),
        varint("a9f001", "/assessed_on"),
        byte("0a", "/regulation"),
        byte("02", "/verdict"),
        varint("0c", "/findings"),
        byte("02", "/findings/0/rule"),
        byte("04", "/findings/1/rule"),
        byte("0e", "/findings/2/rule"),
        byte("12", "/findings/3/rule"),
        byte("22", "/findings/4/rule"),
        byte("2a", "/findings/5/rule"),
        byte("2e", "/findings/6/rule"),
        byte("32", "/findings/7/rule"),
        byte("36", "/findings/8/rule"),
        byte("3a", "/findings/9/rule"),
        byte("46", "/findings/10/rule"),
        varint("00", "/findings/10/have"),
        varint("80d90c", "/findings/10/need"),
        byte("4a", "/findings/11/rule"),
        varint("00", "/findings/11/have"),
        varint("c00c", "/findings/11/need"),
        byte("00", "/points"),
        byte("00", "/registration"),
        byte("00", "/eligible"),
        byte("01", "/notices"),
    ],
    mirror: || Outcome {
        reference: "first",
        assessed_on: 30761,
        regulation: 10,
        verdict: 2,
        findings: vec![
            Finding::Plain(2),
            Finding::Plain(4),
            Finding::Plain(14),
            Finding::Plain(18),
            Finding::Plain(34),
            Finding::Plain(42),
            Finding::Plain(46),
            Finding::Plain(50),
            Finding::Plain(54),
            Finding::Plain(58),
            Finding::Amounts(70, 0, 208000),
            Finding::Amounts(74, 0, 1600),
        ],
        points: None,
        registration: None,
        eligible: 0b000,
        notices: 0b000001,
    },
};

/// An admission on the last date there is: it ends on a day that no dossier can hold.
pub const LAST_DAY_GRANTED: GoldenOutcome = GoldenOutcome {
    text: r#"{
    "reference": "last", "assessed_on": "2099-12-31", "request": {"admission": "junior"},
    "declarations": ["professional_code", "professional_profile", "complaints_and_discipline", "registration_norms"],
    "vog": {"issued_on": "2099-12-31", "subject": "natural_person", "relevant_profile": true, "original": "posted"},
    "diplomas": [{"kind": "mwd", "obtained_on": "1900-01-01", "proof": "scan"}]
}"#,
    parts: &[
        byte("01", ""),
        text("046c617374", "/reference"),
        varint("a8f001", "/assessed_on"),
        byte("0a", "/regulation"),
        byte("00", "/verdict"),
        varint("08", "/findings"),
        byte("00", "/findings/0/rule"),
        byte("04", "/findings/1/rule"),
        byte("08", "/findings/2/rule"),
        byte("10", "/findings/3/rule"),
        byte("14", "/findings/4/rule"),
        byte("18", "/findings/5/rule"),
        varint("da05", "/findings/5/have"),
        varint("00", "/findings/5/need"),
        byte("1c", "/findings/6/rule"),
        byte("20", "/findings/7/rule"),
        byte("00", "/points"),
        byte("01", "/registration"),
        byte("01", "/registration/category"),
        varint("00", "/registration/start"),
        varint("c21c", "/registration/end"),
        byte("00", "/eligible"),
        byte("02", "/notices"),
    ],
    mirror: || Outcome {
        reference: "last",
        assessed_on: 30760,
        regulation: 10,
        verdict: 0,
        findings: vec![
            Finding::Plain(0),
            Finding::Plain(4),
            Finding::Plain(8),
            Finding::Plain(16),
            Finding::Plain(20),
            Finding::Days(24, 365, 0),
            Finding::Plain(28),
            Finding::Plain(32),
        ],
        points: None,
        registration: Some((1, 0, 1825)),
        eligible: 0b000,
        notices: 0b000010,
    },
};
