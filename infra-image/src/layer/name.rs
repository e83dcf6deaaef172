//! Names in an image.

use super::LayerError;

/// The name as it stands in archives: relative to the root, without `.` and without a slash at its end. What would lead outside
/// is refused; the root itself is empty.
pub(super) fn normalised(name: &str) -> Result<String, LayerError> {
    let refused = || LayerError::Name(name.to_owned());
    let mut parts = vec![];
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => return Err(refused()),
            part if part.contains('\0') => return Err(refused()),
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// The folders above a name, the uppermost first.
pub(super) fn parents(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('/').map(|(end, _)| &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lie_below_the_root() {
        assert_eq!(normalised("/usr//bin/./web/").unwrap(), "usr/bin/web");
        assert_eq!(normalised("./").unwrap(), "");
        for name in ["..", "../etc/passwd", "/a/../../b", "a/..", "a\0b"] {
            assert!(matches!(normalised(name), Err(LayerError::Name(_))), "{name}");
        }
        assert_eq!(parents("usr/local/bin").collect::<Vec<_>>(), ["usr", "usr/local"]);
    }
}
