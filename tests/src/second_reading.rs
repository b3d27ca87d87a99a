//! The second reading: the rules evaluated once more, in the plainest way.
//!
//! This module is the oracle the fast core is tested against. It is written from the page of rules alone and
//! shares nothing with the core: it reads the JSON form directly, walks the calendar day by day, counts amounts
//! in whole hundredths and allocates freely. Where a choice between short and literal had to be made, it is
//! literal. Section numbers in the comments are those of the page of rules.
//!
//! It trusts its input: a dossier that is not valid under section 1 makes it stop with a message, or read nonsense.

use serde_json::{Map, Value, json};

// --- section 2: dates ------------------------------------------------------------------------------------------

/// A day of the Gregorian calendar; the order of the fields makes earlier days smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    /// the year, which a computed day may take outside the range of the dossier
    pub(crate) year: i32,
    /// the month, 1 to 12
    pub(crate) month: i32,
    /// the day of the month, 1 to 31
    pub(crate) day: i32,
}

/// The number of days a month has.
pub(crate) fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 400 == 0 => 29,
        2 if year % 100 == 0 => 28,
        2 if year % 4 == 0 => 29,
        2 => 28,
        _ => 31,
    }
}

impl Day {
    /// The day of this year, month and day number.
    pub(crate) fn new(year: i32, month: i32, day: i32) -> Day {
        Day { year, month, day }
    }

    /// Reads `YYYY-MM-DD`.
    pub(crate) fn read(text: &str) -> Day {
        let parts: Vec<i32> = text.split('-').map(|part| part.parse().expect("a date is made of numbers")).collect();
        Day::new(parts[0], parts[1], parts[2])
    }

    /// Writes `YYYY-MM-DD`.
    pub(crate) fn text(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// The day after.
    pub(crate) fn next(self) -> Day {
        if self.day < days_in_month(self.year, self.month) {
            Day::new(self.year, self.month, self.day + 1)
        } else if self.month < 12 {
            Day::new(self.year, self.month + 1, 1)
        } else {
            Day::new(self.year + 1, 1, 1)
        }
    }

    /// The day before.
    pub(crate) fn previous(self) -> Day {
        if self.day > 1 {
            Day::new(self.year, self.month, self.day - 1)
        } else if self.month > 1 {
            Day::new(self.year, self.month - 1, days_in_month(self.year, self.month - 1))
        } else {
            Day::new(self.year - 1, 12, 31)
        }
    }

    /// The same day number some months later (or earlier), or the last day of a month that is too short for it.
    pub(crate) fn plus_months(self, months: i32) -> Day {
        let mut year = self.year;
        let mut month = self.month + months;
        while month > 12 {
            month -= 12;
            year += 1;
        }
        while month < 1 {
            month += 12;
            year -= 1;
        }
        let last = days_in_month(year, month);
        Day::new(year, month, if self.day > last { last } else { self.day })
    }
}

/// Not older than so many months: the date plus the months is on or after the day of judging.
fn not_older_than(date: Day, months: i32, today: Day) -> bool {
    date.plus_months(months) >= today
}

// --- section 2: amounts ----------------------------------------------------------------------------------------

/// The decimal text of a JSON number, in hundredths.
///
/// The text is taken apart instead of the float, so no rounding comes between the dossier and the comparison.
pub(crate) fn hundredths(number: &Value) -> i64 {
    let text = number.to_string();
    // minus zero is within the range, no other negative number is
    let text = text.trim_start_matches('-');
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut fraction = fraction.trim_end_matches('0').to_string();
    while fraction.len() < 2 {
        fraction.push('0');
    }
    assert!(fraction.len() == 2, "an amount has at most two decimals: {text}");
    let whole: i64 = whole.parse().expect("an amount is a decimal number");
    let fraction: i64 = fraction.parse().expect("an amount is a decimal number");
    whole * 100 + fraction
}

/// An amount in hundredths as a JSON number, an integer where it is whole.
pub(crate) fn number(hundredths: i64) -> Value {
    if hundredths % 100 == 0 { json!(hundredths / 100) } else { json!(hundredths as f64 / 100.0) }
}

// --- section 1: reading the dossier ----------------------------------------------------------------------------

/// The value of a flag, or what it is when left out.
fn flag(value: &Value, field: &str, left_out: bool) -> bool {
    value[field].as_bool().unwrap_or(left_out)
}

/// The members of a list, which is empty when left out.
fn items<'a>(value: &'a Value, field: &str) -> Vec<&'a Value> {
    match value[field].as_array() {
        Some(members) => members.iter().collect(),
        None => Vec::new(),
    }
}

/// Whether a set has this member.
fn has(value: &Value, field: &str, name: &str) -> bool {
    items(value, field).iter().any(|member| *member == name)
}

/// The text of a field that is always there.
fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().expect("the field holds a text")
}

/// The date of a field, or none where the field is null or left out.
fn date(value: &Value, field: &str) -> Option<Day> {
    value[field].as_str().map(Day::read)
}

/// What is asked for: the kind of request, and the target, empty for a conversion.
fn request_of(dossier: &Value) -> (&str, &str) {
    let request = &dossier["request"];
    for kind in ["admission", "renewal", "change"] {
        if let Some(target) = request[kind].as_str() {
            return (kind, target);
        }
    }
    ("basis_conversion", "")
}

/// The registration that exists on the day of judging (section 2).
struct Registration {
    /// one of the three categories, or `basis`
    category: String,
    /// its first day
    start: Day,
    /// its last day, on which it is still in force
    last: Day,
    /// whether an SKJ registration was shown at its start
    skj_shown: bool,
}

impl Registration {
    /// Whether the registration is in force on the day of judging; it is lapsed if not.
    fn in_force(&self, today: Day) -> bool {
        self.start <= today && today <= self.last
    }
}

/// The last day of a registration that runs for so many months from its start.
fn last_day(start: Day, months: i32) -> Day {
    start.plus_months(months).previous()
}

/// The registration, unless it starts after the day of judging.
fn registration_on(dossier: &Value, today: Day) -> Option<Registration> {
    let registration = &dossier["registration"];
    let start = date(registration, "start")?;
    if start > today {
        return None;
    }
    let category = text(registration, "category").to_string();
    let months = if category == "basis" { 36 } else { 60 };
    Some(Registration {
        category,
        start,
        last: last_day(start, months),
        skj_shown: flag(registration, "skj_shown", false),
    })
}

// --- section 3: findings ---------------------------------------------------------------------------------------

/// How a rule turns out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Met,
    Unmet,
    Missing,
    Board,
}

use Status::{Board, Met, Missing, Unmet};

impl Status {
    /// The name in the outcome.
    fn name(self) -> &'static str {
        match self {
            Met => "met",
            Unmet => "unmet",
            Missing => "missing",
            Board => "board",
        }
    }

    /// The order in which the findings of a candidate get worse (3.2); none of those is left to the board.
    fn badness(self) -> i32 {
        match self {
            Met => 0,
            Missing => 1,
            Unmet => 2,
            Board => 3,
        }
    }
}

/// Met or unmet.
fn met_or_unmet(is_met: bool) -> Status {
    if is_met { Met } else { Unmet }
}

/// Met or missing.
fn met_or_missing(is_met: bool) -> Status {
    if is_met { Met } else { Missing }
}

/// One line of the list of findings.
struct Finding {
    rule: &'static str,
    status: Status,
    have_and_need: Option<(Value, Value)>,
}

/// The findings so far, in the order of the table.
struct Findings(Vec<Finding>);

impl Findings {
    /// Adds a finding without amounts or dates.
    fn add(&mut self, rule: &'static str, status: Status) {
        self.0.push(Finding { rule, status, have_and_need: None });
    }

    /// Adds a finding with the two days that were compared.
    fn add_days(&mut self, rule: &'static str, status: Status, have: Day, need: Day) {
        self.0.push(Finding { rule, status, have_and_need: Some((json!(have.text()), json!(need.text()))) });
    }

    /// Adds a finding with two amounts, in hundredths.
    fn add_amounts(&mut self, rule: &'static str, status: Status, have: i64, need: i64) {
        self.0.push(Finding { rule, status, have_and_need: Some((number(have), number(need))) });
    }

    /// Whether any finding has this status.
    fn any(&self, status: Status) -> bool {
        self.0.iter().any(|finding| finding.status == status)
    }
}

// --- section 3.2: diploma, DUO extract, training ---------------------------------------------------------------

/// The four classes a diploma can be in, in the order that decides between equals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Listed,
    Evc,
    Other,
    NoRoute,
}

/// The class of a diploma.
fn class_of(diploma: &Value) -> Class {
    let kind = &diploma["kind"];
    if kind.get("evc").is_some() {
        return Class::Evc;
    }
    if kind.get("mantelzorgmakelaar").is_some() {
        return Class::Other;
    }
    match text(diploma, "kind") {
        "other_hbo" | "nursing_hbo" | "wo" => Class::Other,
        "nursing_mbo" => Class::NoRoute,
        "mwd"
        | "sph"
        | "social_work"
        | "sjd"
        | "pedagogiek"
        | "toegepaste_psychologie"
        | "toegepaste_gerontologie"
        | "predecessor" => Class::Listed,
        kind => unreachable!("no diploma is called {kind}"),
    }
}

/// A diploma that exists, with the findings it would give.
struct Candidate {
    class: Class,
    obtained_on: Day,
    diploma: Status,
    duo_extract: Option<Status>,
    training: Option<Status>,
}

impl Candidate {
    /// The badness of the worst finding.
    fn worst(&self) -> i32 {
        let mut worst = self.diploma.badness();
        for status in [self.duo_extract, self.training].into_iter().flatten() {
            if status.badness() > worst {
                worst = status.badness();
            }
        }
        worst
    }
}

/// The diplomas that exist on the day of judging.
fn diplomas_on(dossier: &Value, today: Day) -> Vec<&Value> {
    items(dossier, "diplomas")
        .into_iter()
        .filter(|diploma| date(diploma, "obtained_on").is_some_and(|day| day <= today))
        .collect()
}

/// The finding `diploma` for a diploma of the class other, which is the same for every target.
fn other_diploma_status(diploma: &Value) -> Status {
    let kind = &diploma["kind"];
    if kind.get("mantelzorgmakelaar").is_some() && !flag(&kind["mantelzorgmakelaar"], "hbo_level_tested", false) {
        return Unmet;
    }
    met_or_missing(text(diploma, "proof") != "none")
}

/// The finding `diploma` for one diploma.
fn diploma_status(diploma: &Value, target: &str) -> Status {
    let class = class_of(diploma);
    if target == "in_opleiding" {
        return match class {
            Class::Other => other_diploma_status(diploma),
            _ => Unmet,
        };
    }
    let shown = text(diploma, "proof") != "none";
    match class {
        Class::Listed => met_or_missing(shown),
        Class::Evc => {
            let certificate = &diploma["kind"]["evc"];
            if !flag(certificate, "recognised_provider", false) {
                Unmet
            } else {
                met_or_missing(flag(certificate, "report", false) && shown)
            }
        }
        Class::Other => other_diploma_status(diploma),
        Class::NoRoute => Unmet,
    }
}

/// The finding `duo_extract` for one diploma, where it applies.
fn duo_extract_status(diploma: &Value) -> Option<Status> {
    let kind = &diploma["kind"];
    let hbo = class_of(diploma) == Class::Listed || *kind == "other_hbo" || *kind == "nursing_hbo";
    let obtained_on = date(diploma, "obtained_on")?;
    if !hbo || obtained_on < Day::new(1997, 1, 1) || !flag(diploma, "in_duo_register", true) {
        return None;
    }
    Some(match text(diploma, "proof") {
        "duo_extract" => Met,
        "altered_duo_extract" => Unmet,
        _ => Missing,
    })
}

/// Whether the training is complete.
fn training_complete(dossier: &Value, today: Day) -> bool {
    let training = &dossier["training"];
    let completed = |name| has(training, "completed", name);
    if text(training, "route") == "post_hbo_drechtsteden" {
        return completed("post_hbo_certificate");
    }
    let shown: Vec<&Value> =
        diplomas_on(dossier, today).into_iter().filter(|diploma| text(diploma, "proof") != "none").collect();
    let care_broker = shown.iter().any(|diploma| diploma["kind"].get("mantelzorgmakelaar").is_some());
    let nurse = shown.iter().any(|diploma| diploma["kind"] == "nursing_hbo" || diploma["kind"] == "nursing_mbo");
    completed("masterclass_1")
        && (completed("masterclass_2") || care_broker)
        && completed("masterclass_3")
        && (completed("masterclass_4") || nurse)
        && completed("practical_test")
        && completed("reflection_test")
}

/// The finding `training`, given whether the category asks for a complete or for an unfinished training.
fn training_status(dossier: &Value, target: &str, today: Day) -> Status {
    let training = &dossier["training"];
    if training.is_null() {
        return Missing;
    }
    if !flag(training, "provider_accredited", false) {
        return Unmet;
    }
    let complete = training_complete(dossier, today);
    if target == "in_opleiding" {
        // who has finished is no longer in training
        if complete { Unmet } else { Met }
    } else {
        met_or_missing(complete)
    }
}

/// The candidate on which entry is judged, if any diploma exists.
fn judged_candidate(dossier: &Value, target: &str, today: Day) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    for diploma in diplomas_on(dossier, today) {
        let class = class_of(diploma);
        let trained = class == Class::Other && target != "in_opleiding";
        let candidate = Candidate {
            class,
            obtained_on: date(diploma, "obtained_on").expect("a diploma has a date"),
            diploma: diploma_status(diploma, target),
            duo_extract: duo_extract_status(diploma),
            training: trained.then(|| training_status(dossier, target, today)),
        };
        // only a strictly better one takes the place, so that the order of the list decides between equals
        let better = match &best {
            None => true,
            Some(best) => (candidate.worst(), candidate.class) < (best.worst(), best.class),
        };
        if better {
            best = Some(candidate);
        }
    }
    best
}

// --- section 3.3: work -----------------------------------------------------------------------------------------

/// A period of work that exists on the day of judging.
struct Work {
    from: Day,
    until: Option<Day>,
    /// hours per week, in hundredths
    hours: i64,
    claims: bool,
    proves: bool,
}

impl Work {
    /// Whether the period holds on a day.
    fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Whether a declaration of work is signed on a day that exists, not longer than 6 months ago.
fn declaration_is_fresh(declaration: &Value, today: Day) -> bool {
    match date(declaration, "signed_on") {
        Some(signed_on) => signed_on <= today && not_older_than(signed_on, 6, today),
        None => false,
    }
}

/// Whether the proof of a period holds.
fn work_proof_holds(period: &Value, today: Day) -> bool {
    let proof = &period["proof"];
    let titled = flag(period, "titled", false);
    if *proof == "none" {
        return false;
    }
    if *proof == "employment_contract" {
        // a bare contract does not tell what the work was, only the title does
        return titled;
    }
    if let Some(declaration) = proof.get("employer_declaration") {
        return declaration_is_fresh(declaration, today) && (titled || flag(declaration, "describes_function", false));
    }
    let own = &proof["self_employed"];
    flag(own, "kvk_registered", false)
        && declaration_is_fresh(own, today)
        && (titled || flag(own, "describes_function", false))
}

/// The periods of work that exist on the day of judging.
fn work_on(dossier: &Value, today: Day) -> Vec<Work> {
    let mut periods = Vec::new();
    for period in items(dossier, "work") {
        let from = date(period, "from").expect("a period of work has a first day");
        if from > today {
            continue;
        }
        let claims = flag(period, "hbo_level", false) && !items(period, "tasks").is_empty();
        periods.push(Work {
            from,
            until: date(period, "until"),
            hours: hundredths(&period["hours_per_week"]),
            claims,
            proves: claims && work_proof_holds(period, today),
        });
    }
    periods
}

/// Met, missing or unmet, from the proven and the claimed amount.
fn work_status(proven: i64, claimed: i64, need: i64, no_work: bool) -> Status {
    if proven >= need {
        Met
    } else if claimed >= need || no_work {
        Missing
    } else {
        Unmet
    }
}

/// Adds the findings `work_hours` and `work_current`.
fn judge_work(dossier: &Value, candidate: Option<&Candidate>, today: Day, findings: &mut Findings) {
    let periods = work_on(dossier, today);
    let no_work = periods.is_empty();

    let mut day = today.plus_months(-60).next();
    if let Some(candidate) = candidate
        && candidate.obtained_on >= day
    {
        day = candidate.obtained_on.next();
    }
    // sevenths of hundredths of an hour: each day worked gives the hours of its week once
    let mut proven = 0;
    let mut claimed = 0;
    while day <= today && !no_work {
        for period in periods.iter().filter(|period| period.holds_on(day)) {
            if period.claims {
                claimed += period.hours;
            }
            if period.proves {
                proven += period.hours;
            }
        }
        day = day.next();
    }
    let need = 2080 * 100;
    let status = work_status(proven, claimed, need * 7, no_work);
    findings.add_amounts("work_hours", status, proven / 7, need);

    let mut proven = 0;
    let mut claimed = 0;
    for period in periods.iter().filter(|period| period.holds_on(today)) {
        if period.claims {
            claimed += period.hours;
        }
        if period.proves {
            proven += period.hours;
        }
    }
    let need = 16 * 100;
    let status = work_status(proven, claimed, need, no_work);
    findings.add_amounts("work_current", status, proven, need);
}

// --- section 3.4: points ---------------------------------------------------------------------------------------

/// The points counted, in hundredths, and what was noticed while counting.
struct Points {
    accredited: i64,
    reflection: i64,
    other: i64,
    some_outside: bool,
    membership_year_repeated: bool,
    ambassador_not_appointed: bool,
}

/// Counts the points of the registration's period up to the day of judging.
fn count_points(dossier: &Value, held: &Registration, today: Day) -> Points {
    let appointed = flag(dossier, "bcmb_ambassador_appointed", false);
    let mut points = Points {
        accredited: 0,
        reflection: 0,
        other: 0,
        some_outside: false,
        membership_year_repeated: false,
        ambassador_not_appointed: false,
    };
    let mut membership_years: Vec<i32> = Vec::new();
    for activity in items(dossier, "activities") {
        let on = date(activity, "on").expect("an activity has a day");
        if on < held.start || on > held.last || on > today {
            points.some_outside = true;
            continue;
        }
        let amount = hundredths(&activity["points"]);
        match text(activity, "kind") {
            "accredited" => points.accredited += amount,
            "reflection" => points.reflection += amount,
            "other" => points.other += amount,
            "bcmb_membership" => {
                if membership_years.contains(&on.year) {
                    points.membership_year_repeated = true;
                } else {
                    membership_years.push(on.year);
                    points.other += 100;
                }
            }
            "bcmb_ambassador" => {
                if appointed {
                    points.other += amount;
                } else {
                    points.ambassador_not_appointed = true;
                }
            }
            kind => unreachable!("no activity is called {kind}"),
        }
    }
    points
}

// --- sections 3 and 4: the table and the outcome ---------------------------------------------------------------

/// The outcome of a valid dossier, judged on its own day or on `as_of` instead.
///
/// The dossier is in the JSON form of section 1, in which fields may be left out; the outcome has exactly the fields
/// of section 4.
pub fn outcome(dossier: &Value, as_of: Option<&str>) -> Value {
    let today = Day::read(as_of.unwrap_or(text(dossier, "assessed_on")));
    let (kind, target) = request_of(dossier);
    let mut outcome = judge(dossier, kind, target, today);

    let mut eligible = Vec::new();
    if kind == "admission" && outcome["verdict"] != "granted" {
        for other in ["in_opleiding", "junior", "senior"] {
            if other != target && judge(dossier, kind, other, today)["verdict"] == "granted" {
                eligible.push(other);
            }
        }
    }
    outcome["eligible"] = json!(eligible);
    outcome
}

/// The outcome of this request for this target, with `eligible` still empty.
fn judge(dossier: &Value, kind: &str, target: &str, today: Day) -> Value {
    let admission = kind == "admission";
    let renewal = kind == "renewal";
    let change = kind == "change";
    let held = registration_on(dossier, today);

    // a renewal without a registration, or of Basis, is a renewal into another category too
    let other_category = match &held {
        Some(held) => held.category != target,
        None => true,
    };
    let entry = admission || change || (renewal && other_category);

    let mut findings = Findings(Vec::new());

    // rule 1
    if admission || renewal {
        let all = ["professional_code", "professional_profile", "complaints_and_discipline", "registration_norms"]
            .iter()
            .all(|name| has(dossier, "declarations", name));
        findings.add("declarations", met_or_missing(all));
    }

    // rule 2
    let ruling = flag(dossier, "ruling_known", false);
    findings.add("ruling", if ruling { Board } else { Met });

    // rule 3
    if admission {
        let registered = held.as_ref().is_some_and(|held| held.in_force(today));
        findings.add("single_registration", met_or_unmet(!registered));
    }

    // rule 4, section 3.1
    if !admission {
        match &held {
            None => findings.add("registration_held", Missing),
            Some(held) => {
                let basis = held.category == "basis";
                let lapsed = !held.in_force(today);
                let status = if renewal {
                    if basis || lapsed { Board } else { Met }
                } else if change {
                    if basis || held.category == target {
                        Unmet
                    } else if lapsed {
                        Board
                    } else {
                        Met
                    }
                } else if !basis {
                    Unmet
                } else if lapsed {
                    Board
                } else {
                    Met
                };
                findings.add_days("registration_held", status, held.last, today);
            }
        }
    }

    // rules 5 to 8
    if admission || renewal {
        let vog = &dossier["vog"];
        match date(vog, "issued_on").filter(|issued_on| *issued_on <= today) {
            None => findings.add("vog_held", Missing),
            Some(issued_on) => {
                let personal = text(vog, "subject") != "legal_person";
                findings.add("vog_held", met_or_unmet(personal));
                let relevant = flag(vog, "relevant_profile", false);
                findings.add("vog_profile", met_or_unmet(relevant));
                let recent = met_or_unmet(not_older_than(issued_on, 12, today));
                findings.add_days("vog_age", recent, issued_on.plus_months(12), today);
                let seen = text(vog, "original") != "not_shown";
                findings.add("vog_original", met_or_missing(seen));
            }
        }
    }

    // rules 9 to 11, section 3.2
    let candidate = if entry { judged_candidate(dossier, target, today) } else { None };
    if entry {
        match &candidate {
            None => findings.add("diploma", Missing),
            Some(candidate) => {
                findings.add("diploma", candidate.diploma);
                if let Some(status) = candidate.duo_extract {
                    findings.add("duo_extract", status);
                }
            }
        }
        if target == "in_opleiding" {
            findings.add("training", training_status(dossier, target, today));
        } else if let Some(status) = candidate.as_ref().and_then(|candidate| candidate.training) {
            findings.add("training", status);
        }
    }

    // rules 12 to 15
    if entry && target == "in_opleiding" {
        let document = |name| met_or_missing(has(dossier, "documents", name));
        findings.add("in_opleiding_request", document("in_opleiding_request"));
        findings.add("completion_commitment", document("completion_commitment"));
        findings.add("curriculum_vitae", document("curriculum_vitae"));
        let training = &dossier["training"];
        let both_tests = has(training, "completed", "practical_test") && has(training, "completed", "reflection_test");
        if !both_tests {
            let status = if !has(dossier, "documents", "supervision_commitment") {
                Missing
            } else {
                met_or_unmet(flag(dossier, "supervisor_is_senior", false))
            };
            findings.add("supervision", status);
        }
    }

    // rules 16 and 17
    if let Some(held) = &held
        && (change || renewal)
        && held.category == "in_opleiding"
        && (target == "junior" || target == "senior")
    {
        let declared = has(dossier, "documents", "supervision_declaration");
        findings.add("supervision_declaration", met_or_missing(declared));
        let deadline = held.start.plus_months(12);
        let status = if today <= deadline { Met } else { Board };
        findings.add_days("training_deadline", status, today, deadline);
    }

    // rules 18 and 19, section 3.3
    if (entry && target == "senior") || renewal {
        judge_work(dossier, candidate.as_ref(), today, &mut findings);
    }

    // rule 20
    let shown_at_start = held.as_ref().is_some_and(|held| held.skj_shown);
    let shown_now = flag(dossier, "skj_shown", false);
    let dispensation = renewal && shown_at_start && shown_now;
    if dispensation {
        findings.add("skj_dispensation", Met);
    }

    // rules 21 to 23, section 3.4
    let points = match &held {
        Some(held) if renewal && held.category != "basis" => Some(count_points(dossier, held, today)),
        _ => None,
    };
    if let Some(points) = &points {
        let (total, accredited, reflection) = if dispensation { (26, 12, 8) } else { (160, 40, 40) };
        let have = points.accredited + points.reflection + points.other;
        for (rule, have, need) in [
            ("points_total", have, total * 100),
            ("points_accredited", points.accredited, accredited * 100),
            ("points_reflection", points.reflection, reflection * 100),
        ] {
            findings.add_amounts(rule, met_or_unmet(have >= need), have, need);
        }
    }

    // section 4: verdict
    let verdict = if findings.any(Unmet) {
        "refused"
    } else if findings.any(Missing) {
        "incomplete"
    } else if findings.any(Board) {
        "board"
    } else {
        "granted"
    };

    // section 4: registration
    let registration = if verdict != "granted" {
        Value::Null
    } else if admission {
        granted(target, today, last_day(today, 60))
    } else {
        let held = held.as_ref().expect("without one it is not granted");
        if renewal {
            let start = held.last.next();
            granted(target, start, last_day(start, 60))
        } else if change {
            granted(target, held.start, held.last)
        } else {
            granted("junior", held.start, last_day(held.start, 60))
        }
    };

    // section 4: notices
    let mut notices = Vec::new();
    if today < Day::new(2021, 5, 1) {
        notices.push("not_yet_in_force");
    }
    if entry && today >= Day::new(2022, 1, 1) {
        notices.push("criteria_superseded");
    }
    if let Some(points) = &points {
        if points.some_outside {
            notices.push("activities_outside_period");
        }
        if points.membership_year_repeated {
            notices.push("membership_year_repeated");
        }
        if points.ambassador_not_appointed {
            notices.push("ambassador_not_appointed");
        }
    }
    if renewal && held.is_some() && shown_at_start != shown_now {
        notices.push("skj_shown_once");
    }

    json!({
        "reference": dossier["reference"],
        "assessed_on": today.text(),
        "regulation": 10,
        "verdict": verdict,
        "findings": findings.0.iter().map(written).collect::<Vec<Value>>(),
        "points": points.as_ref().map(|points| json!({
            "accredited": number(points.accredited),
            "reflection": number(points.reflection),
            "other": number(points.other),
            "total": number(points.accredited + points.reflection + points.other),
        })),
        "registration": registration,
        "eligible": [],
        "notices": notices,
    })
}

/// A finding as it stands in the outcome.
fn written(finding: &Finding) -> Value {
    let mut fields = Map::new();
    fields.insert("rule".to_string(), json!(finding.rule));
    fields.insert("status".to_string(), json!(finding.status.name()));
    if let Some((have, need)) = &finding.have_and_need {
        fields.insert("have".to_string(), have.clone());
        fields.insert("need".to_string(), need.clone());
    }
    Value::Object(fields)
}

/// A granted registration as it stands in the outcome.
fn granted(category: &str, start: Day, end: Day) -> Value {
    json!({"category": category, "start": start.text(), "end": end.text()})
}
