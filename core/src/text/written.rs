//! Days, amounts and lists as people write them.

use core::fmt::{self, Write};

use super::category;
use crate::{Category, Day, Set, Total};

/// Writes a day with the name of its month.
pub(super) fn day(f: &mut fmt::Formatter<'_>, day: Day, months: &[&str; 12]) -> fmt::Result {
    let (year, month, day) = day.year_month_day();
    let place = usize::from(month).saturating_sub(1);
    write!(f, "{day} {} {year}", months.get(place).copied().unwrap_or_default())
}

/// Writes an amount with a decimal comma.
pub(super) fn with_comma(f: &mut fmt::Formatter<'_>, amount: Total) -> fmt::Result {
    write!(Commas(f), "{amount}")
}

/// Turns points into commas on their way out.
struct Commas<'f, 'a>(&'f mut fmt::Formatter<'a>);

impl fmt::Write for Commas<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.chars().try_for_each(|character| self.0.write_char(if character == '.' { ',' } else { character }))
    }
}

/// Writes the names of categories, with a word between the last two.
pub(super) fn categories(f: &mut fmt::Formatter<'_>, categories: Set<Category>, or: &str) -> fmt::Result {
    let count = categories.iter().count();
    categories.iter().enumerate().try_for_each(|(place, member)| {
        match place {
            0 => {}
            _ if place + 1 == count => write!(f, " {or} ")?,
            _ => f.write_str(", ")?,
        }
        f.write_str(category(member))
    })
}
