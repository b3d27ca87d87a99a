//! What the tests share: the golden cases, the second reading of the rules, dossiers at their edges and how one that is
//! judged wrong is made small, clients of the service, what holds for any bytes, and the table from the regulation to its
//! tests.

pub mod cases;
pub mod edges;
#[cfg(feature = "program")]
pub mod http;
pub mod properties;
pub mod second_reading;
pub mod seeds;
pub mod smaller;
#[cfg(feature = "program")]
pub mod traceability;
