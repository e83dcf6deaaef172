//! Why cargo built nothing.

use std::path::PathBuf;

use thiserror::Error;

/// Why cargo built nothing.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CargoError {
    /// Cargo does not start.
    #[error("cargo does not start: {0}")]
    NoCargo(std::io::Error),
    /// The compiler does not start.
    #[error("rustc does not start: {0}")]
    NoRustc(std::io::Error),
    /// There is no cargo workspace.
    #[error("the cargo workspace of the app cannot be read: {0}")]
    NoWorkspace(String),
    /// No package of the workspace has the binary.
    #[error("`cargo(\"{name}\")` names no binary of the workspace in {root}")]
    Unknown {
        /// The name.
        name: String,
        /// The root of the workspace.
        root: PathBuf,
        /// The binaries that there are, without those that deploy the app.
        known: Vec<String>,
    },
    /// Several packages have it, and none of them is that of the declaration.
    #[error("`cargo(\"{name}\")` could be a binary of {}", .packages.join(" or of "))]
    Ambiguous {
        /// The name.
        name: String,
        /// The packages.
        packages: Vec<String>,
    },
    /// Cargo built nothing: its messages say why.
    #[error("cargo could not build {}", .binaries.join(", "))]
    Failed {
        /// The binaries that were to be built.
        binaries: Vec<String>,
    },
    /// Cargo said that it was done, and made no executable.
    #[error("cargo built no executable of the binary `{0}`")]
    NoExecutable(String),
    /// What a binary is built of is not known: cargo says why.
    #[error("what `{binary}` is built of cannot be told: {why}")]
    Closure {
        /// The binary.
        binary: String,
        /// What cargo says.
        why: String,
    },
    /// The standard library for a target is not installed.
    #[error("the Rust on this machine has no standard library for {target}, for which `{binary}` is built")]
    NoTarget {
        /// The binary.
        binary: String,
        /// The target.
        target: String,
        /// Whether the one for the GNU C library of the same machine is there.
        gnu: bool,
    },
    /// Nothing links for a target.
    #[error("nothing on this machine links for {target}")]
    NoLinker {
        /// The target.
        target: String,
    },
    /// A binary with C in it could not be built.
    #[error("cargo could not build {} for {target}", .binaries.join(", "))]
    Native {
        /// The binaries.
        binaries: Vec<String>,
        /// The target.
        target: String,
        /// The packages that compile C.
        packages: Vec<String>,
    },
    /// What is to be included cannot be.
    #[error("`include = [\"{include}\"]`: {why}")]
    Include {
        /// What the declaration says.
        include: String,
        /// Why.
        why: String,
    },
    /// A binary is none that runs on Linux.
    #[error("{path}: {why}")]
    Executable {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// A binary needs a newer GNU C library than its base has.
    #[error(
        "`{binary}` was linked for the GNU C library 2.{needs}, and its base {base} has 2.{has}, with which it does not start"
    )]
    OldLibrary {
        /// The binary.
        binary: String,
        /// The base.
        base: String,
        /// The version that the base has, behind `2.`.
        has: u32,
        /// The version that the binary needs.
        needs: u32,
    },
    /// The image could not be put together.
    #[error("the image of `{binary}` could not be put together: {why}")]
    Pack {
        /// The binary.
        binary: String,
        /// Why.
        why: String,
    },
}

impl CargoError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoCargo(_) => Some("have cargo in the PATH: https://rustup.rs installs it".to_owned()),
            Self::NoWorkspace(_) => Some("run the command somewhere in the workspace of the app".to_owned()),
            Self::Unknown { known, .. } if known.is_empty() => {
                Some("add `src/bin/NAME.rs` to a package of the workspace, or a `[[bin]]` to its Cargo.toml".to_owned())
            }
            Self::Unknown { name, known, .. } => Some(format!(
                "name one of {}, or add `src/bin/{name}.rs` to a package of the workspace",
                known.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ")
            )),
            Self::Ambiguous { name, .. } => Some(format!(
                "give each a name of its own with `[[bin]] name = \"..\"` in Cargo.toml, or declare the service in the \
                 package whose `{name}` is meant"
            )),
            Self::Failed { .. } => Some("cargo's messages above say what to mend".to_owned()),
            Self::NoRustc(_) => Some("have rustc in the PATH: https://rustup.rs installs it".to_owned()),
            Self::Closure { why, .. } if why.contains("--locked") => {
                Some("Cargo.lock is not up to date: `cargo update --workspace` brings it there".to_owned())
            }
            Self::NoTarget { target, gnu, binary } => {
                let install = format!("`rustup target add {target}` installs it");
                let other = format!("{install}; or take the GNU C library: `cargo(\"{binary}\", libc = gnu)`");
                Some(if *gnu { other } else { install })
            }
            Self::NoLinker { target } => Some(linker_hint(target)),
            Self::Native { target, packages, .. } => Some(format!(
                "{} compile{} C, which needs a compiler for {target}: {}",
                packages.iter().map(|package| format!("`{package}`")).collect::<Vec<_>>().join(", "),
                if packages.len() == 1 { "s" } else { "" },
                linker_hint(target)
            )),
            Self::Include { .. } => Some("paths begin at the root of the workspace".to_owned()),
            Self::OldLibrary { needs, .. } => Some(format!(
                "`libc = musl` needs none of the base; or take a base with 2.{needs}, or build on a machine with an older one"
            )),
            Self::NoExecutable(_) | Self::Closure { .. } | Self::Executable { .. } | Self::Pack { .. } => None,
        }
    }
}

/// What to install to link for a target.
fn linker_hint(target: &str) -> String {
    let machine = target.split('-').next().unwrap_or_default();
    let package = match (machine == std::env::consts::ARCH, target.ends_with("musl")) {
        (true, true) => "musl-tools".to_owned(),
        (true, false) => "gcc".to_owned(),
        (false, _) => format!("gcc-{}-linux-gnu", machine.replace('_', "-")),
    };
    format!(
        "`apt-get install {package}`, or `cargo install cargo-zigbuild` with Zig, or name one in `.cargo/config.toml`: [target.{target}] linker = \"..\""
    )
}
