//! `X-Amzn-Trace-Id`.

use std::time::{SystemTime, UNIX_EPOCH};

/// So much of a header is read; a longer one is written anew.
const LONGEST: usize = 7 * 1024;

/// The header of a request with that of the client: a new `Root` where there is none, else a new `Self` before it. What
/// others have put there stays.
///
/// Source: User Guide for Application Load Balancers, "Request tracing".
pub(super) fn trace(header: Option<&str>) -> String {
    let header = header.filter(|header| header.len() <= LONGEST).unwrap_or_default();
    let fields = || header.split(';').map(str::trim).filter(|field| !field.is_empty());
    let has_root = fields().any(|field| field.starts_with("Root="));
    let own = format!("{}={}", if has_root { "Self" } else { "Root" }, id());
    let kept = fields().filter(|field| !field.starts_with("Self="));
    std::iter::once(own.as_str()).chain(kept).collect::<Vec<_>>().join(";")
}

/// The version, the seconds since 1970, and chance.
fn id() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let chance = fastrand::u128(..) >> 32;
    format!("1-{:08x}-{chance:024x}", seconds & 0xffff_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The header with its own ids taken out.
    fn shape(header: Option<&str>) -> String {
        let words = trace(header);
        let fields = words.split(';').map(|field| {
            let own = field.split_once("=1-").filter(|(_, id)| {
                let digits =
                    |text: &str, count| text.len() == count && text.bytes().all(|byte| byte.is_ascii_hexdigit());
                id.split_once('-').is_some_and(|(time, chance)| digits(time, 8) && digits(chance, 24))
            });
            own.map_or(field.to_owned(), |(name, _)| format!("{name}=id"))
        });
        fields.collect::<Vec<_>>().join(";")
    }

    #[test]
    fn a_request_has_a_root_and_one_way_to_here() {
        assert_eq!(shape(None), "Root=id");
        assert_eq!(shape(Some("Root=1-67891233-x")), "Self=id;Root=1-67891233-x");
        assert_eq!(shape(Some("Root=a;CalledFrom=app")), "Self=id;Root=a;CalledFrom=app");
        assert_eq!(shape(Some("Self=b; Root=a")), "Self=id;Root=a");
        assert_eq!(shape(Some("CalledFrom=app")), "Root=id;CalledFrom=app");
        assert_eq!(shape(Some(&"a".repeat(LONGEST + 1))), "Root=id");
    }
}
