//! The work of judging: a dossier in, its outcome out, in the form and detail asked for.

use registertoets_core::limits::OUTCOME_BYTES_MAX;
use registertoets_core::regulation::Rule;
use registertoets_core::text::{Language, Sentence};
use registertoets_core::wire::{encode_outcome, evaluate_bytes_into};
use registertoets_core::{Date, Dossier, Finding, Measure, Named, Outcome, REGULATION, Status, evaluate_into, json};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::bulk::{Answers, Work};
use crate::form::{Detail, DossierForm, OutcomeForm};
use crate::line;
use crate::receipt::Receipt;
use crate::record::RecordError;
use crate::writer::{append_frame, append_varint};

/// How dossiers are judged and outcomes told.
#[derive(Clone, Copy, Debug)]
pub struct Judging {
    /// The day to judge on; by default each dossier's own.
    pub as_of: Option<Date>,
    /// The form of the outcomes.
    pub to: OutcomeForm,
    /// How much of an outcome is told. The binary form always tells everything.
    pub detail: Detail,
    /// Adds a sentence in this language, and the article, to each finding.
    pub language: Option<Language>,
    /// Adds a receipt to each outcome that is told as JSON. Other forms have no place for one.
    pub receipt: bool,
}

impl Judging {
    /// Judging each dossier on its own day, and telling all of its outcome in this form and nothing beside.
    #[must_use]
    pub const fn new(to: OutcomeForm) -> Self {
        Self { as_of: None, to, detail: Detail::Full, language: None, receipt: false }
    }

    /// Judges the dossier that one record holds. `place` is where it may be read into.
    ///
    /// # Errors
    /// When the record is not exactly one valid dossier of that form.
    pub fn judge(&self, form: DossierForm, record: &[u8], place: &mut Dossier) -> Result<Outcome, RecordError> {
        let mut outcome = Outcome::unjudged();
        match form {
            DossierForm::Postcard => evaluate_bytes_into(record, self.as_of, &mut outcome)?,
            DossierForm::Ndjson | DossierForm::Json => {
                json::decode_into(record, place)?;
                evaluate_into(place, self.as_of.unwrap_or(place.assessed_on), &mut outcome);
            }
        }
        Ok(outcome)
    }

    /// The receipt of an outcome, if it is told with one: `record` was judged, and read into `dossier` unless it is
    /// binary.
    pub(crate) fn receipt(
        &self,
        form: DossierForm,
        record: &[u8],
        dossier: &Dossier,
        outcome: &Outcome,
    ) -> Option<Receipt> {
        self.receipt.then(|| match form {
            // what could be judged is the one form that its dossier has
            DossierForm::Postcard => Receipt::of_record(record, outcome),
            DossierForm::Ndjson | DossierForm::Json => Receipt::new(dossier, outcome),
        })
    }

    /// What comes before the first outcome: the header line of a table.
    #[must_use]
    pub fn header(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if self.to == OutcomeForm::Csv {
            self.write_row(&mut bytes, self.columns());
        }
        bytes
    }

    /// Adds one outcome to `bytes`: a line, a table row, or a binary record behind its length.
    pub fn write(&self, outcome: &Outcome, receipt: Option<&Receipt>, bytes: &mut Vec<u8>) {
        match self.to {
            OutcomeForm::Ndjson => {
                self.write_text(outcome, receipt, bytes);
                bytes.push(b'\n');
            }
            OutcomeForm::Csv => self.write_row(bytes, self.cells(outcome)),
            OutcomeForm::Postcard => append_frame(encode(outcome, &mut [0; OUTCOME_BYTES_MAX]), bytes),
        }
    }

    /// One outcome that stands alone, without what parts it from others in a stream.
    pub(crate) fn alone(&self, outcome: &Outcome, receipt: Option<&Receipt>) -> Vec<u8> {
        let mut bytes = Vec::new();
        match self.to {
            OutcomeForm::Ndjson => self.write_text(outcome, receipt, &mut bytes),
            OutcomeForm::Csv => self.write_row(&mut bytes, self.cells(outcome)),
            OutcomeForm::Postcard => bytes.extend_from_slice(encode(outcome, &mut [0; OUTCOME_BYTES_MAX])),
        }
        bytes
    }

    fn write_text(&self, outcome: &Outcome, receipt: Option<&Receipt>, bytes: &mut Vec<u8>) {
        match self.language {
            None => line::push_outcome(outcome, self.detail, bytes),
            Some(_) => write_json(&Told { outcome, judging: self }, bytes),
        }
        if let Some(receipt) = receipt {
            // the object is opened again
            bytes.pop();
            bytes.extend_from_slice(b",\"receipt\":");
            write_json(receipt, bytes);
            bytes.push(b'}');
        }
    }
}

fn encode<'b>(outcome: &Outcome, buffer: &'b mut [u8; OUTCOME_BYTES_MAX]) -> &'b [u8] {
    // a buffer of that size takes any outcome
    encode_outcome(outcome, buffer).unwrap_or_default()
}

/// Adds a value as JSON; our own types always have such a form.
pub(crate) fn write_json(value: &impl Serialize, bytes: &mut Vec<u8>) {
    let start = bytes.len();
    if serde_json::to_writer(&mut *bytes, value).is_err() {
        bytes.truncate(start);
    }
}

impl Work for Judging {
    fn answer(
        &self,
        form: DossierForm,
        record: &[u8],
        place: &mut Dossier,
        answers: &mut Answers,
    ) -> Result<(), RecordError> {
        let outcome = self.judge(form, record, place)?;
        answers.counts.add_outcome(&outcome);
        let receipt = self.receipt(form, record, place, &outcome);
        self.write(&outcome, receipt.as_ref(), &mut answers.bytes);
        Ok(())
    }

    fn answer_unreadable(&self, record: u64, error: &RecordError, answers: &mut Vec<u8>) {
        match self.to {
            OutcomeForm::Ndjson => {
                write_json(&Unreadable { record, error }, answers);
                answers.push(b'\n');
            }
            OutcomeForm::Csv => {
                let mut cells = vec![String::new(); self.columns().len() - 4];
                cells.extend([
                    record.to_string(),
                    error.problem.code().to_owned(),
                    error.detail.clone(),
                    error.pointer.clone().unwrap_or_default(),
                ]);
                self.write_row(answers, cells);
            }
            OutcomeForm::Postcard => append_frame(&unreadable_record(record, error), answers),
        }
    }
}

/// The binary form of an unreadable record's answer: it starts with a byte that no version of an outcome has.
fn unreadable_record(record: u64, error: &RecordError) -> Vec<u8> {
    fn push_text(bytes: &mut Vec<u8>, text: &str) {
        append_varint(text.len() as u64, bytes);
        bytes.extend_from_slice(text.as_bytes());
    }
    let mut bytes = vec![0];
    append_varint(record, &mut bytes);
    push_text(&mut bytes, error.problem.code());
    push_text(&mut bytes, &error.detail);
    match &error.pointer {
        None => bytes.push(0),
        Some(pointer) => {
            bytes.push(1);
            push_text(&mut bytes, pointer);
        }
    }
    bytes
}

struct Unreadable<'a> {
    record: u64,
    error: &'a RecordError,
}

impl Serialize for Unreadable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Record<'a> {
            record: u64,
            error: Error<'a>,
        }
        #[derive(Serialize)]
        struct Error<'a> {
            code: &'a str,
            detail: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            pointer: Option<&'a str>,
        }
        let Self { record, error } = *self;
        let pointer = error.pointer.as_deref();
        let error = Error { code: error.problem.code(), detail: &error.detail, pointer };
        Record { record, error }.serialize(serializer)
    }
}

/// An outcome as it is told.
pub struct Told<'a> {
    /// What is told.
    pub outcome: &'a Outcome,
    /// How.
    pub judging: &'a Judging,
}

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { outcome, judging } = self;
        if judging.detail == Detail::Full && judging.language.is_none() {
            return outcome.serialize(serializer);
        }
        let whole = judging.detail != Detail::Verdict;
        let mut fields = serializer.serialize_struct("Outcome", if whole { 9 } else { 2 })?;
        fields.serialize_field("reference", &outcome.reference)?;
        if whole {
            fields.serialize_field("assessed_on", &outcome.assessed_on)?;
            fields.serialize_field("regulation", &REGULATION)?;
        }
        fields.serialize_field("verdict", &outcome.verdict())?;
        if whole {
            fields.serialize_field("findings", &ToldFindings(self))?;
            fields.serialize_field("points", &outcome.points)?;
            fields.serialize_field("registration", &outcome.registration)?;
            fields.serialize_field("eligible", &outcome.eligible)?;
            fields.serialize_field("notices", &outcome.notices)?;
        }
        fields.end()
    }
}

struct ToldFindings<'a>(&'a Told<'a>);

impl Serialize for ToldFindings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Told { outcome, judging } = self.0;
        let told = outcome.findings.iter().filter(|finding| judging.detail.tells(finding));
        match judging.language {
            None => serializer.collect_seq(told),
            Some(language) => serializer.collect_seq(told.map(|finding| Explained { finding, language })),
        }
    }
}

/// A finding with its sentence and article.
struct Explained {
    finding: Finding,
    language: Language,
}

impl Serialize for Explained {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { finding, language } = *self;
        let mut fields = serializer.serialize_struct("Finding", finding.field_count() + 2)?;
        finding.serialize_fields(&mut fields)?;
        fields.serialize_field("message", &Sentence::new(finding, language))?;
        fields.serialize_field("article", language.article(finding.rule))?;
        fields.end()
    }
}

/// The table: one row a record.
impl Judging {
    fn columns(&self) -> Vec<String> {
        let mut columns = vec!["reference", "verdict"];
        if self.detail != Detail::Verdict {
            columns.push("assessed_on");
            match self.detail {
                Detail::Failing => columns.extend(["unmet", "missing", "board"]),
                _ => columns.extend(Rule::NAMES),
            }
            columns.extend(["accredited_points", "reflection_points", "other_points", "total_points"]);
            columns.extend(["registration_category", "registration_start", "registration_end"]);
            columns.extend(["eligible", "notices"]);
            if self.language.is_some() {
                columns.push("messages");
            }
        }
        columns.extend(["record", "error_code", "error_detail", "error_pointer"]);
        columns.into_iter().map(str::to_owned).collect()
    }

    fn cells(&self, outcome: &Outcome) -> Vec<String> {
        let mut cells = vec![outcome.reference.to_string(), outcome.verdict().name().to_owned()];
        if self.detail != Detail::Verdict {
            cells.push(outcome.assessed_on.to_string());
            match self.detail {
                Detail::Failing => cells
                    .extend([Status::Unmet, Status::Missing, Status::Board].map(|status| rules_found(outcome, status))),
                _ => cells.extend(Rule::ALL.iter().map(|rule| status_found(outcome, *rule))),
            }
            let points = outcome.points.map(|points| {
                [points.accredited, points.reflection, points.other, points.total()].map(|total| total.to_string())
            });
            cells.extend(points.unwrap_or_default());
            let registration = outcome.registration.map(|granted| {
                [granted.category.name().to_owned(), granted.start.to_string(), granted.end.to_string()]
            });
            cells.extend(registration.unwrap_or_default());
            cells.push(joined(outcome.eligible.iter().map(Named::name)));
            cells.push(joined(outcome.notices.iter().map(Named::name)));
            if let Some(language) = self.language {
                let told = outcome.findings.iter().filter(|finding| self.detail.tells(finding));
                cells.push(joined(told.map(|finding| Sentence::new(finding, language).to_string())));
            }
        }
        cells.extend(["", "", "", ""].map(str::to_owned));
        cells
    }

    fn write_row(&self, bytes: &mut Vec<u8>, cells: impl IntoIterator<Item = String>) {
        let mut writer = csv::Writer::from_writer(bytes);
        // a vector takes whatever is written to it
        let _ = writer.write_record(cells.into_iter().map(String::into_bytes));
    }
}

/// The rules with this status, for one cell.
fn rules_found(outcome: &Outcome, status: Status) -> String {
    joined(outcome.findings.iter().filter(|finding| finding.status == status).map(|finding| finding.rule.name()))
}

/// What a rule found, for one cell: the status, and what was compared.
fn status_found(outcome: &Outcome, rule: Rule) -> String {
    match outcome.findings.of(rule) {
        None => String::new(),
        Some(finding) => match finding.measure {
            None => finding.status.name().to_owned(),
            Some(Measure::Days { have, need }) => format!("{} {have}/{need}", finding.status.name()),
            Some(Measure::Amounts { have, need }) => format!("{} {have}/{need}", finding.status.name()),
        },
    }
}

fn joined(words: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut joined = String::new();
    for word in words {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word.as_ref());
    }
    joined
}
