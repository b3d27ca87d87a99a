//! Dossiers and outcomes as the integers that stand in their bytes, in the order in which they stand there.
//!
//! Plain serde types without any of our own reading or writing: what postcard makes of them is what it makes of
//! anyone's. A code with something behind it is an enum, as postcard writes the number of a variant as one byte.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeTuple, Serializer};
use serde::{Deserialize as DeriveDeserialize, Serialize as DeriveSerialize};

#[derive(Debug, PartialEq, DeriveSerialize, DeriveDeserialize)]
pub struct Dossier<'a> {
    pub reference: &'a str,
    pub assessed_on: u32,
    pub request: u8,
    pub declarations_and_flags: u8,
    pub documents: u8,
    pub registration: Registration,
    pub vog: Vog,
    pub training: Training,
    pub diplomas: Vec<(u8, u32)>,
    pub work: Vec<WorkPeriod>,
    pub activities: Vec<(u32, u32)>,
}

#[derive(Debug, PartialEq, DeriveSerialize, DeriveDeserialize)]
pub enum Registration {
    None,
    InOpleiding(u32),
    Junior(u32),
    Senior(u32),
    Basis(u32),
    InOpleidingSkj(u32),
    JuniorSkj(u32),
    SeniorSkj(u32),
    BasisSkj(u32),
}

#[derive(Debug, PartialEq, DeriveSerialize, DeriveDeserialize)]
pub enum Vog {
    None,
    NaturalPosted(u32),
    LegalPosted(u32),
    NaturalRelevantPosted(u32),
    LegalRelevantPosted(u32),
    NaturalEmployer(u32),
    LegalEmployer(u32),
    NaturalRelevantEmployer(u32),
    LegalRelevantEmployer(u32),
    NaturalNotShown(u32),
    LegalNotShown(u32),
    NaturalRelevantNotShown(u32),
    LegalRelevantNotShown(u32),
}

#[derive(Debug, PartialEq, DeriveSerialize, DeriveDeserialize)]
pub enum Training {
    None,
    Masterclasses(u8),
    PostHbo(u8),
    AccreditedMasterclasses(u8),
    AccreditedPostHbo(u8),
}

/// From, length, hours a week, tasks and flags, proof.
#[derive(Debug, PartialEq, DeriveSerialize, DeriveDeserialize)]
pub struct WorkPeriod(pub u32, pub u32, pub u32, pub u8, pub Proof);

#[derive(Debug, PartialEq, DeriveSerialize, DeriveDeserialize)]
pub enum Proof {
    None,
    Contract,
    Employer(u32),
    EmployerDescribes(u32),
    Own,
    OwnDescribes,
    OwnKvk,
    OwnKvkDescribes,
    SignedOwn(u32),
    SignedOwnDescribes(u32),
    SignedOwnKvk(u32),
    SignedOwnKvkDescribes(u32),
}

#[derive(Debug, PartialEq, DeriveSerialize, DeriveDeserialize)]
pub struct Outcome<'a> {
    pub reference: &'a str,
    pub assessed_on: u32,
    pub regulation: u8,
    pub verdict: u8,
    pub findings: Vec<Finding>,
    pub points: Option<(u32, u32, u32)>,
    pub registration: Option<(u8, i32, i32)>,
    pub eligible: u8,
    pub notices: u8,
}

/// A finding: its code, which tells whether two days or two amounts follow.
#[derive(Debug, PartialEq)]
pub enum Finding {
    Plain(u8),
    Days(u8, i32, i32),
    Amounts(u8, u32, u32),
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut parts = serializer.serialize_tuple(3)?;
        match self {
            Self::Plain(code) => parts.serialize_element(code)?,
            Self::Days(code, have, need) => {
                parts.serialize_element(code)?;
                parts.serialize_element(&(have, need))?;
            }
            Self::Amounts(code, have, need) => {
                parts.serialize_element(code)?;
                parts.serialize_element(&(have, need))?;
            }
        }
        parts.end()
    }
}

impl<'de> Deserialize<'de> for Finding {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Parts;

        impl<'de> Visitor<'de> for Parts {
            type Value = Finding;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a finding")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Finding, A::Error> {
                fn next<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(parts: &mut A) -> Result<T, A::Error> {
                    parts.next_element()?.ok_or_else(|| de::Error::custom("cut off"))
                }
                let code: u8 = next(&mut parts)?;
                Ok(match (code / 4, code % 4) {
                    (6 | 16, _) | (3, 0 | 1 | 3) => {
                        let (have, need) = next(&mut parts)?;
                        Finding::Days(code, have, need)
                    }
                    (17 | 18 | 20 | 21 | 22, _) => {
                        let (have, need) = next(&mut parts)?;
                        Finding::Amounts(code, have, need)
                    }
                    _ => Finding::Plain(code),
                })
            }
        }

        deserializer.deserialize_tuple(3, Parts)
    }
}
