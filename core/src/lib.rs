//! Judges dossiers against the regulation of the Dutch register of client supporters (*Register Cliëntondersteuners*,
//! version 10 of 1 May 2021): who is admitted, whose registration is renewed, who may change category, and why.
//!
//! A dossier comes in as JSON text or as compact bytes, is judged by every rule that applies, and leaves as an outcome:
//! a verdict, with a finding for each rule.
//!
//! ```text
//! bytes ──► Dossier ──► Findings ──► Verdict ──► bytes
//!       │   facts       the law                  wire::encode_outcome, serde
//!       └─ wire::decode, json::decode: a dossier or an error that says what, where and what was expected
//! ```
//!
//! ```
//! use registertoets_core::regulation::Rule;
//! use registertoets_core::{Status, Verdict, evaluate, json};
//!
//! // Senior since September 2016; the period ends on 31 August 2021
//! let dossier = json::decode(br#"{
//!     "reference": "4610-000001",
//!     "assessed_on": "2021-06-01",
//!     "request": {"renewal": "senior"},
//!     "declarations": ["professional_code", "professional_profile", "complaints_and_discipline", "registration_norms"],
//!     "registration": {"category": "senior", "start": "2016-09-01"},
//!     "vog": {"issued_on": "2021-03-15", "subject": "natural_person", "relevant_profile": true, "original": "posted"},
//!     "work": [{"from": "2016-01-01", "hours_per_week": 24, "hbo_level": true, "titled": true,
//!               "tasks": ["information_and_advice"], "proof": "employment_contract"}],
//!     "activities": [{"on": "2019-03-03", "kind": "accredited", "points": 100},
//!                    {"on": "2020-04-04", "kind": "reflection", "points": 39.75},
//!                    {"on": "2020-12-12", "kind": "other", "points": 100}]
//! }"#)?;
//!
//! let outcome = evaluate(&dossier);
//! assert_eq!(outcome.verdict(), Verdict::Refused);
//! let reflection = outcome.findings.of(Rule::PointsReflection).unwrap();
//! assert_eq!(reflection.status, Status::Unmet); // a surplus elsewhere does not make up for it
//! # Ok::<(), json::TextError>(())
//! ```
//!
//! # The three verbs
//!
//! | verb | function | gives |
//! | --- | --- | --- |
//! | read | [`json::decode`], [`wire::decode`], [`wire::decode_into`] | a [`Dossier`], or what is wrong with the bytes |
//! | judge | [`evaluate`], [`evaluate_as_of`] | an [`Outcome`]: always, for any dossier |
//! | write | [`wire::encode`], [`wire::encode_outcome`], [`wire::write_outcome`], serde's `Serialize` | bytes or text |
//!
//! Three families never mix: bytes that are no dossier are an error, a dossier that the regulation does not grant is
//! an outcome, and a buffer too small is the caller's. A legal "no" is never an `Err`.
//!
//! # What holds
//!
//! - `no_std`, no allocation, no unsafe code, no clock, no floating point in a judgement.
//! - Only well-formed values exist: a [`Date`] is a real date, a [`regulation::WorkPeriod`] does not end before it starts.
//! - The same dossier gives the same bytes everywhere, and there is exactly one binary form of a dossier.
//! - The law is in [`regulation`], one file per article; what each rule asks is in [`regulation::RULES`], and how the
//!   regulation is read where it leaves room is in [`regulation::READINGS`].
//! - Every capacity and range is in [`limits`].
//!
//! With the feature `schema`, which is off by default and allocates, the types describe their text form as JSON Schema
//! (`schemars::JsonSchema`), for programs that publish it.

#![no_std]
#![forbid(unsafe_code)]

#[cfg(feature = "schema")]
extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod json;
pub mod limits;
pub mod regulation;
pub mod text;
pub mod wire;

mod amount;
mod date;
mod dossier;
mod finding;
mod name;
mod outcome;
mod problem;
#[cfg(feature = "schema")]
mod schema;
mod set;

pub use amount::{Amount, HoursPerWeek, Points, Total};
pub use date::{Date, Day};
pub use dossier::{Category, Diplomas, Dossier, Reference, Request, Work};
pub use finding::{Finding, Findings, Measure, Status};
pub use name::Named;
pub use outcome::{GrantedRegistration, Notice, Outcome, PointsByKind, REGULATION, Verdict};
pub use problem::Problem;
pub use regulation::{Registration, evaluate, evaluate_as_of, evaluate_into};
pub use set::Set;
