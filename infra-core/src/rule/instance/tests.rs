//! Instance types that pass, and what is said of those that do not.

use super::*;
use crate::catalogue::TYPES;
use crate::declaration::Architecture;
use proptest::prelude::*;

const _: () = {
    let Ok(found) = instance_type("c5n.xlarge") else { panic!("it is there") };
    assert!(usable(found).is_ok() && withdrawn(found).is_none());
    assert!(fits(found, 4096, 8192).is_ok());
    assert!(architecture_matches(found, Architecture::X86_64).is_ok());
};
const _: () = assert!(instance_type("c6nn.xlarge").is_err());
const _: () = assert!(instance_type("c7z.xlarge").is_err());

fn get(name: &str) -> &'static InstanceType {
    find(name).expect(name)
}

#[test]
fn unknown_types_are_told_from_malformed_ones() {
    for (name, message) in [
        (
            "c5n.xlrge",
            "`xlrge` is no instance size [instance-type]\n\
             help: did you mean `xlarge`? `c5n` has large, xlarge, 2xlarge, 4xlarge, 9xlarge, 18xlarge and metal",
        ),
        (
            "c5n.big",
            "`big` is no instance size [instance-type]\n\
             help: `c5n` has large, xlarge, 2xlarge, 4xlarge, 9xlarge, 18xlarge and metal",
        ),
        (
            "c5n.3xlarge",
            "`c5n` has no size `3xlarge` [instance-type]\n\
             help: `c5n` has large, xlarge, 2xlarge, 4xlarge, 9xlarge, 18xlarge and metal",
        ),
        ("c5m.large", "AWS has no instance family `c5m` [instance-type]\nhelp: did you mean `c5`?"),
        (
            "q9xyz.large",
            "AWS has no instance family `q9xyz` [instance-type]\nhelp: write a family that AWS has, as `c5n`",
        ),
        ("c7g-flex.large", "AWS has no instance family `c7g-flex` [instance-type]\nhelp: did you mean `c7i-flex`?"),
    ] {
        let violation = instance_type(name).expect_err(name);
        assert_eq!(violation.to_string(), message);
    }
}

#[test]
fn every_type_is_found_and_every_near_miss_refused() {
    for each in TYPES {
        assert_eq!(instance_type(each.name), Ok(each));
        assert!(instance_type(&each.name.to_uppercase()).is_err());
        assert!(instance_type(&format!("{}x", each.name)).is_err());
    }
}

#[test]
fn withdrawn_types_are_found_with_a_warning() {
    for (name, headline) in [
        ("p3.2xlarge", "AWS no longer offers `p3.2xlarge`"),
        ("m9g.metal-24xl", "AWS knows `m9g.metal-24xl` by name alone"),
    ] {
        assert_eq!(withdrawn(get(name)).expect(name).headline.as_str(), headline);
    }
    assert_eq!(withdrawn(get("m4.large")), None);
    assert_eq!(TYPES.iter().filter(|each| withdrawn(each).is_some()).count(), 42);
}

#[test]
fn macs_are_refused() {
    let refused: Vec<_> = TYPES.iter().filter(|each| usable(each).is_err()).map(InstanceType::family).collect();
    assert_eq!(refused.len(), 9);
    assert!(refused.iter().all(|family| family.starts_with("mac")), "{refused:?}");
}

#[test]
fn what_fits_ends_at_what_the_system_sees() {
    let measured = get("a1.large");
    assert_eq!((measured.vcpus, measured.os_memory_mib), (2, 3743));
    for (cpu, memory, legal) in [(2048, 3743, true), (0, 0, true), (2049, 1, false), (1, 3744, false)] {
        assert_eq!(fits(measured, cpu, memory).is_ok(), legal, "{cpu} and {memory}");
    }
    let violation = fits(measured, 256, 5000).expect_err("too much");
    assert_eq!(
        violation.to_string(),
        "a task of 5000 MiB does not fit on `a1.large`, which has 3743 MiB for tasks [instance-fit]\n\
         help: lower `memory`, or choose `a1.xlarge`"
    );
    let violation = fits(measured, 65536, 1).expect_err("too much");
    assert!(violation.help.as_str().ends_with("another family: no size of this one is large enough"));

    let unmeasured = TYPES.iter().find(|each| each.os_memory_mib == 0 && each.memory_mib == 8192).expect("one");
    assert_eq!(memory_limit(unmeasured), Some(7913));
    assert!(fits(unmeasured, 1, 7913).is_ok() && fits(unmeasured, 1, 7914).is_err());

    let unknown = get("p6e-gb200.36xlarge");
    assert_eq!(fits(unknown, u32::MAX, u32::MAX), Ok(()));
}

#[test]
fn gpus_are_whole() {
    for (name, gpus, legal) in [
        ("g6.xlarge", 1, true),
        ("g6.xlarge", 2, false),
        ("g6.12xlarge", 4, true),
        ("g6.12xlarge", 5, false),
        ("g6f.large", 1, false),
        ("c5n.large", 0, true),
        ("c5n.large", 1, false),
    ] {
        assert_eq!(gpus_fit(get(name), gpus).is_ok(), legal, "{name} {gpus}");
    }
    assert_eq!(
        gpus_fit(get("g6.12xlarge"), 5).expect_err("many").to_string(),
        "a task with `gpu = 5` does not fit on `g6.12xlarge`, which has 4 [instance-gpu]\n\
         help: lower `gpu` to 4, or choose a type with more GPUs"
    );
}

#[test]
fn architectures_match() {
    let (intel, arm, mac, unknown) = (get("c5n.xlarge"), get("c7g.large"), get("mac2.metal"), get("m9g.metal-24xl"));
    for architecture in [Architecture::X86_64, Architecture::Arm64] {
        assert_eq!(architecture_matches(intel, architecture).is_ok(), architecture == Architecture::X86_64);
        assert_eq!(architecture_matches(arm, architecture).is_ok(), architecture == Architecture::Arm64);
        assert!(architecture_matches(mac, architecture).is_err());
        assert!(architecture_matches(unknown, architecture).is_ok());
    }
    assert_eq!(
        architecture_matches(intel, Architecture::Arm64).expect_err("other").to_string(),
        "a task for arm64 cannot run on `c5n.xlarge`, which is x86_64 [instance-architecture]\n\
         help: write `arch = x86_64`, or choose an instance type of arm64"
    );
}

proptest! {
    #[test]
    fn no_name_panics(name in ".{0,40}") {
        let _ = instance_type(&name);
    }

    #[test]
    fn no_likely_name_panics(family in "[a-z]{1,3}[0-9]{0,2}[a-z-]{0,5}", size in "(large|metal|[0-9]{1,3}xlarge)") {
        let _ = instance_type(&format!("{family}.{size}"));
    }
}
