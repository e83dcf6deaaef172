//! What cargo notes of a build: the files that something was built of.

use std::path::PathBuf;

/// The files of the first rule of a `.d` file, as make writes them: `target: file file\ with\ spaces`.
#[must_use]
pub fn noted(text: &str) -> Vec<PathBuf> {
    let Some((_, files)) = text.lines().next().and_then(|line| line.split_once(": ")) else { return Vec::new() };
    // No path of a file has this letter.
    let files = files.replace("\\ ", "\0");
    files.split(' ').filter(|file| !file.is_empty()).map(|file| PathBuf::from(file.replace('\0', " "))).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn files_with_spaces_are_one() {
        assert_eq!(noted("/t/web: /a\\ page.html /b.rs\n\n/b.rs:\n"), [Path::new("/a page.html"), Path::new("/b.rs")]);
        assert_eq!(noted(""), [] as [&Path; 0]);
    }
}
