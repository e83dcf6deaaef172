//! What a unit may use. Pure but for the group that is made.

use super::{Job, Machine};
use crate::process::{Amounts, Limits};
use crate::spec::{Program, Unit};

/// What is said, once, of what `dev(..)` runs.
const LINE: &str = "what `dev(..)` runs has no limit of memory and CPU: it may build what it runs";

/// What a unit may use: of what it is declared, and with its neighbours what its task is.
pub(super) fn of(machine: &Machine, job: &Job, unit: &Unit) -> Limits {
    let (of_task, of_unit) = amounts(job, unit);
    if of_task == Amounts::default() && of_unit == Amounts::default() {
        return Limits::default();
    }
    match unit.program {
        Program::Binary(_) => {
            let group = machine.cgroups.of(&job.id, &unit.name, of_task, of_unit);
            Limits { memory: of_unit.memory.or(of_task.memory), group: Some(group) }
        }
        Program::Line(_) => {
            machine.note(LINE);
            Limits::default()
        }
        // The engine holds those of its containers.
        Program::Image(_) => Limits::default(),
    }
}

/// What a task may use, and a unit of it.
fn amounts(job: &Job, unit: &Unit) -> (Amounts, Amounts) {
    let declared = |amount: u32| (amount > 0).then_some(amount);
    let of_task = Amounts { memory: declared(job.size.memory), cpu: declared(job.size.cpu), ..Amounts::default() };
    // As ECS: where one has a share, those without have the least.
    let has_shares = job.units.iter().any(|unit| unit.size.cpu.is_some());
    let of_unit = Amounts {
        memory: unit.size.memory,
        reservation: unit.size.memory_reservation,
        cpu: None,
        share: has_shares.then(|| unit.size.cpu.unwrap_or(0)),
    };
    (of_task, of_unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Size, UnitSize, fixture};

    #[test]
    fn the_ceilings_are_the_tasks_and_the_cpu_of_a_container_is_its_share() {
        let size = UnitSize { cpu: Some(128), memory: Some(64), memory_reservation: Some(32) };
        let proxy = Unit { size, ..fixture::unit("proxy", "true") };
        let web = fixture::unit("web", "true");
        let job = fixture::job(Size { cpu: 256, memory: 512 }, vec![web.clone(), proxy.clone()]);
        let (of_task, of_proxy) = amounts(&job, &proxy);
        assert_eq!(of_task, Amounts { memory: Some(512), cpu: Some(256), ..Amounts::default() });
        let expected = Amounts { memory: Some(64), reservation: Some(32), cpu: None, share: Some(128) };
        assert_eq!(of_proxy, expected);
        assert_eq!(amounts(&job, &web).1, Amounts { share: Some(0), ..Amounts::default() });
        let alone = fixture::job(Size::default(), vec![web.clone()]);
        assert_eq!(amounts(&alone, &web), <(Amounts, Amounts)>::default());
    }
}
