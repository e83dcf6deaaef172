//! What a Dockerfile says of itself on its first lines: `# syntax=`, `# escape=`.

/// The directives that matter here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Directives {
    pub(super) syntax: Option<String>,
    pub(super) escape: char,
}

/// Reads the directives: the first line that is none, also a comment or an empty one, ends them.
pub(super) fn read(text: &str) -> Directives {
    let mut directives = Directives { syntax: None, escape: '\\' };
    for line in text.lines() {
        let Some((name, value)) = line.strip_prefix('#').and_then(|comment| comment.split_once('=')) else { break };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "syntax" => directives.syntax = Some(value.to_owned()),
            "escape" => directives.escape = if value == "`" { '`' } else { '\\' },
            "check" => {}
            _ => break,
        }
    }
    directives
}
