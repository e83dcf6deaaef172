//! An upload that was begun.

use hyper::header::{HeaderName, LOCATION, RANGE};
use hyper::{Response, Uri, body::Incoming};

use super::super::{RegistryError, address, http::Call};
use super::{PART, Upload};

/// Set by a registry that takes no smaller parts.
const LEAST: HeaderName = HeaderName::from_static("oci-chunk-min-length");

/// Where an upload goes on, and what the registry has of it.
pub(super) struct Session {
    pub(super) at: Uri,
    pub(super) offset: u64,
    pub(super) part: u64,
}

impl Upload<'_> {
    /// Where an answer says that an upload goes on.
    pub(super) fn session(&self, call: &Call, response: &Response<Incoming>) -> Result<Session, RegistryError> {
        let text = |name: HeaderName| response.headers().get(name)?.to_str().ok();
        let at = match text(LOCATION) {
            Some(location) => address::follow(&call.uri, location),
            None => Some(call.uri.clone()),
        };
        let at = at.ok_or_else(|| self.registry.malformed("an upload at what is no address"))?;
        let range = text(RANGE).map(|range| range.strip_prefix("bytes=").unwrap_or(range));
        let last: Option<u64> = range.and_then(|range| range.split_once('-')?.1.parse().ok());
        let least: u64 = text(LEAST).and_then(|least| least.parse().ok()).unwrap_or_default();
        // `0-0` is what is said of one byte, and of none.
        let offset = last.filter(|last| *last > 0).map_or(0, |last| last + 1);
        Ok(Session { at, offset, part: PART.max(least) })
    }
}
