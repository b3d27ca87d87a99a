//! Why a request is not answered as asked: problem details (RFC 9457).

use hyper::StatusCode;
use hyper::header::{HeaderName, HeaderValue};
use serde::Serialize;
use serde::ser::SerializeStruct;

use super::body::{self, Answer};
use super::negotiation::PROBLEM;
use crate::record::RecordError;

/// What is wrong with a request, in words for a person and in codes for a program. It holds nothing of a dossier.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    detail: String,
    code: Option<&'static str>,
    pointer: Option<String>,
    header: Option<Box<(HeaderName, HeaderValue)>>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), code: None, pointer: None, header: None }
    }

    /// Something is wrong with what was sent.
    pub(super) fn invalid(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// The same with a header that tells a program what would be right, such as `Allow`.
    pub(super) fn with_header(self, name: HeaderName, value: &str) -> Self {
        // these values are lists of our own names
        let header = HeaderValue::from_str(value).ok().map(|value| Box::new((name, value)));
        Self { header, ..self }
    }
}

impl From<RecordError> for Problem {
    fn from(error: RecordError) -> Self {
        let RecordError { problem, detail, pointer } = error;
        Self { code: Some(problem.code()), pointer, ..Self::invalid(detail) }
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
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let optional = usize::from(self.code.is_some()) + usize::from(self.pointer.is_some());
        let mut fields = serializer.serialize_struct("Problem", 4 + optional)?;
        // without a type of its own the title is the words of the status (RFC 9457, 4.2.1)
        fields.serialize_field("type", "about:blank")?;
        fields.serialize_field("title", self.status.canonical_reason().unwrap_or_default())?;
        fields.serialize_field("status", &self.status.as_u16())?;
        fields.serialize_field("detail", &self.detail)?;
        if let Some(code) = self.code {
            fields.serialize_field("code", code)?;
        }
        if let Some(pointer) = &self.pointer {
            fields.serialize_field("pointer", pointer)?;
        }
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use hyper::header::{ALLOW, CONTENT_TYPE};
    use registertoets_core::json;

    use super::*;

    fn text(problem: &Problem) -> String {
        serde_json::to_string(problem).unwrap()
    }

    #[test]
    fn a_problem_tells_status_title_and_detail() {
        let problem = Problem::new(StatusCode::NOT_FOUND, "nothing is here");
        let expected = r#"{"type":"about:blank","title":"Not Found","status":404,"detail":"nothing is here"}"#;
        assert_eq!(text(&problem), expected);
    }

    #[test]
    fn an_invalid_dossier_tells_code_and_pointer_and_nothing_of_itself() {
        let dossier = br#"{"reference": "secret", "assessed_on": "2021-02-29"}"#;
        let problem = Problem::from(RecordError::from(json::decode(dossier).unwrap_err()));
        let text = text(&problem);
        assert!(text.contains(r#""status":400,"#), "{text}");
        assert!(text.ends_with(r#","code":"invalid_value","pointer":"/assessed_on"}"#), "{text}");
        assert!(!text.contains("secret") && !text.contains("2021"), "{text}");
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
