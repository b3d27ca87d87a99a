//! The usual layouts of a dossier, read at full speed.
//!
//! Nearly all time of a judgement from text goes into reading it, and nearly all writers lay it out alike: names without
//! escapes, amounts in plain decimals, no space before a colon. This reader takes that and nothing else, compact or
//! indented, with fields in any order. It never refuses: at the first byte that it does not expect it gives up, and the
//! general reader starts anew, which takes every spelling and knows what to say of an error. What may go wrong is thus
//! one thing only: taking what the general reader does not take, or otherwise. Both read the same texts in the tests.

use crate::limits::REFERENCE_MAX;
use crate::regulation::{
    Activity, ActivityKind, Diploma, DiplomaKind, Registration, Training, Vog, WorkPeriod, WorkProof,
};
use crate::{Amount, Category, Date, Dossier, Named, Reference, Request, Set};

/// What is read, or nothing where it is not in a usual layout.
type Read<T = ()> = Option<T>;

/// Reads a dossier into `dossier`, if it is laid out in a usual way; otherwise that is a mixture of what it was and what
/// was read.
pub(super) fn read_into(text: &[u8], dossier: &mut Dossier) -> Read {
    let mut reader = Usual { rest: text };
    reader.gap();
    reader.dossier(dossier)?;
    reader.gap();
    reader.rest.is_empty().then_some(())
}

/// Gives the fields that a text may leave out the values that they then have.
fn clear(dossier: &mut Dossier) {
    // one by one: as a whole it would be copied
    let Dossier {
        reference: _,
        assessed_on: _,
        request: _,
        declarations,
        ruling_known,
        registration,
        vog,
        diplomas,
        training,
        documents,
        supervisor_is_senior,
        work,
        skj_shown,
        bcmb_ambassador_appointed,
        activities,
    } = dossier;
    *declarations = Set::EMPTY;
    *ruling_known = false;
    *registration = None;
    *vog = None;
    diplomas.clear();
    *training = None;
    *documents = Set::EMPTY;
    *supervisor_is_senior = false;
    work.clear();
    *skj_shown = false;
    *bcmb_ambassador_appointed = false;
    activities.clear();
}

struct Usual<'a> {
    rest: &'a [u8],
}

/// The fields of an object as they stand before their values, in the order of the contract.
macro_rules! fields {
    ($($name:literal),+) => { [$(concat!("\"", $name, "\":").as_bytes()),+] };
}

impl Usual<'_> {
    /// Skips white space.
    #[inline(always)]
    fn gap(&mut self) {
        // compact text has none: one look tells
        while self.rest.first().is_some_and(|byte| *byte <= b' ') && self.eat_white_space() {}
    }

    fn eat_white_space(&mut self) -> bool {
        let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = self.rest else { return false };
        self.rest = rest;
        true
    }

    /// Skips these bytes, if they come next.
    #[inline(always)]
    fn eat(&mut self, bytes: &[u8]) -> bool {
        match self.rest.strip_prefix(bytes) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    #[inline(always)]
    fn expect(&mut self, bytes: &[u8]) -> Read {
        self.eat(bytes).then_some(())
    }

    /// Reads an object whose fields come in any order, each at most once; a bit for each that is there.
    #[inline(always)]
    fn object(&mut self, names: &[&[u8]], mut value: impl FnMut(&mut Self, usize) -> Read) -> Read<u32> {
        let mut seen = 0;
        let mut after = 0;
        self.items(b"{", b"}", |reader| {
            // most often fields come in the order of the contract, so the search begins behind the one before
            let order = (after..names.len()).chain(0..after);
            let place = order.into_iter().find(|place| names.get(*place).is_some_and(|name| reader.eat(name)))?;
            let bit = 1 << place;
            if seen & bit != 0 {
                return None;
            }
            seen |= bit;
            after = place + 1;
            reader.gap();
            value(reader, place)
        })?;
        Some(seen)
    }

    /// Reads what stands between brackets, item after item.
    #[inline(always)]
    fn items(&mut self, open: &[u8], close: &[u8], mut item: impl FnMut(&mut Self) -> Read) -> Read {
        self.expect(open)?;
        self.gap();
        if self.eat(close) {
            return Some(());
        }
        loop {
            item(self)?;
            self.gap();
            if !self.eat(b",") {
                return self.expect(close);
            }
            self.gap();
        }
    }

    #[inline(always)]
    fn list(&mut self, item: impl FnMut(&mut Self) -> Read) -> Read {
        self.items(b"[", b"]", item)
    }

    #[inline(always)]
    fn boolean(&mut self) -> Read<bool> {
        if self.eat(b"true") {
            return Some(true);
        }
        self.expect(b"false").map(|()| false)
    }

    #[inline(always)]
    fn optional<T>(&mut self, value: impl FnOnce(&mut Self) -> Read<T>) -> Read<Option<T>> {
        if self.eat(b"null") { Some(None) } else { value(self).map(Some) }
    }

    #[inline(always)]
    fn date(&mut self) -> Read<Date> {
        let (text, rest) = self.rest.split_first_chunk::<12>()?;
        let [b'"', date @ .., b'"'] = text else { return None };
        self.rest = rest;
        Date::parse(date)
    }

    /// Reads a number of at most three digits before and two behind the point.
    #[inline(always)]
    fn amount<const MAX: u16>(&mut self) -> Read<Amount<MAX>> {
        let first = self.digit()?;
        let mut whole = first;
        if first > 0 {
            for _ in 0..2 {
                match self.digit() {
                    Some(digit) => whole = whole * 10 + digit,
                    None => break,
                }
            }
        }
        let mut hundredths = 0;
        if self.eat(b".") {
            hundredths = self.digit()? * 10;
            hundredths += self.digit().unwrap_or(0);
        }
        Amount::from_hundredths(whole.checked_mul(100)?.checked_add(hundredths)?)
    }

    #[inline(always)]
    fn digit(&mut self) -> Read<u16> {
        let (digit @ b'0'..=b'9', rest) = self.rest.split_first()? else { return None };
        self.rest = rest;
        Some(u16::from(digit - b'0'))
    }

    /// Reads a text without escapes; its bytes.
    #[inline(always)]
    fn text(&mut self, most: usize) -> Read<&[u8]> {
        self.expect(b"\"")?;
        let length = self.rest.iter().take(most + 1).position(|byte| *byte == b'"')?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest.get(1..)?;
        (!text.contains(&b'\\')).then_some(text)
    }

    #[inline(always)]
    fn name<T: Named>(&mut self) -> Read<T> {
        self.expect(b"\"")?;
        let first = self.rest.first();
        for (member, name) in T::ALL.iter().zip(T::NAMES) {
            if name.as_bytes().first() == first
                && let Some([b'"', rest @ ..]) = self.rest.strip_prefix(name.as_bytes())
            {
                self.rest = rest;
                return Some(*member);
            }
        }
        None
    }

    fn set<T: Named>(&mut self) -> Read<Set<T>> {
        let mut set = Set::EMPTY;
        self.list(|reader| set.insert(reader.name()?).then_some(()))?;
        Some(set)
    }

    fn dossier(&mut self, dossier: &mut Dossier) -> Read {
        const REQUIRED: u32 = 0b111;
        clear(dossier);
        let names = fields![
            "reference",
            "assessed_on",
            "request",
            "declarations",
            "ruling_known",
            "registration",
            "vog",
            "diplomas",
            "training",
            "documents",
            "supervisor_is_senior",
            "work",
            "skj_shown",
            "bcmb_ambassador_appointed",
            "activities"
        ];
        let seen = self.object(&names, |reader, field| {
            match field {
                0 => dossier.reference = Reference::from_ascii(reader.text(REFERENCE_MAX)?)?,
                1 => dossier.assessed_on = reader.date()?,
                2 => dossier.request = reader.request()?,
                3 => dossier.declarations = reader.set()?,
                4 => dossier.ruling_known = reader.boolean()?,
                5 => dossier.registration = reader.optional(Self::registration)?,
                6 => dossier.vog = reader.optional(Self::vog)?,
                7 => reader.list(|reader| dossier.diplomas.push(reader.diploma()?).ok())?,
                8 => dossier.training = reader.optional(Self::training)?,
                9 => dossier.documents = reader.set()?,
                10 => dossier.supervisor_is_senior = reader.boolean()?,
                11 => reader.list(|reader| dossier.work.push(reader.work_period()?).ok())?,
                12 => dossier.skj_shown = reader.boolean()?,
                13 => dossier.bcmb_ambassador_appointed = reader.boolean()?,
                _ => reader.list(|reader| dossier.activities.push(reader.activity()?).ok())?,
            }
            Some(())
        })?;
        (seen & REQUIRED == REQUIRED).then_some(())
    }

    fn request(&mut self) -> Read<Request> {
        if self.eat(b"\"basis_conversion\"") {
            return Some(Request::BasisConversion);
        }
        let mut request = None;
        self.object(&fields!["admission", "renewal", "change"], |reader, kind| {
            let category: Category = reader.name()?;
            let asked = match kind {
                0 => Request::Admission(category),
                1 => Request::Renewal(category),
                _ => Request::Change(category),
            };
            request.replace(asked).is_none().then_some(())
        })?;
        request
    }

    fn registration(&mut self) -> Read<Registration> {
        let (mut category, mut start, mut skj_shown) = (None, None, false);
        self.object(&fields!["category", "start", "skj_shown"], |reader, field| {
            match field {
                0 => category = Some(reader.name()?),
                1 => start = Some(reader.date()?),
                _ => skj_shown = reader.boolean()?,
            }
            Some(())
        })?;
        Some(Registration { category: category?, start: start?, skj_shown })
    }

    fn vog(&mut self) -> Read<Vog> {
        let (mut issued_on, mut subject, mut relevant_profile, mut original) = (None, None, None, None);
        self.object(&fields!["issued_on", "subject", "relevant_profile", "original"], |reader, field| {
            match field {
                0 => issued_on = Some(reader.date()?),
                1 => subject = Some(reader.name()?),
                2 => relevant_profile = Some(reader.boolean()?),
                _ => original = Some(reader.name()?),
            }
            Some(())
        })?;
        Some(Vog { issued_on: issued_on?, subject: subject?, relevant_profile: relevant_profile?, original: original? })
    }

    fn diploma(&mut self) -> Read<Diploma> {
        let (mut kind, mut obtained_on, mut proof, mut in_duo_register) = (None, None, None, true);
        self.object(&fields!["kind", "obtained_on", "proof", "in_duo_register"], |reader, field| {
            match field {
                0 => kind = Some(reader.diploma_kind()?),
                1 => obtained_on = Some(reader.date()?),
                2 => proof = Some(reader.name()?),
                _ => in_duo_register = reader.boolean()?,
            }
            Some(())
        })?;
        Some(Diploma { kind: kind?, obtained_on: obtained_on?, proof: proof?, in_duo_register })
    }

    fn diploma_kind(&mut self) -> Read<DiplomaKind> {
        const PLAIN: [(&[u8], DiplomaKind); 12] = [
            (b"\"mwd\"", DiplomaKind::Mwd),
            (b"\"sph\"", DiplomaKind::Sph),
            (b"\"social_work\"", DiplomaKind::SocialWork),
            (b"\"sjd\"", DiplomaKind::Sjd),
            (b"\"pedagogiek\"", DiplomaKind::Pedagogiek),
            (b"\"toegepaste_psychologie\"", DiplomaKind::ToegepastePsychologie),
            (b"\"toegepaste_gerontologie\"", DiplomaKind::ToegepasteGerontologie),
            (b"\"predecessor\"", DiplomaKind::Predecessor),
            (b"\"other_hbo\"", DiplomaKind::OtherHbo),
            (b"\"nursing_hbo\"", DiplomaKind::NursingHbo),
            (b"\"nursing_mbo\"", DiplomaKind::NursingMbo),
            (b"\"wo\"", DiplomaKind::Wo),
        ];
        if let Some((_, kind)) = PLAIN.into_iter().find(|(name, _)| self.eat(name)) {
            return Some(kind);
        }
        let mut kind = None;
        self.object(&fields!["mantelzorgmakelaar", "evc"], |reader, which| {
            let shown = if which == 0 { reader.mantelzorgmakelaar()? } else { reader.evc()? };
            kind.replace(shown).is_none().then_some(())
        })?;
        kind
    }

    fn mantelzorgmakelaar(&mut self) -> Read<DiplomaKind> {
        let mut hbo_level_tested = None;
        self.object(&fields!["hbo_level_tested"], |reader, _| {
            hbo_level_tested = Some(reader.boolean()?);
            Some(())
        })?;
        Some(DiplomaKind::Mantelzorgmakelaar { hbo_level_tested: hbo_level_tested? })
    }

    fn evc(&mut self) -> Read<DiplomaKind> {
        let (mut recognised_provider, mut report) = (None, None);
        self.object(&fields!["recognised_provider", "report"], |reader, field| {
            match field {
                0 => recognised_provider = Some(reader.boolean()?),
                _ => report = Some(reader.boolean()?),
            }
            Some(())
        })?;
        Some(DiplomaKind::Evc { recognised_provider: recognised_provider?, report: report? })
    }

    fn training(&mut self) -> Read<Training> {
        let (mut route, mut provider_accredited, mut completed) = (None, None, Set::EMPTY);
        self.object(&fields!["route", "provider_accredited", "completed"], |reader, field| {
            match field {
                0 => route = Some(reader.name()?),
                1 => provider_accredited = Some(reader.boolean()?),
                _ => completed = reader.set()?,
            }
            Some(())
        })?;
        Some(Training { route: route?, provider_accredited: provider_accredited?, completed })
    }

    fn work_period(&mut self) -> Read<WorkPeriod> {
        let names = fields!["from", "until", "hours_per_week", "hbo_level", "titled", "tasks", "proof"];
        let (mut from, mut until, mut hours_per_week, mut hbo_level) = (None, None, None, None);
        let (mut titled, mut tasks, mut proof) = (None, None, None);
        self.object(&names, |reader, field| {
            match field {
                0 => from = Some(reader.date()?),
                1 => until = reader.optional(Self::date)?,
                2 => hours_per_week = Some(reader.amount()?),
                3 => hbo_level = Some(reader.boolean()?),
                4 => titled = Some(reader.boolean()?),
                5 => tasks = Some(reader.set()?),
                _ => proof = Some(reader.work_proof()?),
            }
            Some(())
        })?;
        let period = WorkPeriod::new(from?, until, hours_per_week?, proof?).ok()?;
        Some(period.at_hbo_level(hbo_level?).titled(titled?).with_tasks(tasks?))
    }

    fn work_proof(&mut self) -> Read<WorkProof> {
        if self.eat(b"\"none\"") {
            return Some(WorkProof::None);
        }
        if self.eat(b"\"employment_contract\"") {
            return Some(WorkProof::EmploymentContract);
        }
        let mut proof = None;
        self.object(&fields!["employer_declaration", "self_employed"], |reader, kind| {
            let shown = if kind == 0 { reader.employer_declaration()? } else { reader.self_employed()? };
            proof.replace(shown).is_none().then_some(())
        })?;
        proof
    }

    fn employer_declaration(&mut self) -> Read<WorkProof> {
        let (mut signed_on, mut describes_function) = (None, None);
        self.object(&fields!["signed_on", "describes_function"], |reader, field| {
            match field {
                0 => signed_on = Some(reader.date()?),
                _ => describes_function = Some(reader.boolean()?),
            }
            Some(())
        })?;
        Some(WorkProof::EmployerDeclaration { signed_on: signed_on?, describes_function: describes_function? })
    }

    fn self_employed(&mut self) -> Read<WorkProof> {
        let (mut kvk_registered, mut signed_on, mut describes_function) = (None, None, None);
        self.object(&fields!["kvk_registered", "signed_on", "describes_function"], |reader, field| {
            match field {
                0 => kvk_registered = Some(reader.boolean()?),
                1 => signed_on = Some(reader.optional(Self::date)?),
                _ => describes_function = Some(reader.boolean()?),
            }
            Some(())
        })?;
        Some(WorkProof::SelfEmployed {
            kvk_registered: kvk_registered?,
            signed_on: signed_on?,
            describes_function: describes_function?,
        })
    }

    /// Reads an activity: most of any text, so those in the order of the contract go straight through.
    fn activity(&mut self) -> Read<Activity> {
        let start = self.rest;
        if let Some(activity) = self.activity_in_order() {
            return Some(activity);
        }
        self.rest = start;
        let (mut on, mut kind, mut points) = (None, None, None);
        self.object(&fields!["on", "kind", "points"], |reader, field| {
            match field {
                0 => on = Some(reader.date()?),
                1 => kind = Some(reader.name()?),
                _ => points = Some(reader.amount()?),
            }
            Some(())
        })?;
        Activity::new(on?, kind?, points?).ok()
    }

    #[inline(always)]
    fn activity_in_order(&mut self) -> Read<Activity> {
        let [on, kind, points] = fields!["on", "kind", "points"];
        self.expect(b"{")?;
        self.gap();
        self.expect(on)?;
        self.gap();
        let on = self.date()?;
        self.expect(b",")?;
        self.gap();
        self.expect(kind)?;
        self.gap();
        let kind: ActivityKind = self.name()?;
        self.expect(b",")?;
        self.gap();
        self.expect(points)?;
        self.gap();
        let points = self.amount()?;
        self.gap();
        self.expect(b"}")?;
        Activity::new(on, kind, points).ok()
    }
}

#[cfg(test)]
mod tests;
