//! The shortest form of a path.

/// The shortest path that means the same, by its words alone: no `.`, no `..` that can be left out, no doubled slashes.
pub(crate) fn clean(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let is_rooted = path.starts_with('/');
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match parts.last() {
            Some(&last) if part == ".." && last != ".." => _ = parts.pop(),
            None if part == ".." && is_rooted => {}
            _ => parts.push(part),
        }
    }
    let path = parts.join("/");
    if is_rooted {
        format!("/{path}")
    } else if path.is_empty() {
        ".".to_owned()
    } else {
        path
    }
}
