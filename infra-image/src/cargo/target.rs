//! What a binary is compiled for, and what links it.

use infra_core::declaration::Libc;

use super::config::{Config, snake};
use super::{CargoError, Toolchain};
use crate::Architecture;

/// What a binary is compiled for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// As rustc names it.
    pub triple: String,
    /// What links it.
    pub linker: Linker,
    /// Whether it has the C library in it.
    pub is_static: bool,
}

/// What links a binary.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Linker {
    /// What the user has configured.
    Usual,
    /// The one that comes with rustc, with the start files and the C library that come with the target: no other tool is needed,
    /// and every machine links to the same bytes.
    Own,
    /// This compiler of C.
    Driver(String),
    /// Zig, by `cargo zigbuild`.
    Zig,
}

/// The triple of an architecture and a C library.
#[must_use]
pub fn triple(architecture: Architecture, libc: Libc) -> String {
    format!("{}-unknown-linux-{}", architecture.of_rustc(), libc.word())
}

/// The C compiler of the machine itself.
pub(super) const OF_MACHINE: &str = "cc";

/// Whether this machine has a program.
pub(super) type Has<'a> = &'a dyn Fn(&str) -> bool;

/// Chooses the linker. `native` says that there is C among what the binary is built of.
pub(super) fn linker(
    config: &Config,
    toolchain: &Toolchain,
    architecture: Architecture,
    libc: Libc,
    native: bool,
    has: Has<'_>,
) -> Result<Linker, CargoError> {
    let target = triple(architecture, libc);
    let machine = architecture.of_rustc();
    if config.has_linker(&target) {
        return Ok(Linker::Usual);
    }
    if libc == Libc::Musl && !native {
        return Ok(Linker::Own);
    }
    if toolchain.is_native(machine) && has(OF_MACHINE) {
        return Ok(Linker::Driver(OF_MACHINE.to_owned()));
    }
    let drivers = match libc {
        Libc::Musl => vec![format!("{machine}-linux-musl-gcc"), format!("{machine}-linux-gnu-gcc")],
        Libc::Gnu => vec![format!("{machine}-linux-gnu-gcc")],
    };
    if let Some(driver) = drivers.into_iter().find(|driver| has(driver)) {
        return Ok(Linker::Driver(driver));
    }
    if has("cargo-zigbuild") {
        return Ok(Linker::Zig);
    }
    match libc {
        // What is linked of C may still be found, as by `CC_..`: where it is not, the build says so.
        Libc::Musl => Ok(Linker::Own),
        Libc::Gnu => Err(CargoError::NoLinker { target }),
    }
}

impl Target {
    /// What the crate `cc` is told of its compiler, besides what it finds itself.
    pub(super) fn compiler(&self, config: &Config) -> Vec<(String, String)> {
        let Linker::Driver(driver) = &self.linker else { return Vec::new() };
        // The machine's own compiles for the machine's own C library: the crate `cc` finds the one that is right.
        if config.has_compiler(&self.triple) || driver == OF_MACHINE {
            return Vec::new();
        }
        let name = snake(&self.triple);
        let beside = |program: &str| driver.strip_suffix("gcc").map(|start| format!("{start}{program}"));
        let pairs = [("CC", Some(driver.clone())), ("CXX", beside("g++")), ("AR", beside("ar"))];
        pairs.into_iter().filter_map(|(kind, program)| Some((format!("{kind}_{name}"), program?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toolchain(host: &str) -> Toolchain {
        Toolchain { release: "1.95.0".into(), commit: String::new(), host: host.into(), sysroot: "/rust".into() }
    }

    fn chosen(host: &str, libc: Libc, native: bool, programs: &[&str]) -> Result<Linker, String> {
        let has = |program: &str| programs.contains(&program);
        linker(&Config::default(), &toolchain(host), Architecture::Arm64, libc, native, &has)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_rust_alone_needs_no_other_tool() {
        for host in ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "aarch64-apple-darwin"] {
            assert_eq!(chosen(host, Libc::Musl, false, &["cc", "cargo-zigbuild"]), Ok(Linker::Own), "{host}");
        }
    }

    #[test]
    fn what_has_c_in_it_is_linked_by_a_compiler_of_c() {
        let (same, other) = ("aarch64-unknown-linux-gnu", "x86_64-unknown-linux-gnu");
        assert_eq!(chosen(same, Libc::Musl, true, &["cc"]), Ok(Linker::Driver("cc".into())));
        let gcc = Linker::Driver("aarch64-linux-gnu-gcc".into());
        assert_eq!(
            chosen(other, Libc::Musl, true, &["cc", "aarch64-linux-gnu-gcc", "cargo-zigbuild"]),
            Ok(gcc.clone())
        );
        assert_eq!(chosen(other, Libc::Gnu, false, &["cc", "aarch64-linux-gnu-gcc"]), Ok(gcc));
        assert_eq!(chosen(other, Libc::Gnu, false, &["cc", "cargo-zigbuild"]), Ok(Linker::Zig));
        assert_eq!(chosen(other, Libc::Musl, true, &["cc"]), Ok(Linker::Own));
        let error = chosen("aarch64-apple-darwin", Libc::Gnu, false, &["cc"]).unwrap_err();
        assert_eq!(error, "nothing on this machine links for aarch64-unknown-linux-gnu");
    }

    #[test]
    fn what_the_user_has_configured_counts() {
        let config = Config::of(&["target.aarch64-unknown-linux-musl.linker = \"mine\""], &[]);
        let toolchain = toolchain("x86_64-unknown-linux-gnu");
        let chosen = linker(&config, &toolchain, Architecture::Arm64, Libc::Musl, true, &|_| true).unwrap();
        assert_eq!(chosen, Linker::Usual);
    }

    #[test]
    fn a_compiler_is_told_where_the_user_names_none() {
        let target = Target {
            triple: "aarch64-unknown-linux-musl".into(),
            linker: Linker::Driver("aarch64-linux-gnu-gcc".into()),
            is_static: true,
        };
        let told = target.compiler(&Config::default());
        let told: Vec<String> = told.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(
            told,
            [
                "CC_aarch64_unknown_linux_musl=aarch64-linux-gnu-gcc",
                "CXX_aarch64_unknown_linux_musl=aarch64-linux-gnu-g++",
                "AR_aarch64_unknown_linux_musl=aarch64-linux-gnu-ar",
            ]
        );
        assert_eq!(target.compiler(&Config::of(&[], &[("CC_aarch64_unknown_linux_musl", "mine")])), []);
    }
}
