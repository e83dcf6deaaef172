//! What a test may make go wrong.

use std::time::Duration;

use super::{Simulator, lock};
use crate::call::Call;
use crate::script::{Behaviour, Capacity, Image, Reaction};
use crate::{autoscaling, ecs};

impl Simulator {
    /// What is done with each call from now on; what was said before no longer holds.
    pub fn on_call(&self, script: impl FnMut(&Call) -> Reaction + Send + 'static) {
        *lock(&self.0.script) = Some(Box::new(script));
    }

    /// Every call is carried out and answered from now on.
    pub fn pass_calls(&self) {
        *lock(&self.0.script) = None;
        *lock(&self.0.past) = None;
    }

    /// How tasks behave that have an image whose name contains `part`. The last script that fits counts.
    pub fn image(&self, part: &str, behaviour: Behaviour) {
        self.script_image(part, behaviour, Vec::new(), None);
    }

    /// How the next tasks behave, so many, that have an image whose name contains `part`.
    pub fn image_times(&self, part: &str, behaviour: Behaviour, times: u32) {
        self.script_image(part, behaviour, Vec::new(), Some(times));
    }

    /// What healthy containers of such an image write as they start.
    pub fn image_writes(&self, part: &str, lines: &[&str]) {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        self.script_image(part, Behaviour::Healthy, lines, None);
    }

    /// Every running task of a service writes a line now; its time is `late` ago, as of an agent that was slow.
    pub fn service_writes(&self, service: &str, line: &str, late: Duration) {
        ecs::write(&mut self.world(), service, line, late);
    }

    fn script_image(&self, part: &str, behaviour: Behaviour, lines: Vec<String>, times: Option<u32>) {
        self.world().scripts.images.push(Image { part: part.to_owned(), behaviour, lines, times });
    }

    /// What the tasks cannot be placed for of services, or of families that are run, whose name contains `part`.
    pub fn capacity(&self, part: &str, lacks: Capacity) {
        self.world().scripts.capacity.push((part.to_owned(), lacks));
    }

    /// There is capacity again for those that were told with this part.
    pub fn capacity_back(&self, part: &str) {
        let mut world = self.world();
        world.scripts.capacity.retain(|(held, _)| held != part);
        ecs::poke_all(&mut world);
    }

    /// Why no instance starts of Auto Scaling groups whose name contains `part`, in the words of their activities.
    pub fn fail_instances(&self, part: &str, message: &str) {
        self.world().scripts.instances.push((part.to_owned(), message.to_owned()));
    }

    /// Instances start again of the groups that were told with this part.
    pub fn instances_back(&self, part: &str) {
        self.world().scripts.instances.retain(|(held, _)| held != part);
    }

    /// A CloudWatch alarm goes to ALARM.
    pub fn alarm(&self, name: &str) {
        let mut world = self.world();
        world.scripts.alarms.push(name.to_owned());
        ecs::poke_all(&mut world);
    }

    /// A CloudWatch alarm goes back to OK.
    pub fn alarm_over(&self, name: &str) {
        self.world().scripts.alarms.retain(|held| held != name);
    }

    /// Lifecycle hooks fail whose function's ARN contains `part`.
    pub fn fail_hook(&self, part: &str) {
        self.world().scripts.hooks.push(part.to_owned());
    }

    /// The policy of a bucket lets no load balancer write access logs to it.
    pub fn close_bucket(&self, name: &str) {
        self.world().scripts.closed_buckets.push(name.to_owned());
    }

    /// Sets the count of a service as Application Auto Scaling does.
    pub fn scale(&self, cluster: &str, service: &str, count: u32) {
        ecs::clamp(&mut self.world(), cluster, service, count, count);
    }

    /// The time of a service's scheduled actions with this schedule has come.
    pub fn scaling_time(&self, cluster: &str, service: &str, schedule: &str) {
        autoscaling::due(&mut self.world(), &format!("service/{cluster}/{service}"), schedule);
    }

    /// Spot takes back the capacity of a service's tasks, so many of those that run.
    pub fn interrupt_spot(&self, cluster: &str, service: &str, count: usize) {
        ecs::interrupt(&mut self.world(), cluster, service, count);
    }
}
