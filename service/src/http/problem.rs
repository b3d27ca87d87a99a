//! Why a request is not answered as asked: problem details (RFC 9457).

use hyper::StatusCode;
use hyper::header::{HeaderName, HeaderValue};
use registertoets_core::Problem as Code;
use serde::{Serialize, Serializer};

use super::body::{self, Answer};
use super::negotiation::PROBLEM;
use crate::errors::{ERRORS_MAX, Errors};
use crate::record::RecordError;

/// What is wrong with a request, in words for a person and in codes for a program. It holds nothing of a dossier.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    detail: String,
    errors: Vec<InputError>,
    header: Option<Box<(HeaderName, HeaderValue)>>,
}

/// One thing that is wrong with what was sent.
#[derive(Debug)]
pub(super) struct InputError {
    place: Place,
    code: Code,
    detail: String,
}

/// Where it is.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
enum Place {
    /// At this JSON pointer; the empty one is the body as a whole.
    Body { pointer: String },
    /// At this key.
    Query { name: String },
}

impl InputError {
    /// An error of a key of the query.
    pub(super) fn of_key(name: impl Into<String>, code: Code, detail: impl Into<String>) -> Self {
        Self { place: Place::Query { name: name.into() }, code, detail: detail.into() }
    }
}

impl From<RecordError> for InputError {
    fn from(error: RecordError) -> Self {
        let RecordError { problem, detail, pointer } = error;
        Self { place: Place::Body { pointer: pointer.unwrap_or_default() }, code: problem, detail }
    }
}

impl Serialize for InputError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Fields<'a> {
            r#in: &'static str,
            location: &'a Place,
            code: &'static str,
            detail: &'a str,
        }
        let r#in = match self.place {
            Place::Body { .. } => "body",
            Place::Query { .. } => "query",
        };
        Fields { r#in, location: &self.place, code: self.code.code(), detail: &self.detail }.serialize(serializer)
    }
}

impl Problem {
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), errors: Vec::new(), header: None }
    }

    /// These are wrong with what was sent, `of` which there may be more.
    fn invalid(of: &str, mut errors: Vec<InputError>, more: bool) -> Self {
        let more = more || errors.len() > ERRORS_MAX;
        errors.truncate(ERRORS_MAX);
        let detail = match errors.len() {
            _ if more => format!("{of} is not valid: these are the first {ERRORS_MAX} of its errors"),
            1 => format!("{of} is not valid: 1 error"),
            count => format!("{of} is not valid: {count} errors"),
        };
        Self { errors, ..Self::new(StatusCode::BAD_REQUEST, detail) }
    }

    /// These are wrong with the query.
    pub(super) fn of_query(errors: Vec<InputError>) -> Self {
        Self::invalid("the query", errors, false)
    }

    /// These are wrong with the dossier.
    pub(super) fn of_dossier(errors: Errors) -> Self {
        Self::invalid("the dossier", errors.found.into_iter().map(InputError::from).collect(), errors.more)
    }

    /// The same with a header that tells a program what would be right, such as `Allow`.
    pub(super) fn with_header(self, name: HeaderName, value: &str) -> Self {
        // these values are lists of our own names
        let header = HeaderValue::from_str(value).ok().map(|value| Box::new((name, value)));
        Self { header, ..self }
    }
}

impl From<Problem> for Answer {
    fn from(problem: Problem) -> Self {
        let mut answer = body::json(problem.status, PROBLEM, &problem);
        answer.headers_mut().extend(problem.header.map(|header| *header));
        answer
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Fields<'a> {
            // without a type of its own the title is the words of the status (RFC 9457, 4.2.1)
            r#type: &'static str,
            title: &'static str,
            status: u16,
            detail: &'a str,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            errors: &'a [InputError],
        }
        let title = self.status.canonical_reason().unwrap_or_default();
        Fields {
            r#type: "about:blank",
            title,
            status: self.status.as_u16(),
            detail: &self.detail,
            errors: &self.errors,
        }
        .serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use hyper::header::{ALLOW, CONTENT_TYPE};
    use serde_json::{Value, json};

    use super::*;

    fn told(problem: &Problem) -> Value {
        serde_json::to_value(problem).unwrap()
    }

    #[test]
    fn a_problem_tells_status_title_and_detail() {
        let problem = Problem::new(StatusCode::NOT_FOUND, "nothing is here");
        let expected = r#"{"type":"about:blank","title":"Not Found","status":404,"detail":"nothing is here"}"#;
        assert_eq!(serde_json::to_string(&problem).unwrap(), expected);
    }

    #[test]
    fn an_invalid_dossier_tells_every_error_and_nothing_of_itself() {
        let dossier = br#"{"reference": "secret", "assessed_on": "2021-02-29", "request": "secret"}"#;
        let problem = told(&Problem::of_dossier(Errors::of(dossier)));
        assert_eq!(
            (&problem["status"], &problem["detail"]),
            (&json!(400), &json!("the dossier is not valid: 2 errors"))
        );
        let detail = "invalid value at byte 51 (/assessed_on), expected a date as YYYY-MM-DD, 1900-01-01 to 2099-12-31";
        let first =
            json!({"in": "body", "location": {"pointer": "/assessed_on"}, "code": "invalid_value", "detail": detail});
        assert_eq!(problem["errors"][0], first);
        assert_eq!(problem["errors"][1]["location"], json!({"pointer": "/request"}));
        assert!(!problem.to_string().contains("secret"), "{problem}");
    }

    #[test]
    fn an_invalid_query_tells_every_key_up_to_a_number() {
        let errors = |count| (0..count).map(|_| InputError::of_key("lang", Code::InvalidValue, "no")).collect();
        let problem = told(&Problem::of_query(errors(1)));
        assert_eq!(problem["detail"], "the query is not valid: 1 error");
        let expected = json!({"in": "query", "location": {"name": "lang"}, "code": "invalid_value", "detail": "no"});
        assert_eq!(problem["errors"], json!([expected]));
        for (count, more) in [(ERRORS_MAX, false), (ERRORS_MAX + 1, true)] {
            let problem = told(&Problem::of_query(errors(count)));
            assert_eq!(problem["errors"].as_array().unwrap().len(), ERRORS_MAX);
            assert_eq!(problem["detail"].as_str().unwrap().contains("first 32"), more);
        }
    }

    #[test]
    fn the_answer_has_the_status_the_type_and_the_header() {
        let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "no").with_header(ALLOW, "GET, HEAD");
        let answer = Answer::from(problem);
        assert_eq!(answer.status(), 405);
        assert_eq!(answer.headers()[CONTENT_TYPE], "application/problem+json");
        assert_eq!(answer.headers()[ALLOW], "GET, HEAD");
    }
}
