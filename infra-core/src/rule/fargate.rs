//! Task sizes on Fargate.

use super::letters::list;
use crate::{Text, Violation};

/// The CPU units of tasks on Fargate, ascending.
const CPUS: [u32; 8] = [256, 512, 1024, 2048, 4096, 8192, 16384, 32768];

/// The MiB that go with one number of CPU units.
#[derive(Clone, Copy)]
enum Memories {
    /// These alone.
    Listed(&'static [u32]),
    /// From the first to the last, this far apart.
    Steps { first: u32, last: u32, step: u32 },
}

/// The MiB that go with `cpu` on Linux: the table of sizes, every other function here follows from it.
///
/// Source: `facts/rules.md` §1, FG-02; botocore 1.44.5 batch ResourceRequirement.value; cfn-lint 1.58.0 E3047.
const fn memories(cpu: u32) -> Option<Memories> {
    Some(match cpu {
        256 => Memories::Listed(&[512, 1024, 2048]),
        512 => Memories::Steps { first: 1024, last: 4096, step: 1024 },
        1024 => Memories::Steps { first: 2048, last: 8192, step: 1024 },
        2048 => Memories::Steps { first: 4096, last: 16384, step: 1024 },
        4096 => Memories::Steps { first: 8192, last: 30720, step: 1024 },
        8192 => Memories::Steps { first: 16384, last: 61440, step: 4096 },
        16384 => Memories::Steps { first: 32768, last: 122_880, step: 8192 },
        32768 => Memories::Listed(&[61440, 122_880, 249_856]),
        _ => return None,
    })
}

/// Every pair of CPU units and MiB that a Linux task on Fargate may have, ascending.
///
/// Source: `facts/rules.md` §1.
pub const PAIRS: [(u32, u32); 77] = {
    let mut pairs = [(0, 0); 77];
    let (mut at, mut row) = (0, 0);
    while row < CPUS.len() {
        let mut memory = 0;
        while let Some(next) = above(CPUS[row], memory + 1) {
            pairs[at] = (CPUS[row], next);
            memory = next;
            at += 1;
        }
        row += 1;
    }
    assert!(at == pairs.len(), "the table has 77 pairs");
    pairs
};

/// A task on Fargate (Linux) has one of the 77 pairs of CPU units and MiB.
///
/// Source: `facts/rules.md` §1, FG-02; botocore 1.44.5 batch ResourceRequirement.value; cfn-lint 1.58.0 E3047.
pub const fn size(cpu: u32, memory: u32) -> Result<(), Violation> {
    let Some(memories) = memories(cpu) else {
        return Err(unknown_cpu(cpu));
    };
    let (below, above) = (below(cpu, memory), above(cpu, memory));
    if let (Some(below), Some(_)) = (below, above)
        && below == memory
    {
        return Ok(());
    }
    let headline = Text::from("Fargate has no ").number(memory as u64).push(" MiB with ");
    let headline = headline.number(cpu as u64).push(" CPU units");
    let help = nearest(below, above).push("; ").number(cpu as u64).push(" CPU units go with ");
    Err(Violation::new("fargate-size", headline, describe(help, memories)))
}

/// The size of a task on Fargate of which only a part is declared: 256 CPU units and 512 MiB where nothing is, the
/// smallest legal partner where one is, and the pair itself, held against [`size`], where both are.
///
/// Source: `facts/rules.md` §1, FG-02.
pub const fn fill(cpu: Option<u32>, memory: Option<u32>) -> Result<(u32, u32), Violation> {
    match (cpu, memory) {
        (None, None) => Ok(PAIRS[0]),
        (Some(cpu), None) => match above(cpu, 0) {
            Some(memory) => Ok((cpu, memory)),
            None => Err(unknown_cpu(cpu)),
        },
        (None, Some(memory)) => smallest_cpu(memory),
        (Some(cpu), Some(memory)) => match size(cpu, memory) {
            Ok(()) => Ok((cpu, memory)),
            Err(violation) => Err(violation),
        },
    }
}

/// The pair with the fewest CPU units that has `memory`.
const fn smallest_cpu(memory: u32) -> Result<(u32, u32), Violation> {
    let mut less: Option<u32> = None;
    let mut more: Option<u32> = None;
    let mut row = 0;
    while row < CPUS.len() {
        if let Some(found) = below(CPUS[row], memory) {
            if found == memory {
                return Ok((CPUS[row], memory));
            }
            less = match less {
                Some(best) if best >= found => less,
                _ => Some(found),
            };
        }
        if let Some(found) = above(CPUS[row], memory) {
            more = match more {
                Some(best) if best <= found => more,
                _ => Some(found),
            };
        }
        row += 1;
    }
    let headline = Text::from("Fargate has no ").number(memory as u64).push(" MiB with any CPU units");
    Err(Violation::new("fargate-size", headline, nearest(less, more)))
}

/// The most MiB that go with `cpu` and are not above `memory`.
const fn below(cpu: u32, memory: u32) -> Option<u32> {
    match memories(cpu) {
        Some(Memories::Listed(values)) => {
            let (mut at, mut found) = (0, None);
            while at < values.len() && values[at] <= memory {
                found = Some(values[at]);
                at += 1;
            }
            found
        }
        Some(Memories::Steps { first, last, step }) => {
            if memory < first {
                None
            } else if memory >= last {
                Some(last)
            } else {
                Some(memory - (memory - first) % step)
            }
        }
        None => None,
    }
}

/// The fewest MiB that go with `cpu` and are not below `memory`.
const fn above(cpu: u32, memory: u32) -> Option<u32> {
    match memories(cpu) {
        Some(Memories::Listed(values)) => {
            let mut at = 0;
            while at < values.len() {
                if values[at] >= memory {
                    return Some(values[at]);
                }
                at += 1;
            }
            None
        }
        Some(Memories::Steps { first, last, step }) => {
            if memory <= first {
                Some(first)
            } else if memory > last {
                None
            } else {
                Some(first + (memory - first).div_ceil(step) * step)
            }
        }
        None => None,
    }
}

const fn unknown_cpu(cpu: u32) -> Violation {
    let headline = Text::from("Fargate has no ").number(cpu as u64).push(" CPU units");
    Violation::new("fargate-size", headline, list(Text::from("use one of "), &CPUS))
}

/// "use 1024 or 2048 MiB".
const fn nearest(below: Option<u32>, above: Option<u32>) -> Text {
    let text = Text::from("use ");
    match (below, above) {
        (Some(below), Some(above)) => list(text, &[below, above]),
        (Some(only), None) | (None, Some(only)) => text.number(only as u64),
        (None, None) => text,
    }
    .push(" MiB")
}

const fn describe(text: Text, memories: Memories) -> Text {
    match memories {
        Memories::Listed(values) => list(text, values).push(" MiB"),
        Memories::Steps { first, last, step } => {
            let text = text.number(first as u64).push(" to ").number(last as u64).push(" MiB");
            text.push(" in steps of ").number(step as u64)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const _: () = assert!(matches!(size(256, 512), Ok(())));
    const _: () = assert!(matches!(fill(None, None), Ok((256, 512))));

    /// The table of `facts/rules.md` §1, spelled once more.
    fn published() -> BTreeSet<(u32, u32)> {
        let gb = |cpu: u32, values: Vec<u32>| values.into_iter().map(move |gb| (cpu, gb * 1024));
        let mut pairs = BTreeSet::from([(256, 512), (256, 1024), (256, 2048)]);
        pairs.extend(gb(512, (1..=4).collect()));
        pairs.extend(gb(1024, (2..=8).collect()));
        pairs.extend(gb(2048, (4..=16).collect()));
        pairs.extend(gb(4096, (8..=30).collect()));
        pairs.extend(gb(8192, (16..=60).step_by(4).collect()));
        pairs.extend(gb(16384, (32..=120).step_by(8).collect()));
        pairs.extend(gb(32768, vec![60, 120, 244]));
        assert_eq!(pairs.len(), 77);
        pairs
    }

    #[test]
    fn the_77_pairs_pass_and_nothing_else() {
        let published = published();
        assert_eq!(PAIRS.iter().copied().collect::<BTreeSet<_>>(), published);
        assert!(PAIRS.is_sorted());
        let odd = [0, 1, 500, 511, 513, 1000, 1023, 1025, 30_721, 249_855, 249_857, 262_143, u32::MAX];
        for cpu in CPUS {
            for memory in (128..=262_144).step_by(128).chain(odd) {
                assert_eq!(size(cpu, memory).is_ok(), published.contains(&(cpu, memory)), "{cpu} and {memory}");
            }
        }
        for cpu in [0, 1, 128, 255, 257, 300, 768, 3072, 32767, 32769, 65536, u32::MAX] {
            assert!(PAIRS.iter().all(|&(_, memory)| size(cpu, memory).is_err()), "{cpu}");
        }
    }

    #[test]
    fn messages_name_the_way_out() {
        for (cpu, memory, headline, help) in [
            (300, 512, "Fargate has no 300 CPU units", "use one of 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768"),
            (
                512,
                300,
                "Fargate has no 300 MiB with 512 CPU units",
                "use 1024 MiB; 512 CPU units go with 1024 to 4096 MiB in steps of 1024",
            ),
            (
                512,
                3000,
                "Fargate has no 3000 MiB with 512 CPU units",
                "use 2048 or 3072 MiB; 512 CPU units go with 1024 to 4096 MiB in steps of 1024",
            ),
            (
                256,
                4096,
                "Fargate has no 4096 MiB with 256 CPU units",
                "use 2048 MiB; 256 CPU units go with 512, 1024 or 2048 MiB",
            ),
        ] {
            let violation = size(cpu, memory).expect_err("no such size");
            assert_eq!(violation.headline.as_str(), headline);
            assert_eq!(violation.help.as_str(), help);
        }
    }

    #[test]
    fn the_missing_part_is_the_smallest_that_fits() {
        for &(cpu, memory) in &PAIRS {
            assert_eq!(fill(Some(cpu), Some(memory)), Ok((cpu, memory)));
            let least = PAIRS.iter().filter(|pair| pair.0 == cpu).map(|pair| pair.1).min();
            assert_eq!(fill(Some(cpu), None).ok().map(|pair| pair.1), least);
            let fewest = PAIRS.iter().filter(|pair| pair.1 == memory).map(|pair| pair.0).min();
            assert_eq!(fill(None, Some(memory)).ok().map(|pair| pair.0), fewest);
        }
        assert!(fill(Some(300), None).is_err());
        assert!(fill(Some(256), Some(4096)).is_err());
        let violation = fill(None, Some(300)).expect_err("too little");
        assert_eq!(violation.headline.as_str(), "Fargate has no 300 MiB with any CPU units");
        assert_eq!(violation.help.as_str(), "use 512 MiB");
        assert_eq!(fill(None, Some(1500)).expect_err("between").help.as_str(), "use 1024 or 2048 MiB");
        assert_eq!(fill(None, Some(250_000)).expect_err("too much").help.as_str(), "use 249856 MiB");
    }
}
