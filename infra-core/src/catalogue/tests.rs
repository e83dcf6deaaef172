//! The table, held against the facts that it is made of.

use super::*;
use std::collections::BTreeMap;

const FACTS: &str = include_str!("../../data/instance-types.csv");

const _: () = assert!(find("c5n.xlarge").is_some());
const _: () = assert!(find("c5n.3xlarge").is_none());
const _: () = assert!(family("c5n").len() == 7);

fn facts() -> Vec<BTreeMap<&'static str, &'static str>> {
    let mut lines = FACTS.lines();
    let header: Vec<_> = lines.next().expect("a header").split(',').collect();
    lines.map(|line| header.iter().copied().zip(line.split(',')).collect()).collect()
}

fn number(value: &str) -> u32 {
    if value.is_empty() { 0 } else { value.parse().expect(value) }
}

#[test]
fn every_field_of_every_row_is_what_the_facts_say() {
    let facts = facts();
    let live: Vec<_> = facts.iter().filter(|row| row["status"] != "phantom").collect();
    assert_eq!(TYPES.len(), live.len());
    assert_eq!(TYPES.len(), 1437);
    for row in live {
        let name = row["instance_type"];
        let found = find(name).expect(name);
        let status = match row["status"] {
            "current" => Status::Current,
            "previous" => Status::Previous,
            "withdrawn" => Status::Withdrawn,
            "enum-only" => Status::EnumOnly,
            other => panic!("{other}"),
        };
        let architecture = match row["architectures"] {
            "x86_64" | "i386;x86_64" => InstanceArchitecture::X86_64,
            "arm64" => InstanceArchitecture::Arm64,
            "x86_64_mac" => InstanceArchitecture::X86_64Mac,
            "arm64_mac" => InstanceArchitecture::Arm64Mac,
            "" => InstanceArchitecture::Unknown,
            other => panic!("{other}"),
        };
        let count = u8::try_from(number(row["accel_count"])).expect(name);
        let accelerator = match row["accel_kind"] {
            "" => Accelerator::None,
            "neuron" => Accelerator::Neuron(count),
            "inference" => Accelerator::Inference(count),
            "media" => Accelerator::Media(count),
            "fpga" => Accelerator::Fpga(count),
            "habana" => Accelerator::Habana(count),
            other => panic!("{other}"),
        };
        assert_eq!(found.name, name);
        assert_eq!(found.status, status, "{name}");
        assert_eq!(found.architecture, architecture, "{name}");
        assert_eq!(found.accelerator, accelerator, "{name}");
        for (field, column) in [
            (u32::from(found.vcpus), "vcpus"),
            (found.memory_mib, "memory_mib"),
            (found.os_memory_mib, "os_memory_mib_measured"),
            (u32::from(found.gpus), "gpu_count"),
            (u32::from(found.enis), "eni_max"),
            (u32::from(found.awsvpc_tasks), "ecs_awsvpc_tasks"),
            (u32::from(found.awsvpc_tasks_trunked), "ecs_awsvpc_tasks_trunked"),
            (found.instance_store_gb, "instance_store_gb"),
        ] {
            assert_eq!(field, number(row[column]), "{column} of {name}");
        }
        assert_eq!(found.bare_metal, row["bare_metal"] == "true", "{name}");
        assert_eq!(found.burstable, row["burstable"] == "true", "{name}");
        assert_eq!(found.spot, row["usage_classes"].split(';').any(|class| class == "spot"), "{name}");
        for (strategy, word) in
            [(Placement::CLUSTER, "cluster"), (Placement::PARTITION, "partition"), (Placement::SPREAD, "spread")]
        {
            let expected = row["placement_strategies"].split(';').any(|each| each == word);
            assert_eq!(found.placement.contains(strategy), expected, "{word} of {name}");
        }
    }
}

#[test]
fn every_name_parses_into_the_parts_of_the_facts() {
    for row in facts().iter().filter(|row| row["status"] != "phantom") {
        let name = row["instance_type"];
        let parsed = name::parse(name).expect(name);
        assert_eq!(parsed.to_string(), name);
        for (part, column) in [
            (parsed.series, "series"),
            (parsed.generation, "generation"),
            (parsed.attributes, "attributes"),
            (parsed.qualifier, "qualifier"),
            (parsed.size, "size"),
        ] {
            assert_eq!(part, row[column], "{column} of {name}");
        }
    }
}

#[test]
fn phantoms_are_not_found() {
    let facts = facts();
    let phantoms: Vec<_> = facts.iter().filter(|row| row["status"] == "phantom").collect();
    assert_eq!(phantoms.len(), 36);
    for row in phantoms {
        let name = row["instance_type"];
        assert!(find(name).is_none(), "{name}");
        assert!(crate::rule::instance::instance_type(name).is_err(), "{name}");
    }
}

#[test]
fn the_table_ascends() {
    assert!(TYPES.is_sorted_by(|left, right| left.name < right.name));
    for name in ["", "a", "zzz", "c5n", "c5n.", "c5n.xlarge.", "C5n.xlarge", "\u{e9}"] {
        assert!(find(name).is_none(), "{name}");
    }
}

#[test]
fn families_are_whole() {
    let mut families: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for each in TYPES {
        families.entry(each.family()).or_default().push(each.size());
    }
    for (name, sizes) in &families {
        let found: Vec<_> = family(name).iter().map(InstanceType::size).collect();
        assert_eq!(&found, sizes, "{name}");
    }
    for name in ["", "c", "c5nn", "c5n.", "zz9", "c7i-fle"] {
        assert!(family(name).is_empty(), "{name}");
    }
}

#[test]
fn prices_are_those_of_types_and_are_found_by_name() {
    assert_eq!(price("c5.large"), Some(85_000));
    assert_eq!(price("c5n.xlarge"), Some(216_000));
    assert_eq!(price("none.large"), None);
    assert!(prices::PRICES.is_sorted_by(|(one, _), (two, _)| one < two));
    assert!(prices::PRICES.iter().all(|(name, price)| find(name).is_some() && *price > 0));
}
