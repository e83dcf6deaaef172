//! What a balancer answers itself.

use bytes::Bytes;
use hyper::ext::ReasonPhrase;
use hyper::header::{CONTENT_TYPE, HeaderValue, LOCATION, SERVER};
use hyper::{Response, StatusCode};

use super::body::AnswerBody;

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// An Application Load Balancer.
    Balancer,
    /// A proxy of Service Connect: Envoy.
    Mesh,
}

/// Why a balancer answers itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// The request is none of HTTP, or its headers are too long.
    BadRequest,
    /// The method is not passed on.
    Method,
    /// The client did not send the rest of its request in time.
    ClientLate,
    /// The path and query are too long.
    PathTooLong,
    /// `X-Forwarded-For` has too many addresses.
    TooManyAddresses,
    /// A replica broke off before it answered, or nobody listens where it should.
    Broken,
    /// No replica is in balance.
    NoReplica,
    /// A replica did not answer in time.
    Late,
}

impl Own {
    pub(super) fn code(self, voice: Voice) -> u16 {
        match (self, voice) {
            (Self::BadRequest, _) => 400,
            (Self::Method, _) => 405,
            (Self::ClientLate, _) => 408,
            (Self::PathTooLong, _) => 414,
            (Self::TooManyAddresses, _) => 463,
            (Self::Broken, Voice::Balancer) => 502,
            // Envoy says of both that there is no service.
            (Self::Broken, Voice::Mesh) | (Self::NoReplica, _) => 503,
            (Self::Late, _) => 504,
        }
    }

    /// What stands behind the code, and in the page.
    fn phrase(self) -> &'static str {
        match self {
            Self::BadRequest => "Bad Request",
            Self::Method => "Not Allowed",
            Self::ClientLate => "Request Time-out",
            Self::PathTooLong => "Request-URI Too Large",
            Self::TooManyAddresses => "",
            Self::Broken => "Bad Gateway",
            Self::NoReplica => "Service Temporarily Unavailable",
            Self::Late => "Gateway Time-out",
        }
    }

    /// What Envoy writes.
    fn words(self) -> &'static str {
        match self {
            Self::Broken => {
                "upstream connect error or disconnect/reset before headers. reset reason: connection termination"
            }
            Self::NoReplica => "no healthy upstream",
            Self::Late => "upstream request timeout",
            other => other.phrase(),
        }
    }

    pub(super) fn response(self, voice: Voice) -> Response<AnswerBody> {
        let code = StatusCode::from_u16(self.code(voice)).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        match voice {
            Voice::Mesh => answer(code, "envoy", "text/plain", Bytes::from_static(self.words().as_bytes())),
            Voice::Balancer => page(code, self.phrase()),
        }
    }
}

/// What the listeners of a template answer where no rule is met: their default action.
pub(super) fn not_found() -> Response<AnswerBody> {
    answer(StatusCode::NOT_FOUND, "awselb/2.0", "text/plain; charset=utf-8", Bytes::from_static(b"Not Found"))
}

/// Where a listener redirects to.
pub(super) fn moved(location: &str) -> Response<AnswerBody> {
    let Ok(location) = HeaderValue::from_str(location) else { return Own::BadRequest.response(Voice::Balancer) };
    let mut response = page(StatusCode::MOVED_PERMANENTLY, "Moved Permanently");
    response.headers_mut().insert(LOCATION, location);
    response
}

/// A page as an Application Load Balancer writes it: what clients that look for its words see, and of the same length.
fn page(code: StatusCode, phrase: &'static str) -> Response<AnswerBody> {
    let title = format!("{} {phrase}", code.as_u16());
    let head = format!("<html>\r\n<head><title>{title}</title></head>\r\n");
    let body = format!("<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n");
    let mut response = answer(code, "awselb/2.0", "text/html", Bytes::from(head + &body));
    response.extensions_mut().insert(ReasonPhrase::from_static(phrase.as_bytes()));
    response
}

fn answer(code: StatusCode, server: &'static str, kind: &'static str, body: Bytes) -> Response<AnswerBody> {
    let mut response = Response::new(AnswerBody::Own(body));
    *response.status_mut() = code;
    response.headers_mut().insert(SERVER, HeaderValue::from_static(server));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

#[cfg(test)]
mod tests {
    use hyper::body::Body;

    use super::*;

    #[test]
    fn pages_are_as_long_as_those_of_a_load_balancer() {
        // As seen in public transcripts of load balancers' answers.
        for (own, code, length) in [(Own::Broken, 502, 122), (Own::NoReplica, 503, 162), (Own::BadRequest, 400, 122)] {
            let response = own.response(Voice::Balancer);
            assert_eq!(response.status().as_u16(), code);
            assert_eq!(response.body().size_hint().exact(), Some(length));
        }
        assert_eq!(moved("https://a:443/").body().size_hint().exact(), Some(134));
    }
}
