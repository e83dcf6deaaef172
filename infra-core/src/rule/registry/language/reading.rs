//! How values are written, and what a declaration sets aside.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "cpu-unit",
        strength: Strength::Error,
        summary: "CPU is vCPUs that make whole CPU units, or CPU units",
        sources: &["botocore 1.44.5 (2026-11-17), ecs RegisterTaskDefinitionRequest.cpu (rules.md §1)"],
        explanation: r#"`cpu = 512` are CPU units, 1,024 a vCPU, and `cpu = "0.5 vCPU"` is the same. A fraction
that makes no whole unit, or another word behind the number, would have to be guessed at."#,
    },
    Rule {
        name: "memory-unit",
        strength: Strength::Error,
        summary: "Memory is MB or GB that make whole MiB, or MiB",
        sources: &["botocore 1.44.5 (2026-11-17), ecs RegisterTaskDefinitionRequest.memory (rules.md §1)"],
        explanation: r#"`memory = 1024` are MiB, and `memory = "1 GB"` or `"1 GiB"` is the same: ECS means 1,024
MiB by a GB. TB and fractions of a MiB are not taken."#,
    },
    Rule {
        name: "size-unit",
        strength: Strength::Error,
        summary: "The size of a disk is GB or TB that make whole GiB, or GiB",
        sources: &["botocore 1.44.5 (2026-11-17), ecs EphemeralStorage.sizeInGiB; ec2 CreateVolumeRequest.Size"],
        explanation: r#"Disks are sold by the GiB, which AWS often calls GB: `"50 GB"` and `"50 GiB"` are the same
here, and `"1 TB"` is 1,024 of them. MB and fractions of a GiB are not taken."#,
    },
    Rule {
        name: "duration",
        strength: Strength::Error,
        summary: "A duration is a whole number and one unit: `s`, `m`, `h` or `d`",
        sources: &["language of this library, 2026"],
        explanation: r#"Write `"30s"`, `"5m"`, `"1h"` or `"7d"`. A number without a unit would be seconds to one
API and minutes to the next, and `1h30m` is `"90m"`. Where AWS counts in minutes or days, the value has to make whole
ones."#,
    },
    Rule {
        name: "waive-rule",
        strength: Strength::Error,
        summary: "`waive` names a rule that can be switched off",
        sources: &["language of this library, 2026"],
        explanation: "Rules that come from AWS's own models cannot be waived: AWS refuses what breaks them, only
later. Those known from guides and other tools can, and warnings can. A name that is no rule would switch off nothing,
while it looks as if it did. `infra rules` lists them with their strength.",
    },
    Rule {
        name: "waive-twice",
        strength: Strength::Error,
        summary: "`waive` switches a rule off once",
        sources: &["language of this library, 2026"],
        explanation: "A rule that is switched off is off; a second `waive` of it adds another reason, of which
one is wrong or old. Keep the one that still holds.",
    },
    Rule {
        name: "waive-reason",
        strength: Strength::Error,
        summary: "`waive` gives a reason",
        sources: &["language of this library, 2026"],
        explanation: r#"The reason is for whoever reads the declaration or the plan a year later and asks whether
it still holds.

```text
waive("container-count", reason = "")                                   // refused
waive("container-count", reason = "quota raised to 15 in this account")
```"#,
    },
    Rule {
        name: "patch-pointer",
        strength: Strength::Error,
        summary: "A patch names a part by a JSON pointer",
        sources: &["RFC 6901 (2013), section 3"],
        explanation: "A pointer is parts with `/` before each, from the root: `/taskDefinition/pidMode`. In
a part, `~1` stands for `/` and `~0` for `~`. A pointer to something that does not exist would be a patch that does
nothing, or one in the wrong place.",
    },
    Rule {
        name: "patch-value",
        strength: Strength::Error,
        summary: "A patch puts in place one JSON value",
        sources: &["RFC 8259 (2017)"],
        explanation: r#"The text goes into the generated document as it stands, so it has to be JSON by itself:
texts and keys in double quotes, no comma at the end, no comments. A text is `"\"app\""`: quotes within those of Rust."#,
    },
];
