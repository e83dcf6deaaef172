//! What the tasks of services cost.

use infra_core::blueprint::{CapacityFamily, ClusterBlueprint, WorkloadBlueprint};
use infra_core::declaration::{Architecture, OperatingSystem, Size};
use infra_core::plan::{CostLine, Dollars, Monthly};
use serde_json::Value;

use super::prices::{
    ARM_GB, ARM_VCPU, EPHEMERAL_GB, PUBLIC_ADDRESS, Price, WINDOWS_GB, WINDOWS_VCPU, X86_GB, X86_VCPU,
};
use crate::ecs::TaskDefinition;
use crate::ecs::service::assigns_public_ip;
use crate::observe::{Observed, ObservedService};

/// The storage of a task that costs nothing, in GiB.
const FREE_GIB: u32 = 20;

/// The tasks of a service on Fargate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tasks {
    pub(super) item: String,
    /// CPU units of each.
    pub(super) cpu: u32,
    /// MiB of each.
    pub(super) memory: u32,
    pub(super) machine: Machine,
    /// GiB of ephemeral storage of each.
    pub(super) storage: u32,
    /// Whether each has a public address.
    pub(super) public: bool,
    pub(super) least: u32,
    pub(super) most: u32,
}

/// What a task runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Machine {
    X86,
    Arm,
    Windows,
}

impl Tasks {
    /// Those of a service as it is declared; none where they are not on Fargate.
    pub(super) fn declared(cluster: &ClusterBlueprint, workload: &WorkloadBlueprint) -> Option<Self> {
        let service = workload.service().filter(|_| cluster.family_of(workload) == CapacityFamily::Fargate)?;
        let (least, most) = match service.size {
            Size::Count(count) => (count, count),
            Size::Scale(scale) => (scale.tasks.min, scale.tasks.max),
        };
        let machine = match (workload.runtime.os, workload.architecture) {
            (OperatingSystem::Linux, Architecture::X86_64) => Machine::X86,
            (OperatingSystem::Linux, Architecture::Arm64) => Machine::Arm,
            _ => Machine::Windows,
        };
        Some(Self {
            item: workload.identity.name.to_owned(),
            cpu: workload.cpu,
            memory: workload.memory,
            machine,
            storage: workload.runtime.storage_gib.unwrap_or(FREE_GIB),
            public: assigns_public_ip(cluster, workload),
            least,
            most,
        })
    }

    /// Those of a service as it is; none where they are not on Fargate, or where it is not known what they are.
    pub(super) fn existing(observed: &Observed, service: &ObservedService) -> Option<Self> {
        if !service.service.strategy.iter().any(|entry| entry.provider.starts_with("FARGATE")) {
            return None;
        }
        let document = &definition(observed, service)?.document;
        let text = |pointer: &str| document.pointer(pointer).and_then(Value::as_str);
        let number_of = |count: i32| u32::try_from(count).unwrap_or_default();
        let (least, most) = match service.scaling.as_ref().map(|scaling| scaling.tasks) {
            Some(tasks) => (number_of(tasks.min), number_of(tasks.max)),
            None => {
                let count = number_of(service.service.count.unwrap_or_default());
                (count, count)
            }
        };
        let machine = match (text("/runtimePlatform/operatingSystemFamily"), text("/runtimePlatform/cpuArchitecture")) {
            (Some(system), _) if system.starts_with("WINDOWS") => Machine::Windows,
            (_, Some("ARM64")) => Machine::Arm,
            _ => Machine::X86,
        };
        let storage = document.pointer("/ephemeralStorage/sizeInGiB").and_then(Value::as_u64);
        Some(Self {
            item: service.item.clone(),
            cpu: text("/cpu")?.parse().ok()?,
            memory: text("/memory")?.parse().ok()?,
            machine,
            storage: storage.and_then(|size| u32::try_from(size).ok()).unwrap_or(FREE_GIB),
            public: service.service.public_ip,
            least,
            most,
        })
    }

    /// What they cost.
    pub(super) fn line(&self) -> CostLine {
        let each = self.each();
        let monthly = Monthly {
            least: Dollars(each.saturating_mul(i64::from(self.least))),
            most: Dollars(each.saturating_mul(i64::from(self.most))),
        };
        CostLine { item: self.item.clone(), what: self.to_string(), monthly }
    }

    /// What one of them costs, in millionths of a dollar.
    fn each(&self) -> i64 {
        let (vcpu, gigabyte): (Price, Price) = match self.machine {
            Machine::X86 => (X86_VCPU, X86_GB),
            Machine::Arm => (ARM_VCPU, ARM_GB),
            Machine::Windows => (WINDOWS_VCPU, WINDOWS_GB),
        };
        let thousandths = |of_1024: u32| u64::from(of_1024) * 1_000 / 1_024;
        let storage = EPHEMERAL_GB.of(u64::from(self.storage.saturating_sub(FREE_GIB)));
        let address = if self.public { PUBLIC_ADDRESS.of(1) } else { 0 };
        vcpu.of_thousandths(thousandths(self.cpu))
            + gigabyte.of_thousandths(thousandths(self.memory))
            + storage
            + address
    }
}

/// What a service runs: its own revision where that is not the newest.
fn definition<'a>(observed: &'a Observed, service: &'a ObservedService) -> Option<&'a TaskDefinition> {
    let newest = || Some(&observed.families.get(&service.service.name)?.definition);
    service.older_definition.as_ref().or_else(newest)
}

impl std::fmt::Display for Tasks {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.least, self.most) {
            (1, 1) => formatter.write_str("1 task")?,
            (least, most) if least == most => write!(formatter, "{most} tasks")?,
            (least, most) => write!(formatter, "{least} to {most} tasks")?,
        }
        let machine = match self.machine {
            Machine::X86 => "",
            Machine::Arm => " on Arm",
            Machine::Windows => " with Windows",
        };
        let units = |of_1024: u32| f64::from(of_1024) / 1_024.0;
        write!(formatter, " of {} vCPU and {} GB{machine} on Fargate", units(self.cpu), units(self.memory))?;
        if self.storage > FREE_GIB {
            write!(formatter, ", {} GB of storage", self.storage)?;
        }
        if self.public { formatter.write_str(", with public addresses") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tasks(machine: Machine) -> Tasks {
        let (item, cpu, memory) = ("web".to_owned(), 512, 1_024);
        Tasks { item, cpu, memory, machine, storage: FREE_GIB, public: false, least: 1, most: 1 }
    }

    fn cost(tasks: &Tasks) -> String {
        tasks.line().monthly.to_string()
    }

    #[test]
    fn tasks_cost_what_their_size_and_machine_cost() {
        // (0.5 × 0.04048 + 0.004445) × 730 and so on.
        assert_eq!(cost(&tasks(Machine::X86)), "$18.02");
        assert_eq!(cost(&tasks(Machine::Arm)), "$14.42");
        assert_eq!(cost(&tasks(Machine::Windows)), "$37.51");
        assert_eq!(cost(&Tasks { public: true, ..tasks(Machine::X86) }), "$21.67");
        assert_eq!(cost(&Tasks { storage: 50, ..tasks(Machine::X86) }), "$20.45");
        assert_eq!(cost(&Tasks { least: 2, most: 10, ..tasks(Machine::X86) }), "$36.04 to $180.20");
        assert_eq!(cost(&Tasks { least: 0, most: 0, ..tasks(Machine::X86) }), "$0.00");
    }

    #[test]
    fn tasks_are_told_in_words() {
        assert_eq!(tasks(Machine::X86).to_string(), "1 task of 0.5 vCPU and 1 GB on Fargate");
        let many = Tasks { least: 2, most: 10, storage: 50, public: true, ..tasks(Machine::Arm) };
        assert_eq!(
            many.to_string(),
            "2 to 10 tasks of 0.5 vCPU and 1 GB on Arm on Fargate, 50 GB of storage, with public addresses"
        );
    }
}
