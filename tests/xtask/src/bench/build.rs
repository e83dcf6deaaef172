//! `cargo xtask bench build`: what a user waits for, and what their machine needs.

use std::time::Duration;

use crate::bench::folder::Folder;
use crate::bench::measure::{cargo, clean, seconds};
use crate::bench::table::{Row, Table};
use crate::bench::{cpu, generate, memory};
use crate::failure::Failure;

/// A clean build of infra-macros with all that it needs, in CPU time.
const MACROS_BUDGET: Duration = Duration::from_secs(10);
/// A clean build of a user's binary, in hello worlds.
const INFRA_BUDGET: f64 = 2.0;
/// The most memory of one rustc, in GB.
const MEMORY_BUDGET: f64 = 2.5;

/// Measures one figure, or several that share a build.
type Measure = fn(&Folder) -> Result<Vec<Row>, Failure>;

/// The figures by name, the quickest first.
const FIGURES: [(&str, Measure); 2] = [("macros", macros), ("infra", infra)];

/// Measures the named figures, or all, and prints them beside their budgets. Fails when one is above its budget.
pub(crate) fn run(names: &[&str]) -> Result<(), Failure> {
    let chosen = choose(names)?;
    let folder = Folder::new()?;
    let mut rows = Vec::new();
    for measure in chosen {
        rows.extend(measure(&folder)?);
    }
    drop(folder);
    Table(rows).tell()
}

fn choose(names: &[&str]) -> Result<Vec<Measure>, Failure> {
    if names.is_empty() {
        return Ok(FIGURES.map(|(_, measure)| measure).to_vec());
    }
    let find = |name: &&str| {
        FIGURES.iter().find(|(figure, _)| figure == name).map(|(_, measure)| *measure).ok_or_else(|| {
            let known = FIGURES.map(|(figure, _)| figure).join(", ");
            Failure::new(format!("`{name}` is not a figure of this benchmark"), format!("choose from {known}"))
        })
    };
    names.iter().map(find).collect()
}

fn macros(folder: &Folder) -> Result<Vec<Row>, Failure> {
    cargo(&["fetch", "--locked"]).run()?;
    // As a user's build has it: cargo builds the proc macros among the dependencies without debug information.
    let build = clean(&["build", "-p", "infra-macros", "--locked"], &folder.join("macros-target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    let took = cpu::of(&build)?;
    Ok(vec![Row {
        what: "clean build of infra-macros".to_owned(),
        measured: format!("{} s CPU", seconds(took)),
        budget: format!("{} s CPU", seconds(MACROS_BUDGET)),
        kept: took <= MACROS_BUDGET,
    }])
}

fn infra(folder: &Folder) -> Result<Vec<Row>, Failure> {
    let hello = folder.join("hello");
    let manifest = hello.join("Cargo.toml");
    generate::hello(&hello)?;
    cargo(&["fetch", "--locked"]).run()?;
    cargo(&["fetch", "--manifest-path"]).argument(&manifest).run()?;
    let hello_took =
        cpu::of(&clean(&["build", "--locked", "--manifest-path"], &folder.join("hello-target")).argument(&manifest))?;
    let target = folder.join("infra-target");
    // As a user's build has it: there these crates are dependencies, which the profile of the README builds without debug
    // information.
    let build = clean(&["build", "-p", "boutique", "--bin", "infra", "--locked"], &target);
    let build = build.env("CARGO_PROFILE_DEV_DEBUG", "0");
    let (took, peak) = memory::peak_during(&target, || cpu::of(&build));
    let took = took?;
    let ratio = took.as_secs_f64() / hello_took.as_secs_f64();
    let gigabytes = gigabytes(peak.kibibytes);
    Ok(vec![
        Row {
            what: "clean debug build of `boutique`'s infra".to_owned(),
            measured: format!("{} s CPU, {ratio:.2} hello worlds of {} s", seconds(took), seconds(hello_took)),
            budget: format!("{INFRA_BUDGET:.1} hello worlds"),
            kept: ratio <= INFRA_BUDGET,
        },
        Row {
            what: "largest rustc of that build".to_owned(),
            measured: format!("{gigabytes:.2} GB ({})", peak.of),
            budget: format!("{MEMORY_BUDGET:.1} GB"),
            kept: gigabytes <= MEMORY_BUDGET,
        },
    ])
}

/// KiB, as the kernel counts, in GB.
#[expect(clippy::cast_precision_loss, reason = "a program's memory in KiB has far fewer than 52 bits")]
fn gigabytes(kibibytes: u64) -> f64 {
    kibibytes as f64 * 1024.0 / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_name_all_figures_are_measured() {
        assert_eq!(choose(&[]).unwrap().len(), FIGURES.len());
        assert_eq!(choose(&["macros"]).unwrap().len(), 1);
    }

    #[test]
    fn an_unknown_figure_names_the_known_ones() {
        let failure = choose(&["speed"]).unwrap_err().to_string();
        assert!(failure.contains("`speed`") && failure.contains("macros, infra"), "{failure}");
    }

    #[test]
    fn memory_is_counted_in_decimal_gigabytes() {
        assert!((gigabytes(2_441_406) - 2.5).abs() < 0.001);
    }
}
