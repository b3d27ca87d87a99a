//! Every capacity and range, once, with its reason.

/// First year of a date in a dossier: nobody registered now has a diploma from before it.
pub const YEAR_MIN: u16 = 1900;
/// Last year of a date in a dossier: two centuries keep a day number under 2¹⁷.
pub const YEAR_MAX: u16 = 2099;
/// Longest reference, in bytes: room for a number, a UUID without dashes or a short hash.
pub const REFERENCE_MAX: usize = 32;
/// Most diplomas in a dossier: one of every class, twice.
pub const DIPLOMAS_MAX: usize = 8;
/// Most periods of work in a dossier: three a year over the five years that count.
pub const WORK_MAX: usize = 16;
/// Most activities in a dossier: one a week over the five years of a registration.
pub const ACTIVITIES_MAX: usize = 256;
/// Most points for one activity, in hundredths (650.00): the largest round number that fits 16 bits.
pub const POINTS_MAX: u16 = 65_000;
/// Most hours of work a week, in hundredths (168.00): all the hours a week has.
pub const HOURS_MAX: u16 = 16_800;
/// Most findings in an outcome: one a rule.
pub const FINDINGS_MAX: usize = crate::regulation::RULES.len();
/// Most findings in an outcome that say what was compared: a renewal out of In opleiding compares eight things.
pub const MEASURES_MAX: usize = 8;

/// Longest binary dossier in bytes, version byte included: an [`encode`](crate::wire::encode) into this many never fails.
pub const DOSSIER_BYTES_MAX: usize = HEAD_BYTES_MAX
    + 1
    + DIPLOMAS_MAX * (1 + DATE_BYTES)
    + 1
    + WORK_MAX * (DATE_BYTES + DATE_BYTES + AMOUNT_BYTES + 1 + 1 + DATE_BYTES)
    + 2
    + ACTIVITIES_MAX * (DATE_BYTES + AMOUNT_BYTES);

/// Longest binary outcome in bytes, version byte included.
pub const OUTCOME_BYTES_MAX: usize = 1
    + (1 + REFERENCE_MAX)
    + DATE_BYTES
    + 2
    + 1
    + FINDINGS_MAX
    + MEASURES_MAX * 2 * TOTAL_BYTES
    + (1 + 3 * TOTAL_BYTES)
    + (1 + 2 * TOTAL_BYTES)
    + 2;

/// Longest text of a dossier in the JSON form that the service reads, in bytes. A full dossier takes under 40 KiB
/// when laid out tightly; the rest is room for white space.
pub const TEXT_BYTES_MAX: usize = 1 << 20;

// version, reference, judged day, request, declarations and flags, documents, registration, VOG, training
const HEAD_BYTES_MAX: usize = 1 + (1 + REFERENCE_MAX) + DATE_BYTES + 3 + (1 + DATE_BYTES) + (1 + DATE_BYTES) + 2;
const DATE_BYTES: usize = 3;
const AMOUNT_BYTES: usize = 3;
const TOTAL_BYTES: usize = 5;

const _: () = assert!(REFERENCE_MAX < 0x80, "the length of a reference is one byte in the binary form");
const _: () = assert!(WORK_MAX < 0x80 && DIPLOMAS_MAX < 0x80, "so are the lengths of these lists");
const _: () = assert!(FINDINGS_MAX * 4 <= 0x80, "a rule with its status is one byte in the binary form");
const _: () = assert!((ACTIVITIES_MAX as u64) * (POINTS_MAX as u64) < u32::MAX as u64, "points add up in 32 bits");
const _: () = assert!(
    1827 * (HOURS_MAX as u64) * (WORK_MAX as u64) < u32::MAX as u64,
    "hours times days add up in 32 bits: five years hold 1827 days at most"
);
