//! `cargo xtask catalogue`: writes infra-core's tables of instance types and of their prices from its CSV file.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The facts, one instance type a row.
const FACTS: &str = "infra-core/data/instance-types.csv";
/// What is made of them.
const TABLE: &str = "infra-core/src/catalogue/types.rs";

/// What is made of their prices.
const PRICES: &str = "infra-core/src/catalogue/prices.rs";

/// Writes the tables anew; `root` is the workspace.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    for (place, table) in tables(root)? {
        let path = root.join(place);
        fs::write(&path, table).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    }
    Ok(())
}

/// Fails when a committed table is not what the facts give.
pub(crate) fn check(root: &Path) -> Result<(), String> {
    tables(root)?.into_iter().try_for_each(|(place, table)| compare(root, place, &table))
}

/// Both tables, with their places.
fn tables(root: &Path) -> Result<[(&'static str, String); 2], String> {
    let facts = read(root, FACTS)?;
    Ok([(TABLE, generate(&facts)?), (PRICES, generate_prices(&facts)?)])
}

fn compare(root: &Path, place: &str, table: &str) -> Result<(), String> {
    let committed = read(root, place)?;
    if committed == table {
        return Ok(());
    }
    let mut lines = committed.lines().zip(table.lines()).enumerate();
    let difference = lines.find(|(_, (old, new))| old != new).map_or_else(
        || format!("it has {} lines instead of {}", committed.lines().count(), table.lines().count()),
        |(at, (old, new))| format!("line {} is\n  {old}\ninstead of\n  {new}", at + 1),
    );
    Err(format!("{place} is not what {FACTS} gives: {difference}\nrun `cargo xtask catalogue`"))
}

fn read(root: &Path, path: &str) -> Result<String, String> {
    let path = root.join(path);
    fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

fn generate(facts: &str) -> Result<String, String> {
    table(facts, HEAD, |row| entry(row).map(Some))
}

/// The prices of those that have one.
fn generate_prices(facts: &str) -> Result<String, String> {
    table(facts, PRICES_HEAD, price)
}

/// A table with a line for each type of which `entry` gives one, ascending by name.
fn table(
    facts: &str,
    head: &str,
    entry: impl Fn(&Row<'_>) -> Result<Option<String>, String>,
) -> Result<String, String> {
    let mut lines = facts.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let mut rows = Vec::new();
    for line in lines {
        let row = Row { header: &header, values: line.split(',').collect() };
        if row.values.len() != header.len() {
            return Err(format!("{} columns instead of {} in `{line}`", row.values.len(), header.len()));
        }
        if row.get("status")? != "phantom"
            && let Some(entry) = entry(&row)?
        {
            rows.push((row.get("instance_type")?, entry));
        }
    }
    rows.sort_unstable();
    if let Some(((name, _), _)) = rows.iter().zip(rows.iter().skip(1)).find(|((name, _), (next, _))| name == next) {
        return Err(format!("`{name}` is there twice"));
    }
    let mut table = String::from(head);
    for (_, entry) in rows {
        table.push_str(&entry);
    }
    table.push_str("];\n");
    Ok(table)
}

const HEAD: &str = r#"//! The table of instance types. Generated from `data/instance-types.csv` by `cargo xtask catalogue`: do not edit.
#![allow(clippy::unreadable_literal, reason = "a table for machines")]

use super::Accelerator::{self, Fpga, Habana, Inference, Media, Neuron};
use super::InstanceArchitecture::{Arm64, Arm64Mac, Unknown, X86_64, X86_64Mac};
use super::Status::{Current, EnumOnly, Previous, Withdrawn};
use super::{InstanceType, row};

const NONE: Accelerator = Accelerator::None;

/// Every instance type that the SDKs know, ascending by name.
#[rustfmt::skip]
pub static TYPES: &[InstanceType] = &[
"#;

const PRICES_HEAD: &str = r#"//! What instance types cost. Generated from `data/instance-types.csv` by `cargo xtask catalogue`: do not edit.
#![allow(clippy::unreadable_literal, reason = "a table for machines")]

/// What an hour costs in us-east-1: on demand, with Linux, on shared hardware. Millionths of a dollar, ascending by name.
/// From karpenter's table of 2026-07-20, which is made of the AWS Price List.
#[rustfmt::skip]
pub(super) static PRICES: &[(&str, u32)] = &[
"#;

/// One line of the table of prices: name and millionths of a dollar; none without a price.
fn price(row: &Row<'_>) -> Result<Option<String>, String> {
    let text = row.get("price_us_east_1_usd_hr")?;
    if text.is_empty() {
        return Ok(None);
    }
    let unknown = || row.unknown("price", text);
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if part.len() > 6 {
        return Err(unknown());
    }
    let millionths: u32 = format!("{whole}{part:0<6}").parse().map_err(|_| unknown())?;
    Ok(Some(format!("    (\"{}\", {millionths}),\n", row.get("instance_type")?)))
}

/// One line of the table: name, status, architecture, (vCPUs, nominal and measured MiB), (GPUs, other accelerators),
/// (ENIs, tasks without and with trunking), (GB of instance store, flags).
fn entry(row: &Row<'_>) -> Result<String, String> {
    let status = match row.get("status")? {
        "current" => "Current",
        "previous" => "Previous",
        "withdrawn" => "Withdrawn",
        "enum-only" => "EnumOnly",
        other => return Err(row.unknown("status", other)),
    };
    let architecture = match row.get("architectures")? {
        "x86_64" | "i386;x86_64" => "X86_64",
        "arm64" => "Arm64",
        "x86_64_mac" => "X86_64Mac",
        "arm64_mac" => "Arm64Mac",
        "" => "Unknown",
        other => return Err(row.unknown("architecture", other)),
    };
    let count = row.number("accel_count")?;
    let accelerator = match row.get("accel_kind")? {
        "" => "NONE".to_owned(),
        "neuron" => format!("Neuron({count})"),
        "inference" => format!("Inference({count})"),
        "media" => format!("Media({count})"),
        "fpga" => format!("Fpga({count})"),
        "habana" => format!("Habana({count})"),
        other => return Err(row.unknown("kind of accelerator", other)),
    };
    let mut line = String::new();
    writeln!(
        line,
        "    row(\"{}\", {status}, {architecture}, ({}, {}, {}), ({}, {accelerator}), ({}, {}, {}), ({}, \"{}\")),",
        row.get("instance_type")?,
        row.number("vcpus")?,
        row.number("memory_mib")?,
        row.number("os_memory_mib_measured")?,
        row.number("gpu_count")?,
        row.number("eni_max")?,
        row.number("ecs_awsvpc_tasks")?,
        row.number("ecs_awsvpc_tasks_trunked")?,
        row.number("instance_store_gb")?,
        flags(row)?,
    )
    .map_err(|error| error.to_string())?;
    Ok(line)
}

/// `m` bare metal, `b` burstable, `o` offered as Spot, and the placement groups: `c` cluster, `p` partition, `s` spread.
fn flags(row: &Row<'_>) -> Result<String, String> {
    let mut flags = String::new();
    for (column, value, flag) in [
        ("bare_metal", "true", 'm'),
        ("burstable", "true", 'b'),
        ("usage_classes", "spot", 'o'),
        ("placement_strategies", "cluster", 'c'),
        ("placement_strategies", "partition", 'p'),
        ("placement_strategies", "spread", 's'),
    ] {
        if row.get(column)?.split(';').any(|part| part == value) {
            flags.push(flag);
        }
    }
    Ok(flags)
}

struct Row<'a> {
    header: &'a [&'a str],
    values: Vec<&'a str>,
}

impl<'a> Row<'a> {
    fn get(&self, column: &str) -> Result<&'a str, String> {
        let at = self.header.iter().position(|&name| name == column);
        let value = at.and_then(|at| self.values.get(at).copied());
        value.ok_or_else(|| format!("{FACTS} has no column `{column}`"))
    }

    /// The number in `column`; 0 where there is none.
    fn number(&self, column: &str) -> Result<u32, String> {
        match self.get(column)? {
            "" => Ok(0),
            digits => digits.parse().map_err(|_| self.unknown(column, digits)),
        }
    }

    fn unknown(&self, what: &str, value: &str) -> String {
        format!("unknown {what} `{value}` of `{}`", self.values.first().unwrap_or(&""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn the_committed_table_is_what_the_facts_give() {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        assert_eq!(check(&root), Ok(()));
    }

    #[test]
    fn prices_are_whole_millionths() {
        let of = |price: &str| {
            generate_prices(&format!("instance_type,status,price_us_east_1_usd_hr\na1.large,current,{price}\n"))
        };
        let line =
            |price: &str| of(price).map(|table| table.lines().rev().nth(1).unwrap_or_default().trim().to_owned());
        assert_eq!(line("0.051"), Ok("(\"a1.large\", 51000),".to_owned()));
        assert_eq!(line("360.98695"), Ok("(\"a1.large\", 360986950),".to_owned()));
        assert_eq!(line("3"), Ok("(\"a1.large\", 3000000),".to_owned()));
        assert!(!of("").expect("no price").contains("a1.large"));
        assert!(of("0.0000001").is_err() && of("cheap").is_err());
    }

    #[test]
    fn a_malformed_row_is_refused() {
        let facts = fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(FACTS))
            .expect("the facts are there");
        let header = facts.lines().next().expect("a header");
        let first = facts.lines().nth(1).expect("a row");
        assert!(generate(&format!("{header}\n{first}\n")).is_ok());
        assert!(generate(&format!("{header}\n{first}\n{first}\n")).expect_err("twice").contains("twice"));
        assert!(generate(&format!("{header}\n{first},more\n")).is_err());
        assert!(generate(&format!("{header}\n{}\n", first.replace("previous", "retired"))).is_err());
        assert!(generate("instance_type\na1.large\n").expect_err("columns").contains("no column `status`"));
    }
}
