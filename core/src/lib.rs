#![doc = "placeholder"]
#![no_std]
#![forbid(unsafe_code)]

#[cfg(test)]
extern crate std;

pub mod json;
pub mod limits;
pub mod regulation;
pub mod wire;

mod amount;
mod date;
mod dossier;
mod finding;
mod name;
mod outcome;
mod problem;
mod set;

pub use amount::{Amount, HoursPerWeek, Points, Total};
pub use date::{Date, Day};
pub use dossier::{Category, Diplomas, Dossier, Reference, Request, Work};
pub use finding::{Finding, Findings, Measure, Status};
pub use name::Named;
pub use outcome::{GrantedRegistration, Notice, Outcome, PointsByKind, REGULATION, Verdict};
pub use problem::Problem;
pub use regulation::{Registration, evaluate, evaluate_as_of};
pub use set::Set;
