//! Output as lines.

use tokio::io::{AsyncRead, AsyncReadExt};

/// The longest line, in bytes: what is longer comes in several, as the log drivers of ECS cut it.
const LONGEST: usize = 16 * 1024;

/// Reads to the end, and tells each line without its end.
pub(crate) async fn read(mut output: impl AsyncRead + Unpin, mut tell: impl FnMut(&[u8])) {
    let mut rest: Vec<u8> = Vec::new();
    let mut chunk = vec![0; 4096];
    while let Ok(count @ 1..) = output.read(&mut chunk).await {
        rest.extend_from_slice(chunk.get(..count).unwrap_or_default());
        let mut from = 0;
        while let Some(line) = next(&rest, from) {
            tell(trimmed(rest.get(from..line.end).unwrap_or_default()));
            from = line.after;
        }
        rest.drain(..from);
    }
    if !rest.is_empty() {
        tell(trimmed(&rest));
    }
}

/// Where a line ends, and where the next one begins.
struct Line {
    end: usize,
    after: usize,
}

fn next(text: &[u8], from: usize) -> Option<Line> {
    let rest = text.get(from..)?;
    match rest.iter().take(LONGEST).position(|byte| *byte == b'\n') {
        Some(end) => Some(Line { end: from + end, after: from + end + 1 }),
        None if rest.len() >= LONGEST => Some(Line { end: from + LONGEST, after: from + LONGEST }),
        None => None,
    }
}

fn trimmed(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn lines(text: &[u8]) -> Vec<String> {
        let mut lines = Vec::new();
        read(text, |line| lines.push(String::from_utf8_lossy(line).into_owned())).await;
        lines
    }

    #[tokio::test]
    async fn a_line_is_told_without_its_end() {
        assert_eq!(lines(b"one\r\n\ntwo\nthree").await, ["one", "", "two", "three"]);
        assert!(lines(b"").await.is_empty());
    }

    #[tokio::test]
    async fn a_line_that_is_too_long_comes_in_several() {
        let text = "x".repeat(LONGEST * 2 + 5);
        let lengths: Vec<usize> = lines(text.as_bytes()).await.iter().map(String::len).collect();
        assert_eq!(lengths, [LONGEST, LONGEST, 5]);
    }
}
