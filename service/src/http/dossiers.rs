//! Dossiers that are posted: one and its outcome, or a stream and its outcomes.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use hyper::header::EXPECT;
use hyper::http::request::Parts;
use hyper::{StatusCode, Version};
use registertoets_core::limits::{DOSSIER_BYTES_MAX, TEXT_BYTES_MAX};
use registertoets_core::{Dossier, Problem as Code};
use tokio::task::yield_now;
use tokio::time::sleep;

use super::body::{self, Answer, RequestBody};
use super::negotiation::{BINARY, CSV, JSON, JSONL, NDJSON, NDJSON_TOO, received, wanted};
use super::problem::{InputError, Problem};
use super::query::{Key, Query};
use super::settings::BulkLimits;
use crate::bulk::{Answers, Lanes, Records, answers};
use crate::errors::Errors;
use crate::form::{Detail, DossierForm, OutcomeForm};
use crate::judging::Judging;
use crate::record::RecordError;
use crate::summary::Summary;

/// The keys that a query for one outcome may have.
pub(super) const KEYS: &[Key] = &[Key::AsOf, Key::Detail, Key::Lang, Key::Receipt];
/// The keys that a query for a stream of outcomes may have.
pub(super) const STREAM_KEYS: &[Key] = &[Key::AsOf, Key::Detail, Key::Lang, Key::Receipt, Key::Summary];

/// What one dossier comes as, and the most bytes it takes.
pub(super) const DOSSIERS: &[(&str, (DossierForm, usize))] =
    &[(JSON, (DossierForm::Json, TEXT_BYTES_MAX)), (BINARY, (DossierForm::Postcard, DOSSIER_BYTES_MAX))];
/// What one outcome goes out as.
pub(super) const OUTCOMES: &[(&str, OutcomeForm)] = &[(JSON, OutcomeForm::Ndjson), (BINARY, OutcomeForm::Postcard)];

/// What streams of dossiers come as.
pub(super) const DOSSIER_STREAMS: [(&str, DossierForm); 4] = [
    (NDJSON, DossierForm::Ndjson),
    (NDJSON_TOO, DossierForm::Ndjson),
    (JSONL, DossierForm::Ndjson),
    (BINARY, DossierForm::Postcard),
];
/// What streams of outcomes go out as: everything that dossiers come as, and a table.
pub(super) const OUTCOME_STREAMS: [(&str, OutcomeForm); 5] = [
    (NDJSON, OutcomeForm::Ndjson),
    (NDJSON_TOO, OutcomeForm::Ndjson),
    (JSONL, OutcomeForm::Ndjson),
    (BINARY, OutcomeForm::Postcard),
    (CSV, OutcomeForm::Csv),
];

/// Judges one dossier, which has so long to arrive.
pub(super) async fn evaluate(
    head: &Parts,
    query: Query,
    body: RequestBody,
    within: Duration,
) -> Result<Answer, Problem> {
    let (_, (form, most)) = received(&head.headers, DOSSIERS)?;
    let (media_type, to) = wanted(&head.headers, OUTCOMES)?;
    let judging = judging(query, to)?;
    let seen = Arc::clone(body.seen());
    let bytes = body.read_whole(most, within).await?;
    let mut dossier = Dossier::unread();
    let judged = judging.judge(form, &bytes, &mut dossier);
    seen.judged(form, judged.as_ref());
    let outcome = judged.map_err(|first| match form {
        DossierForm::Postcard => Problem::of_dossier(first.into()),
        DossierForm::Ndjson | DossierForm::Json => Problem::of_dossier(Errors::of(&bytes)),
    })?;
    let receipt = judging.receipt(form, &bytes, &dossier, &outcome);
    Ok(body::whole(StatusCode::OK, media_type, judging.alone(&outcome, receipt.as_ref())))
}

/// Judges a stream of dossiers while it is read: the outcomes are on their way as soon as there are any.
pub(super) async fn bulk(
    head: &Parts,
    query: Query,
    body: RequestBody,
    lanes: Arc<Lanes>,
    limits: BulkLimits,
) -> Result<Answer, Problem> {
    if head.version < Version::HTTP_11 {
        return Err(version_too_low());
    }
    let (received_type, form) = received(&head.headers, &DOSSIER_STREAMS)?;
    let (media_type, to) = wanted(&head.headers, &same_kind_first(received_type))?;
    let judging = judging(query, to)?;
    let seen = Arc::clone(body.seen());
    let mut chunks = body.chunks_within(limits)?.peekable();
    if head.version < Version::HTTP_2 && head.headers.contains_key(EXPECT) {
        // a client that asks first whether to send wants that answered before anything else is
        Pin::new(&mut chunks).peek().await;
    }
    let before = Bytes::from(judging.header());
    let records = Records { most: Some(limits.records), ..Records::default() };
    let outcomes = answers(chunks, form, Arc::new(judging), lanes, records)
        .inspect_ok(move |answers| seen.judged_batch(form, answers));
    let summary = (query.summary == Some(true)).then(Summary::default);
    Ok(body::stream(media_type, stream::iter([Ok(before)]).chain(told(outcomes, summary, to))))
}

/// Why a stream is not answered over HTTP/1.0.
pub(super) fn version_too_low() -> Problem {
    let detail = "a stream is answered over HTTP/1.1 or later only, where an answer cut off shows as such";
    Problem::new(StatusCode::HTTP_VERSION_NOT_SUPPORTED, detail)
}

/// Whether a stream ends because it is refused, and not because its client left it.
fn is_refusal(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|cause| cause.is::<RecordError>())
}

/// How long what was answered has to be sent before the answer to a stream that is refused is cut off.
const SENT_WITHIN: Duration = Duration::from_millis(500);

/// The bytes of answers, and behind the last of them their summary, if there is to be one. Where reading fails there is
/// none.
fn told(
    answers: impl Stream<Item = io::Result<Answers>>,
    mut summary: Option<Summary>,
    to: OutcomeForm,
) -> impl Stream<Item = io::Result<Bytes>> {
    let told = answers.map_ok(Some).chain(stream::iter([Ok(None)])).map(move |answers| {
        let bytes = match answers.inspect_err(|_| summary = None)? {
            Some(answers) => {
                summary.iter_mut().for_each(|summary| summary.add(&answers));
                answers.bytes
            }
            None => summary.take().map(|summary| summary.record(to)).unwrap_or_default(),
        };
        Ok(Bytes::from(bytes))
    });
    told.then(|bytes| async {
        // the connection sends what it holds while it waits; once it has the error, it drops that
        match &bytes {
            Err(error) if is_refusal(error) => sleep(SENT_WITHIN).await,
            Err(_) => yield_now().await,
            Ok(_) => {}
        }
        bytes
    })
}

/// What streams of outcomes go out as, those first that go with what came in.
fn same_kind_first(received_type: &str) -> [(&'static str, OutcomeForm); 5] {
    let mut offered = OUTCOME_STREAMS;
    let place = offered.iter().position(|(media_type, _)| *media_type == received_type).unwrap_or_default();
    offered[..=place].rotate_right(1);
    offered
}

fn judging(query: Query, to: OutcomeForm) -> Result<Judging, Problem> {
    let Query { as_of, detail, language, receipt, summary } = query;
    let (detail, receipt, summary) = (detail.unwrap_or_default(), receipt == Some(true), summary == Some(true));
    match to {
        OutcomeForm::Ndjson => {}
        OutcomeForm::Postcard => {
            let too_much =
                [(Key::Detail, detail != Detail::Full), (Key::Lang, language.is_some()), (Key::Receipt, receipt)];
            refuse(&too_much, || format!("{BINARY} tells the whole outcome and nothing else: {INSTEAD}"))?;
        }
        OutcomeForm::Csv => {
            let no_place = [(Key::Receipt, receipt), (Key::Summary, summary)];
            refuse(&no_place, || format!("{CSV} has no place for it: {INSTEAD}"))?;
        }
    }
    Ok(Judging { as_of, to, detail, language, receipt })
}

/// What to do about a key that does not go with the form of the answer.
const INSTEAD: &str = "leave it out, or accept another type";

/// Refuses keys that are given and do not go with the form of the answer.
fn refuse(keys: &[(Key, bool)], why: impl Fn() -> String) -> Result<(), Problem> {
    let given = keys.iter().filter(|(_, given)| *given);
    let errors: Vec<_> = given.map(|(key, _)| InputError::of_key(key.name(), Code::InvalidValue, why())).collect();
    if errors.is_empty() { Ok(()) } else { Err(Problem::of_query(errors)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_answered_in_its_own_kind_first() {
        for (received, _) in DOSSIER_STREAMS {
            let offered = same_kind_first(received);
            assert_eq!(offered[0].0, received);
            assert!(OUTCOME_STREAMS.iter().all(|known| offered.contains(known)));
        }
    }

    #[test]
    fn the_binary_form_takes_no_detail_and_no_language() {
        let query = Query::default();
        assert!(judging(query, OutcomeForm::Postcard).is_ok());
        assert!(judging(Query { detail: Some(Detail::Full), ..query }, OutcomeForm::Postcard).is_ok());
        let verdict = Query { detail: Some(Detail::Verdict), ..query };
        assert!(judging(verdict, OutcomeForm::Postcard).is_err());
        assert!(judging(verdict, OutcomeForm::Csv).is_ok());
    }

    #[test]
    fn a_receipt_goes_with_json_alone_and_a_summary_with_all_but_a_table() {
        for asked in [false, true] {
            let receipt = |to| judging(Query { receipt: Some(asked), ..Query::default() }, to);
            assert_eq!(receipt(OutcomeForm::Ndjson).unwrap().receipt, asked);
            assert_eq!(receipt(OutcomeForm::Postcard).is_err(), asked);
            assert_eq!(receipt(OutcomeForm::Csv).is_err(), asked);
            let summary = |to| judging(Query { summary: Some(asked), ..Query::default() }, to);
            assert!(summary(OutcomeForm::Ndjson).is_ok() && summary(OutcomeForm::Postcard).is_ok());
            assert_eq!(summary(OutcomeForm::Csv).is_err(), asked);
        }
    }
}
