//! The flags of rustc with which a binary is the same wherever it is built.

use std::path::{Path, PathBuf};

use super::Toolchain;
use super::config::{Config, Flags, snake};
use super::target::{Linker, Target};

/// The folders of this machine that must not be in a binary, each with the name that it has there instead. The last that fits
/// counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names(Vec<(PathBuf, String)>);

impl Names {
    /// Of a workspace: its root, where it is built, the folders of packages outside of it, cargo's own folder, the compiler's.
    pub(super) fn of(
        root: &Path,
        built: &Path,
        packages: &[(String, PathBuf)],
        home: Option<&Path>,
        toolchain: &Toolchain,
    ) -> Self {
        let mut names: Vec<(PathBuf, String)> = packages
            .iter()
            .filter(|(_, folder)| !folder.starts_with(root))
            .map(|(name, folder)| (folder.clone(), format!("/outside/{name}")))
            .collect();
        names.push((root.to_owned(), "/workspace".to_owned()));
        names.push((built.to_owned(), "/target".to_owned()));
        names.extend(home.map(|home| (home.to_owned(), "/cargo".to_owned())));
        // With the component `rust-src` the compiler names its library by where it lies, without it by its commit.
        let library = toolchain.sysroot.join("lib/rustlib/src/rust");
        names.push((library, format!("/rustc/{}", toolchain.commit)));
        // A folder may be known by the name of a link to it, too.
        let real: Vec<(PathBuf, String)> = names
            .iter()
            .filter_map(|(folder, name)| Some((folder.canonicalize().ok()?, folder, name)))
            .filter(|(real, folder, _)| real != *folder)
            .map(|(real, _, name)| (real, name.clone()))
            .collect();
        names.extend(real);
        Self(names)
    }

    fn each<'a>(&'a self, option: &'a str) -> impl Iterator<Item = String> + 'a {
        self.0.iter().map(move |(folder, name)| format!("{option}={}={name}", folder.display()))
    }
}

/// The flags that a target is compiled with, besides the user's own.
fn own(target: &Target, names: &Names) -> Vec<String> {
    let mut flags: Vec<String> = Vec::new();
    match &target.linker {
        Linker::Own => flags.extend(["-Clinker=rust-lld".into(), "-Clink-self-contained=yes".into()]),
        Linker::Driver(driver) => {
            flags.extend([format!("-Clinker={driver}"), "-Clink-arg=-Wl,--build-id=none".into()]);
        }
        Linker::Usual | Linker::Zig => {}
    }
    if target.is_static && target.triple.ends_with("-gnu") {
        flags.push("-Ctarget-feature=+crt-static".into());
    }
    flags.extend(names.each("--remap-path-prefix"));
    flags
}

/// How cargo is told the flags of a build: words of its command line, and variables of its environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) words: Vec<String>,
    pub(super) variables: Vec<(String, String)>,
}

/// Tells cargo the flags of a build so that the user's own count as they do in any other build: a list of a configuration is
/// added to, and one of the environment is made longer.
pub(super) fn told(config: &Config, target: &Target, names: &Names) -> Told {
    let flags = own(target, names);
    let mut told = Told::default();
    match config.flags(&target.triple) {
        Flags::Environment(users) => {
            let all: Vec<String> = users.into_iter().chain(flags).collect();
            told.variables.push(("CARGO_ENCODED_RUSTFLAGS".into(), all.join("\u{1f}")));
        }
        Flags::Target(_) => told.config(&format!("target.{}.rustflags", target.triple), &list(&flags)),
        Flags::Build(_) => told.config("build.rustflags", &list(&flags)),
    }
    // Of C too: a name of a file of this machine gets into a library by an assertion. The crate `cc` splits its flags at spaces, so
    // that a folder with one in its name cannot be told.
    let name = snake(&target.triple);
    let for_c: Vec<String> =
        names.each("-ffile-prefix-map").filter(|flag| !flag.contains(char::is_whitespace)).collect();
    let usual = ["CFLAGS", "CXXFLAGS"].into_iter().map(|kind| {
        let own =
            [format!("{kind}_{}", target.triple), format!("{kind}_{name}"), format!("TARGET_{kind}"), kind.into()];
        let users = own.iter().find_map(|variable| config.variables().get(variable)).cloned().unwrap_or_default();
        let all: Vec<String> = users.split_whitespace().map(str::to_owned).chain(for_c.clone()).collect();
        (format!("{kind}_{name}"), all.join(" "))
    });
    told.variables.extend(usual);
    told.variables.extend(target.compiler(config));
    // Pieces that are compiled anew one by one are not what a whole build makes.
    told.variables.push(("CARGO_INCREMENTAL".into(), "0".into()));
    told
}

impl Told {
    /// Sets a value of cargo's configuration.
    pub(super) fn config(&mut self, key: &str, value: &str) {
        self.words.extend(["--config".into(), format!("{key}={value}")]);
    }
}

/// A list as cargo's configuration has it.
fn list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!("[{}]", words.join(","))
}

/// A text as cargo's configuration has it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let toolchain = Toolchain {
            release: "1.95.0".into(),
            commit: "abc".into(),
            host: "x86_64-unknown-linux-gnu".into(),
            sysroot: "/rust".into(),
        };
        let packages = [("web".to_owned(), "/shop/web".into()), ("common".to_owned(), "/else where/common".into())];
        Names::of(Path::new("/shop"), Path::new("/shop/target"), &packages, Some(Path::new("/home/.cargo")), &toolchain)
    }

    fn target(linker: Linker) -> Target {
        Target { triple: "x86_64-unknown-linux-musl".into(), linker, is_static: true }
    }

    #[test]
    fn no_folder_of_this_machine_is_left() {
        let flags = own(&target(Linker::Usual), &names());
        assert_eq!(
            flags,
            [
                "--remap-path-prefix=/else where/common=/outside/common",
                "--remap-path-prefix=/shop=/workspace",
                "--remap-path-prefix=/shop/target=/target",
                "--remap-path-prefix=/home/.cargo=/cargo",
                "--remap-path-prefix=/rust/lib/rustlib/src/rust=/rustc/abc",
            ]
        );
        let flags = own(&target(Linker::Own), &Names::default());
        assert_eq!(flags, ["-Clinker=rust-lld", "-Clink-self-contained=yes"]);
        let gnu = Target { triple: "x86_64-unknown-linux-gnu".into(), ..target(Linker::Usual) };
        assert_eq!(own(&gnu, &Names::default()), ["-Ctarget-feature=+crt-static"]);
    }

    #[test]
    fn the_users_flags_are_added_to_where_they_stand() {
        let target = target(Linker::Own);
        let words = |config: &Config| told(config, &target, &Names::default()).words.join(" ");
        let ours = r#"["-Clinker=rust-lld","-Clink-self-contained=yes"]"#;
        assert_eq!(words(&Config::default()), format!("--config build.rustflags={ours}"));
        let config = Config::of(&["target.x86_64-unknown-linux-musl.rustflags = [\"-Ca\"]"], &[]);
        assert_eq!(words(&config), format!("--config target.x86_64-unknown-linux-musl.rustflags={ours}"));
        let config = Config::of(&[], &[("RUSTFLAGS", "-Ca -Cb"), ("CFLAGS", "-O3")]);
        let told = told(&config, &target, &names());
        assert_eq!(told.words, [""; 0]);
        let value = |name: &str| told.variables.iter().find(|(variable, _)| variable == name).unwrap().1.clone();
        assert!(value("CARGO_ENCODED_RUSTFLAGS").starts_with("-Ca\u{1f}-Cb\u{1f}-Clinker=rust-lld\u{1f}"));
        assert!(value("CFLAGS_x86_64_unknown_linux_musl").starts_with("-O3 -ffile-prefix-map=/shop="));
        assert_eq!(value("CARGO_INCREMENTAL"), "0");
    }
}
