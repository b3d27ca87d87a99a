//! Articles 3.6 and 4c: the SKJ dispensation (rule 20) and the points (rules 21 to 23).

use registertoets_core::regulation::{ActivityKind, Rule};
use serde_json::{Value, json};

use crate::combinations::{
    Combinations, assert_both_agree_on_all, combinations as all, flags, names, objects, registrations, requests, values,
};
use crate::condition::{Condition, MET, NOT_ASKED, UNMET, assert_each_alone_turns_its_finding, condition, of_each};
use crate::example::{Example, example};

const POINTS: [Rule; 3] = [Rule::PointsTotal, Rule::PointsAccredited, Rule::PointsReflection];

fn activity(kind: &str, points: impl Into<Value>) -> Value {
    json!({"on": "2020-01-01", "kind": kind, "points": points.into()})
}

/// A renewal as Senior with exactly the points asked for, in three activities.
fn norm() -> Example {
    let activities = json!([activity("accredited", 40), activity("reflection", 40), activity("other", 80)]);
    example("worked-example-jansen").with("activities", activities)
}

/// The same with SKJ shown at both moments, and exactly the points asked for then.
fn norm_with_skj() -> Example {
    let activities = json!([activity("accredited", 12), activity("reflection", 8), activity("other", 6)]);
    example("skj-reduced-norm").with("activities", activities)
}

/// The activity without which a rule is not met.
fn decisive(rule: Rule) -> usize {
    match rule {
        Rule::PointsAccredited => 0,
        Rule::PointsReflection => 1,
        _ => 2,
    }
}

pub(crate) fn conditions() -> Vec<Condition> {
    [dispensation(), where_asked(), amounts(), with_dispensation(), period(), kinds()].into_iter().flatten().collect()
}

/// Rule 20.
fn dispensation() -> Vec<Condition> {
    let with = example("skj-reduced-norm");
    let of = |words, with, field: &str, without: Value| {
        condition(Rule::SkjDispensation, words, with, field, without, [NOT_ASKED, MET])
    };
    let of_today = with.with("registration.start", "2021-06-01");
    vec![
        of("renewal is asked, and not a change", &with, "request", json!({"change": "senior"})),
        of("renewal is asked, and not admission", &with, "request", json!({"admission": "senior"})),
        of("renewal is asked, and not a conversion", &with, "request", json!("basis_conversion")),
        of("SKJ is shown with the request", &with, "skj_shown", json!(false)),
        of("SKJ was shown at the start of the registration", &with, "registration.skj_shown", json!(false)),
        of("there is a registration", &with, "registration", Value::Null),
        of("the registration started today at the latest", &of_today, "registration.start", json!("2021-06-02")),
    ]
}

/// Rules 21 to 23 are asked on renewing a registration that is not Basis.
fn where_asked() -> Vec<Condition> {
    let with = norm();
    let of_today = with.with("registration.start", "2021-06-01");
    of_each(POINTS, |rule| {
        let of = |words, field: &str, without: Value| condition(rule, words, &with, field, without, [NOT_ASKED, MET]);
        [
            of("renewal is asked, and not a change", "request", json!({"change": "senior"})),
            of("renewal is asked, and not admission", "request", json!({"admission": "senior"})),
            of("renewal is asked, and not a conversion", "request", json!("basis_conversion")),
            of("there is a registration", "registration", Value::Null),
            of("the registration is not a Basis one", "registration.category", json!("basis")),
            condition(
                rule,
                "the registration started today at the latest, so that there are no points yet",
                &of_today,
                "registration.start",
                "2021-06-02",
                [NOT_ASKED, UNMET],
            ),
        ]
    })
}

/// How many points are asked, to a hundredth.
fn amounts() -> Vec<Condition> {
    let of = |rule, words, with: &Example, less: f64| {
        condition(rule, words, with, format!("activities.{}.points", decisive(rule)), less, [UNMET, MET])
    };
    let (norm, with_skj) = (norm(), norm_with_skj());
    vec![
        of(Rule::PointsTotal, "there are 160 points and not a hundredth less", &norm, 79.99),
        of(Rule::PointsAccredited, "there are 40 accredited points and not a hundredth less", &norm, 39.99),
        of(Rule::PointsReflection, "there are 40 points for reflection and not a hundredth less", &norm, 39.99),
        of(Rule::PointsTotal, "with dispensation there are 26 points and not a hundredth less", &with_skj, 5.99),
        of(
            Rule::PointsAccredited,
            "with dispensation there are 12 accredited points and not a hundredth less",
            &with_skj,
            11.99,
        ),
        of(
            Rule::PointsReflection,
            "with dispensation there are 8 points for reflection and not a hundredth less",
            &with_skj,
            7.99,
        ),
    ]
}

/// The lower norm takes SKJ at both moments.
fn with_dispensation() -> Vec<Condition> {
    let with = norm_with_skj();
    of_each(POINTS, |rule| {
        let of = |words, field: &str| condition(rule, words, &with, field, false, [UNMET, MET]);
        [
            of("SKJ is shown with the request, so that fewer points do", "skj_shown"),
            of("SKJ was shown at the start, so that fewer points do", "registration.skj_shown"),
        ]
    })
}

/// Points count within the registration's period and up to the day judged on (article 3.6).
fn period() -> Vec<Condition> {
    let with = norm();
    of_each(POINTS, |rule| {
        let on = format!("activities.{}.on", decisive(rule));
        let of = |words, with: &Example, field: &str, without: &str| {
            condition(rule, words, with, field, without, [UNMET, MET])
        };
        let judged_later = with.with("assessed_on", "2021-09-02").with(&on, "2021-08-31");
        [
            of(
                "the activity is on the first day of the period, and not before",
                &with.with(&on, "2016-09-01"),
                &on,
                "2016-08-31",
            ),
            of(
                "the period starts on the day of the activity, and not after",
                &with.with("registration.start", "2020-01-01"),
                "registration.start",
                "2020-01-02",
            ),
            of("the activity is on the last day of the period, and not after", &judged_later, &on, "2021-09-01"),
            of("the activity is on the day judged on, and not after", &with.with(&on, "2021-06-01"), &on, "2021-06-02"),
            of(
                "the day judged on is that of the activity, and not before",
                &with.with(&on, "2021-06-01"),
                "assessed_on",
                "2021-05-31",
            ),
        ]
    })
}

/// What counts as what.
fn kinds() -> Vec<Condition> {
    let of = |rule, words, with: &Example, field: &str, without: Value| {
        condition(rule, words, with, field, without, [UNMET, MET])
    };
    let norm = norm();
    let plenty = norm.with("activities.2.points", 650);
    let ambassador = norm.with("activities.2.kind", "bcmb_ambassador").with("bcmb_ambassador_appointed", true);
    let membership = |on| json!({"on": on, "kind": "bcmb_membership", "points": 1});
    let members = json!([
        activity("accredited", 40),
        activity("reflection", 40),
        activity("other", 78),
        membership("2019-12-31"),
        membership("2020-01-01"),
    ]);
    let member = norm.with("activities", members);
    let unappointed = json!("bcmb_ambassador");
    vec![
        of(
            Rule::PointsAccredited,
            "it is accredited, and not other, of which a surplus does not help",
            &plenty,
            "activities.0.kind",
            json!("other"),
        ),
        of(
            Rule::PointsAccredited,
            "it is accredited, and not reflection",
            &plenty,
            "activities.0.kind",
            json!("reflection"),
        ),
        of(
            Rule::PointsReflection,
            "it is reflection, and not other, of which a surplus does not help",
            &plenty,
            "activities.1.kind",
            json!("other"),
        ),
        of(
            Rule::PointsReflection,
            "it is reflection, and not accredited",
            &plenty,
            "activities.1.kind",
            json!("accredited"),
        ),
        of(Rule::PointsTotal, "accredited points count in all", &norm, "activities.0.kind", unappointed.clone()),
        of(Rule::PointsTotal, "points for reflection count in all", &norm, "activities.1.kind", unappointed.clone()),
        of(Rule::PointsTotal, "other points count in all", &norm, "activities.2.kind", unappointed.clone()),
        of(Rule::PointsTotal, "BCMB appointed the ambassador", &ambassador, "bcmb_ambassador_appointed", json!(false)),
        of(Rule::PointsTotal, "membership of BCMB counts in all", &member, "activities.4.kind", unappointed),
        of(
            Rule::PointsTotal,
            "membership counts once a calendar year: this one is of another year",
            &member,
            "activities.4.on",
            json!("2019-01-01"),
        ),
        of(Rule::PointsTotal, "the activities are shown", &norm, "activities", json!([])),
        of(Rule::PointsAccredited, "the activities are shown", &norm, "activities", json!([])),
        of(Rule::PointsReflection, "the activities are shown", &norm, "activities", json!([])),
    ]
}

pub(crate) fn combinations() -> Vec<Combinations> {
    let amounts = |amounts: &[f64]| amounts.iter().map(|amount| json!(amount)).collect::<Vec<_>>();
    let categories = ["in_opleiding", "junior", "senior", "basis"].map(Value::from).into();
    let days =
        ["2016-08-31", "2016-09-01", "2019-12-31", "2020-01-01", "2021-06-01", "2021-06-02"].map(Value::from).into();
    let one_point = objects([("on", days), ("kind", names::<ActivityKind>()), ("points", values([json!(1)]))]);
    let two_more = [activity("other", 1), activity("other", 1)];
    let three = [activity("accredited", 40), activity("reflection", 40), activity("other", 79)];
    let short = norm().with("activities", three.into_iter().chain(two_more).collect::<Value>());
    vec![
        all(
            "every request with every registration, SKJ shown with it or not",
            &norm(),
            [("request", requests()), ("registration", registrations()), ("skj_shown", flags())],
        ),
        all(
            "renewal of each category, SKJ shown or not at either moment, each kind of points at and a hundredth \
             under both norms",
            &norm(),
            [
                ("registration.category", categories),
                ("registration.skj_shown", flags()),
                ("skj_shown", flags()),
                ("activities.0.points", amounts(&[11.99, 12.0, 39.99, 40.0])),
                ("activities.1.points", amounts(&[7.99, 8.0, 39.99, 40.0])),
                ("activities.2.points", amounts(&[5.99, 6.0, 79.99, 80.0, 111.99, 112.0])),
            ],
        ),
        all(
            "two activities of one point that make up for what lacks: of each kind, on each side of the period, \
             of a year's end and of today, an ambassador appointed or not",
            &short,
            [
                ("bcmb_ambassador_appointed", flags()),
                ("activities.2.points", amounts(&[78.0, 79.0])),
                ("activities.3", one_point.clone()),
                ("activities.4", one_point),
            ],
        ),
    ]
}

#[test]
fn each_condition_of_dispensation_and_points_alone_turns_its_finding() {
    assert_each_alone_turns_its_finding(&conditions());
}

#[test]
fn every_combination_of_points_and_dispensation_is_judged_by_the_rules() {
    assert_both_agree_on_all(&combinations()[..2]);
}

#[test]
fn every_combination_of_two_activities_is_judged_by_the_rules() {
    assert_both_agree_on_all(&combinations()[2..]);
}
