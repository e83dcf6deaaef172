//! What the user has configured of cargo: flags, linkers, profiles.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// The variables of the environment, by name.
pub(super) type Variables = BTreeMap<String, String>;

/// What stands in the `.cargo/config.toml` of the workspace and of the folders above it, and in cargo's own folder, and in the
/// environment.
#[derive(Clone, Debug, Default)]
pub(super) struct Config {
    /// The files, those that weigh less first.
    files: Vec<Table>,
    variables: Variables,
}

/// The user's own flags of rustc, and where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Flags {
    /// In the environment: nothing else counts.
    Environment(Vec<String>),
    /// For targets: those of `build` do not count.
    Target(Vec<String>),
    /// For all builds, or nowhere.
    Build(Vec<String>),
}

impl Flags {
    /// The flags.
    pub(super) fn words(self) -> Vec<String> {
        match self {
            Self::Environment(flags) | Self::Target(flags) | Self::Build(flags) => flags,
        }
    }
}

impl Config {
    /// Reads what counts for a workspace. A file that cannot be understood counts as none: cargo says what is wrong with it.
    pub(super) fn read(root: &Path, variables: Variables) -> Self {
        let mut folders: Vec<PathBuf> = root.ancestors().map(|folder| folder.join(".cargo")).collect();
        folders.extend(home(&variables));
        let mut seen = Vec::new();
        for folder in folders {
            let file = ["config", "config.toml"].map(|name| folder.join(name)).into_iter().find(|file| file.is_file());
            if let Some(file) = file.filter(|file| !seen.contains(file)) {
                seen.push(file);
            }
        }
        let files = seen.iter().rev().filter_map(|file| std::fs::read_to_string(file).ok()?.parse().ok()).collect();
        Self { files, variables }
    }

    #[cfg(test)]
    pub(super) fn of(files: &[&str], variables: &[(&str, &str)]) -> Self {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { files: files.iter().map(|file| file.parse().unwrap()).collect(), variables }
    }

    /// The variables of the environment.
    pub(super) fn variables(&self) -> &Variables {
        &self.variables
    }

    /// Cargo's own folder.
    pub(super) fn home(&self) -> Option<PathBuf> {
        home(&self.variables)
    }

    /// The flags that the user has for a target, as cargo chooses among them.
    pub(super) fn flags(&self, target: &str) -> Flags {
        let encoded =
            self.variables.get("CARGO_ENCODED_RUSTFLAGS").map(|flags| flags.split('\u{1f}').collect::<Vec<_>>());
        let plain = || self.variables.get("RUSTFLAGS").map(|flags| flags.split_whitespace().collect());
        let flags = without_lints(&encoded.or_else(plain).unwrap_or_default());
        if !flags.is_empty() {
            return Flags::Environment(flags);
        }
        let mut of_target: Vec<String> =
            self.targets(target).filter_map(|table| table.get("rustflags")).flat_map(words).collect();
        let variable = self.variables.get(&format!("CARGO_TARGET_{}_RUSTFLAGS", screaming(target)));
        of_target.extend(variable.iter().flat_map(|flags| flags.split_whitespace().map(str::to_owned)));
        if !of_target.is_empty() {
            return Flags::Target(of_target);
        }
        let build = self.files.iter().filter_map(|file| file.get("build")?.get("rustflags"));
        let variable = self.variables.get("CARGO_BUILD_RUSTFLAGS").into_iter();
        let variable = variable.flat_map(|flags| flags.split_whitespace().map(str::to_owned));
        Flags::Build(build.flat_map(words).chain(variable).collect())
    }

    /// Whether the user says what links for a target.
    pub(super) fn has_linker(&self, target: &str) -> bool {
        self.targets(target).any(|table| table.contains_key("linker"))
            || self.variables.contains_key(&format!("CARGO_TARGET_{}_LINKER", screaming(target)))
            || self.flags(target).words().iter().any(|flag| flag.trim_start_matches("-C").starts_with("linker="))
    }

    /// The user's C compiler for a target, by the variables that the crate `cc` reads.
    pub(super) fn has_compiler(&self, target: &str) -> bool {
        let names = [format!("CC_{target}"), format!("CC_{}", snake(target)), "TARGET_CC".into(), "CC".into()];
        names.iter().any(|name| self.variables.contains_key(name))
    }

    /// What is said of a profile besides the manifest, as one text; empty where nothing is.
    pub(super) fn profile(&self, name: &str) -> String {
        let files = self.files.iter().filter_map(|file| file.get("profile")?.get(name));
        let start = format!("CARGO_PROFILE_{}_", screaming(name));
        let variables = self.variables.iter().filter(|(name, _)| name.starts_with(&start));
        let lines = files.map(Value::to_string).chain(variables.map(|(name, value)| format!("{name}={value}")));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The variables that configuration files set, as one text; empty where there are none.
    pub(super) fn environment(&self) -> String {
        let files = self.files.iter().filter_map(|file| file.get("env"));
        files.map(Value::to_string).collect::<Vec<_>>().join("\n")
    }

    /// The tables of a target: its own, and those behind `cfg(..)`.
    fn targets(&self, target: &str) -> impl Iterator<Item = &Table> {
        let tables = self.files.iter().filter_map(|file| file.get("target")?.as_table());
        let entries = tables.flatten().filter(move |(name, _)| *name == target || is_for(name, target));
        entries.filter_map(|(_, value)| value.as_table())
    }
}

/// Whether a `cfg(..)` of a configuration may be meant for a target. Those that are plainly for another system are not; where it
/// is not plain, it is.
fn is_for(key: &str, target: &str) -> bool {
    let Some(condition) = key.strip_prefix("cfg(") else { return false };
    let named = |name: &str| {
        let (_, value) = condition.split_once(name)?;
        value.trim_start().strip_prefix('=')?.trim_start().strip_prefix('"')?.split('"').next()
    };
    let plain = !condition.contains("not(") && !condition.contains("any(");
    let other_system = named("target_os").is_some_and(|system| system != "linux") || condition.contains("windows");
    let other_machine = named("target_arch").is_some_and(|machine| !target.starts_with(machine));
    let other_library = named("target_env").is_some_and(|library| !target.ends_with(library));
    !(plain && (other_system || other_machine || other_library))
}

/// The variables in which the environment has flags.
pub(super) const FLAGS: [&str; 2] = ["CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS"];

/// Flags without those that are about warnings: `-D warnings`, which is usual on machines of CI, changes nothing of a binary but
/// the numbers by which its parts are told apart.
fn without_lints(flags: &[&str]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut flags = flags.iter().filter(|flag| !flag.is_empty());
    while let Some(flag) = flags.next() {
        let short = ["-D", "-W", "-A", "-F"].iter().any(|lint| flag.starts_with(lint));
        let long = ["--deny", "--warn", "--allow", "--forbid", "--cap-lints"].iter().any(|lint| flag.starts_with(lint));
        if !short && !long {
            kept.push((*flag).to_owned());
        } else if flag.len() == 2 || (long && !flag.contains('=')) {
            // The lint is the next word.
            flags.next();
        }
    }
    kept
}

fn home(variables: &Variables) -> Option<PathBuf> {
    let own = variables.get("CARGO_HOME").map(PathBuf::from);
    own.or_else(|| Some(Path::new(variables.get("HOME")?).join(".cargo")))
}

/// A list of words, written as one or as a string.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => text.split_whitespace().map(str::to_owned).collect(),
        Value::Array(values) => values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// As variables of the environment name a target.
pub(super) fn screaming(name: &str) -> String {
    snake(name).to_uppercase()
}

/// As the crate `cc` names a target.
pub(super) fn snake(name: &str) -> String {
    name.replace(['-', '.'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MUSL: &str = "x86_64-unknown-linux-musl";

    fn flags(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn flags_are_chosen_as_cargo_does() {
        let build = "build.rustflags = [\"-Ctarget-cpu=native\"]";
        assert_eq!(Config::of(&[build], &[]).flags(MUSL), Flags::Build(flags(&["-Ctarget-cpu=native"])));
        let own = format!(
            "target.{MUSL}.rustflags = \"-Ca -Cb\"\n[target.'cfg(target_os = \"linux\")']\nrustflags = [\"-Cc\"]"
        );
        let both = [build, own.as_str()];
        assert_eq!(Config::of(&both, &[]).flags(MUSL), Flags::Target(flags(&["-Cc", "-Ca", "-Cb"])));
        let environment = [("RUSTFLAGS", "-Cd")];
        assert_eq!(Config::of(&both, &environment).flags(MUSL), Flags::Environment(flags(&["-Cd"])));
        assert_eq!(Config::default().flags(MUSL), Flags::Build(vec![]));
    }

    #[test]
    fn flags_about_warnings_do_not_count() {
        let words =
            ["-D", "warnings", "-Dunused", "-Ctarget-cpu=native", "--cap-lints", "warn", "--deny=x", "--cfg", "a"];
        assert_eq!(without_lints(&words), ["-Ctarget-cpu=native", "--cfg", "a"]);
        let config = Config::of(&["build.rustflags = [\"-Ca\"]"], &[("RUSTFLAGS", "-D warnings")]);
        assert_eq!(config.flags(MUSL), Flags::Build(flags(&["-Ca"])));
    }

    #[test]
    fn what_is_for_another_system_does_not_count() {
        for (key, counts) in [
            ("cfg(target_os = \"linux\")", true),
            ("cfg(all(target_os = \"linux\", target_arch = \"x86_64\"))", true),
            ("cfg(target_os = \"macos\")", false),
            ("cfg(windows)", false),
            ("cfg(target_arch = \"aarch64\")", false),
            ("cfg(target_env = \"gnu\")", false),
            ("cfg(not(windows))", true),
            ("cfg(any(windows, unix))", true),
            ("aarch64-unknown-linux-musl", false),
        ] {
            assert_eq!(is_for(key, MUSL), counts, "{key}");
        }
    }

    #[test]
    fn a_linker_of_the_users_own_is_seen() {
        assert!(!Config::default().has_linker(MUSL));
        assert!(Config::of(&[&format!("target.{MUSL}.linker = \"musl-gcc\"")], &[]).has_linker(MUSL));
        assert!(Config::of(&[], &[("CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_LINKER", "x")]).has_linker(MUSL));
        assert!(Config::of(&[], &[("RUSTFLAGS", "-Clinker=x")]).has_linker(MUSL));
        assert!(Config::of(&[], &[("CC_x86_64_unknown_linux_musl", "x")]).has_compiler(MUSL));
    }

    #[test]
    fn the_nearest_file_weighs_most() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("shop");
        for (place, flag) in [(folder.path().to_owned(), "-Cfar"), (root.clone(), "-Cnear")] {
            std::fs::create_dir_all(place.join(".cargo")).unwrap();
            std::fs::write(place.join(".cargo/config.toml"), format!("[build]\nrustflags = [\"{flag}\"]")).unwrap();
        }
        let home = folder.path().join(".cargo").display().to_string();
        let config = Config::read(&root, [("CARGO_HOME".to_owned(), home)].into());
        assert_eq!(config.flags(MUSL), Flags::Build(flags(&["-Cfar", "-Cnear"])));
    }

    #[test]
    fn profiles_and_variables_are_read() {
        let config = Config::of(
            &["[profile.release]\nlto = true\n[env]\nA = \"1\""],
            &[("CARGO_PROFILE_RELEASE_OPT_LEVEL", "s"), ("CARGO_PROFILE_DEV_DEBUG", "0")],
        );
        assert_eq!(config.profile("release"), "{ lto = true }\nCARGO_PROFILE_RELEASE_OPT_LEVEL=s");
        assert_eq!(config.profile("dev"), "CARGO_PROFILE_DEV_DEBUG=0");
        assert_eq!(config.environment(), "{ A = \"1\" }");
    }
}
