//! What is updated before what. Pure.

use infra_core::plan::put_behind;

use super::{Service, Spec, Task};

impl Spec {
    /// For each service the places of those that are updated before it: what it calls, and what the tasks call that run before
    /// it. Of services that call each other, one is first.
    #[must_use]
    pub fn order(&self) -> Vec<Vec<usize>> {
        let mut order = vec![Vec::new(); self.services.len()];
        for (place, service) in self.services.iter().enumerate() {
            let called: Vec<usize> = self.called(service).filter_map(|item| self.place(item)).collect();
            put_behind(&mut order, &[place], &called);
        }
        order
    }

    /// The services that wait for one: those that call it.
    #[must_use]
    pub fn callers(&self, item: &str) -> Vec<&Service> {
        let Some(called) = self.place(item) else { return Vec::new() };
        let order = self.order();
        let callers = self.services.iter().zip(&order).filter(|(_, before)| before.contains(&called));
        callers.map(|(service, _)| service).collect()
    }

    /// The tasks that call a service.
    pub fn tasks_calling<'a>(&'a self, item: &'a str) -> impl Iterator<Item = &'a str> {
        let calls = move |task: &&Task| task.connections.iter().any(|connection| connection.service == item);
        self.tasks.iter().filter(calls).map(|task| task.item.as_str())
    }

    fn place(&self, item: &str) -> Option<usize> {
        self.services.iter().position(|service| service.item == item)
    }

    fn called<'a>(&'a self, service: &'a Service) -> impl Iterator<Item = &'a str> {
        let before = self.tasks.iter().filter(|task| service.before.contains(&task.item));
        let connections = service.connections.iter().chain(before.flat_map(|task| &task.connections));
        connections.map(|connection| connection.service.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Connection, fixture};

    fn connections(services: &[&str]) -> Vec<Connection> {
        let to = |service: &&str| Connection {
            variable: "URL".into(),
            scheme: "http".into(),
            service: (*service).into(),
            port: 80,
        };
        services.iter().map(to).collect()
    }

    fn service(item: &str, calls: &[&str]) -> Service {
        Service { item: item.into(), connections: connections(calls), ..fixture::service(item, "true") }
    }

    #[test]
    fn what_is_called_comes_first() {
        let services = vec![service("web", &["api", "gone"]), service("worker", &["api"]), service("api", &[])];
        let spec = Spec { services, ..Spec::default() };
        assert_eq!(spec.order(), [vec![2], vec![2], vec![]]);
        let callers: Vec<&str> = spec.callers("api").iter().map(|service| service.item.as_str()).collect();
        assert_eq!((callers, spec.callers("web").len()), (vec!["web", "worker"], 0));
    }

    #[test]
    fn what_a_task_calls_that_runs_before_comes_first_unless_that_is_the_service_itself() {
        let task = Task { connections: connections(&["api", "web"]), ..fixture::task("migrate", "true") };
        let web = Service { before: vec!["migrate".into()], ..service("web", &[]) };
        let spec = Spec { services: vec![web, service("api", &[])], tasks: vec![task], ..Spec::default() };
        assert_eq!(spec.order(), [vec![1], vec![]]);
    }

    #[test]
    fn of_those_that_call_each_other_one_is_first() {
        let spec = Spec { services: vec![service("a", &["b"]), service("b", &["a"])], ..Spec::default() };
        assert_eq!(spec.order(), [vec![1], vec![]]);
    }
}
