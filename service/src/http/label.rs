//! Labels of metrics: closed lists of names, so that no label can ever hold a value of a request.

use registertoets_core::regulation::Rule;
use registertoets_core::{Named, Problem, Verdict};

/// A closed list of values that a label can have.
pub(super) trait Label: Copy {
    /// The name of the label.
    const KEY: &'static str;
    /// How many values there are.
    const COUNT: usize;

    /// Every value, in the order of their places.
    fn all() -> Vec<Self>;

    /// The place of this value among all, from 0.
    fn place(self) -> usize;

    /// The value as it is shown.
    fn name(self) -> &'static str;
}

/// Declares a closed list of values of a label.
macro_rules! labels {
    ($(#[$about:meta])* $vis:vis enum $list:ident as $key:literal {
        $($(#[$meaning:meta])* $member:ident = $name:literal,)+
    }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis enum $list { $($(#[$meaning])* $member,)+ }

        impl $crate::http::label::Label for $list {
            const KEY: &'static str = $key;
            const COUNT: usize = [$($name,)+].len();

            fn all() -> Vec<Self> {
                vec![$(Self::$member,)+]
            }

            fn place(self) -> usize {
                self as usize
            }

            fn name(self) -> &'static str {
                match self { $(Self::$member => $name,)+ }
            }
        }
    };
}

pub(super) use labels;

/// Names of the core are values of labels too.
macro_rules! named {
    ($list:ident as $key:literal) => {
        impl Label for $list {
            const KEY: &'static str = $key;
            const COUNT: usize = Self::ALL.len();

            fn all() -> Vec<Self> {
                Self::ALL.to_vec()
            }

            fn place(self) -> usize {
                usize::from(self.number())
            }

            fn name(self) -> &'static str {
                Named::name(self)
            }
        }
    };
}

named!(Verdict as "verdict");
named!(Rule as "rule");
named!(Problem as "code");

/// What is not there is a value as well, the last one.
impl<L: Label> Label for Option<L> {
    const KEY: &'static str = L::KEY;
    const COUNT: usize = L::COUNT + 1;

    fn all() -> Vec<Self> {
        L::all().into_iter().map(Some).chain([None]).collect()
    }

    fn place(self) -> usize {
        self.map_or(L::COUNT, L::place)
    }

    fn name(self) -> &'static str {
        self.map_or("none", L::name)
    }
}

/// Names and values of the labels of one series.
pub(super) type Pairs = Vec<(&'static str, &'static str)>;

/// One label, or several together.
pub(super) trait Labels: Copy {
    /// The labels of every series, in the order of their places.
    fn sets() -> Vec<Pairs>;

    /// The place of the series with these labels, from 0.
    fn series(self) -> usize;
}

impl<A: Label> Labels for A {
    fn sets() -> Vec<Pairs> {
        A::all().into_iter().map(|value| vec![(A::KEY, value.name())]).collect()
    }

    fn series(self) -> usize {
        self.place()
    }
}

impl<A: Label, B: Label> Labels for (A, B) {
    fn sets() -> Vec<Pairs> {
        product(A::sets(), &B::sets())
    }

    fn series(self) -> usize {
        self.0.place() * B::COUNT + self.1.place()
    }
}

impl<A: Label, B: Label, C: Label> Labels for (A, B, C) {
    fn sets() -> Vec<Pairs> {
        product(<(A, B)>::sets(), &C::sets())
    }

    fn series(self) -> usize {
        (self.0, self.1).series() * C::COUNT + self.2.place()
    }
}

fn product(sets: Vec<Pairs>, others: &[Pairs]) -> Vec<Pairs> {
    sets.iter().flat_map(|set| others.iter().map(|other| [&**set, other].concat())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    labels! {
        /// A list of two.
        enum Colour as "colour" {
            /// The first.
            Red = "red",
            /// The last.
            Blue = "blue",
        }
    }

    #[test]
    fn a_series_is_at_its_place_among_all() {
        let sets = <(Option<Colour>, Verdict, Colour)>::sets();
        assert_eq!(sets.len(), 3 * Verdict::COUNT * 2);
        for colour in Option::<Colour>::all() {
            for verdict in Verdict::all() {
                for other in Colour::all() {
                    let labels =
                        [("colour", colour.name()), ("verdict", Label::name(verdict)), ("colour", other.name())];
                    assert_eq!(sets[(colour, verdict, other).series()], labels);
                }
            }
        }
    }

    #[test]
    fn what_is_not_there_is_the_last_value() {
        let names: Vec<_> = Option::<Colour>::all().into_iter().map(Label::name).collect();
        assert_eq!(names, ["red", "blue", "none"]);
    }
}
