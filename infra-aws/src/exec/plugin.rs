//! The session-manager-plugin: the program of AWS that speaks to a session.

use std::path::{Path, PathBuf};

/// What the program is called.
pub(crate) const NAME: &str = "session-manager-plugin";
/// Where AWS has it.
const DOWNLOADS: &str = "https://s3.amazonaws.com/session-manager-downloads/plugin/latest";

/// Where it is, in the folders of a `PATH`; none where it is not installed.
pub(crate) fn find(path: &str) -> Option<PathBuf> {
    let file = format!("{NAME}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(path).map(|folder| folder.join(&file)).find(|program| is_program(program))
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

/// How to get it on this machine.
pub(crate) fn how_to_get() -> String {
    on(std::env::consts::OS, std::env::consts::ARCH)
}

fn on(system: &str, architecture: &str) -> String {
    let arm = architecture == "aarch64";
    match system {
        "macos" => "install it: brew install --cask session-manager-plugin".to_owned(),
        "windows" => format!("install it: {DOWNLOADS}/windows/SessionManagerPluginSetup.exe"),
        "linux" => {
            let (debian, rpm) = if arm { ("ubuntu_arm64", "linux_arm64") } else { ("ubuntu_64bit", "linux_64bit") };
            format!(
                "install it: curl -fLO {DOWNLOADS}/{debian}/{NAME}.deb && sudo dpkg -i {NAME}.deb, or sudo dnf install -y \
                 {DOWNLOADS}/{rpm}/{NAME}.rpm"
            )
        }
        _ => format!("install it from {DOWNLOADS}, or build it: https://github.com/aws/session-manager-plugin"),
    }
}

/// A command in one line, as the agent in the container takes it apart again.
pub(crate) fn command(words: &[String]) -> String {
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_@%+=:,./-".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        let words = |words: &[&str]| command(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&["/bin/sh"]), "/bin/sh");
        assert_eq!(words(&["sh", "-c", "echo 'a b' $HOME"]), r"sh -c 'echo '\''a b'\'' $HOME'");
        assert_eq!(words(&["printf", ""]), "printf ''");
    }

    #[test]
    fn each_platform_is_told_its_own_way() {
        assert!(on("macos", "aarch64").contains("brew"));
        assert!(on("linux", "x86_64").contains("ubuntu_64bit/session-manager-plugin.deb"));
        assert!(on("linux", "aarch64").contains("linux_arm64/session-manager-plugin.rpm"));
        assert!(on("windows", "x86_64").contains("SessionManagerPluginSetup.exe"));
        assert!(on("freebsd", "x86_64").contains("github.com"));
    }

    #[test]
    fn a_path_without_it_has_none() {
        assert_eq!(find(""), None);
        assert_eq!(find("/nowhere:/etc"), None);
    }
}
