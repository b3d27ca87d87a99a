//! Plain text for terminals.

/// Widest line, in characters: what any terminal shows.
pub(crate) const WIDTH: usize = 80;

/// Adds a text to a page, broken into lines between words. The lines after the first are indented as far as `lead`,
/// what stands in front of it, goes. A word that is wider than a line stays whole.
pub(crate) fn add_wrapped(page: &mut String, lead: &str, text: &str) {
    let indent = lead.chars().count();
    page.push_str(lead);
    let mut column = indent;
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if column == indent {
            column += width;
        } else if column + 1 + width <= WIDTH {
            page.push(' ');
            column += 1 + width;
        } else {
            page.push('\n');
            page.extend(std::iter::repeat_n(' ', indent));
            column = indent + width;
        }
        page.push_str(word);
    }
    page.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(lead: &str, text: &str) -> String {
        let mut page = String::new();
        add_wrapped(&mut page, lead, text);
        page
    }

    #[test]
    fn lines_break_between_words_and_hang_under_their_first_word() {
        assert_eq!(wrapped("  asks  ", "one line"), "  asks  one line\n");
        let page = wrapped(" 1  ", &["één"; 40].join(" "));
        assert_eq!(page.split_whitespace().count(), 41);
        for (place, line) in page.lines().enumerate() {
            assert!(line.chars().count() <= WIDTH);
            assert_eq!(line.starts_with("    één "), place > 0);
        }
    }

    #[test]
    fn a_line_is_filled_to_the_last_column_and_no_further() {
        let exact = "x".repeat(WIDTH - 6);
        assert_eq!(wrapped("    ", &format!("{exact} y")).lines().count(), 1);
        assert_eq!(wrapped("    ", &format!("{exact} yy")), format!("    {exact}\n    yy\n"));
    }

    #[test]
    fn a_word_wider_than_a_line_stays_whole() {
        let word = "x".repeat(2 * WIDTH);
        assert_eq!(wrapped("- ", &word), format!("- {word}\n"));
        assert_eq!(wrapped("- ", &format!("a {word} b")), format!("- a\n  {word}\n  b\n"));
    }
}
