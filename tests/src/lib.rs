//! What the tests share: the golden cases, the second reading of the rules, and dossiers at their edges.

pub mod cases;
pub mod edges;
pub mod second_reading;
