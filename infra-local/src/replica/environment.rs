//! The environment of a unit. Pure.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::spec::{Address, Unit};

/// What is only known when a unit starts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given<'a> {
    /// What the machine gives.
    pub(crate) base: &'a [(String, String)],
    /// The ports of all units of the task, and which each has here.
    pub(crate) ports: &'a [(Address, u16)],
    /// The addresses of what is called and run, by their variables.
    pub(crate) urls: &'a [(String, String)],
    /// The folders of the unit's volumes, by their names.
    pub(crate) volumes: &'a [(String, PathBuf)],
    /// The values of secrets, by their variables.
    pub(crate) secrets: &'a [(String, String)],
    /// What a single run is given.
    pub(crate) run: &'a [(String, String)],
}

/// All variables of a unit. What is declared stands above what is given.
pub(crate) fn of(unit: &Unit, given: &Given<'_>) -> Vec<(String, String)> {
    let mut variables: BTreeMap<String, String> = given.base.iter().cloned().collect();
    let here = |address: &Address| given.ports.iter().find(|(known, _)| known == address).map(|(_, port)| *port);
    for (address, port) in given.ports {
        variables.insert(format!("PORT_{}", port_name(address)), port.to_string());
    }
    if let Some(port) = unit.ports.first().and_then(here) {
        variables.insert("PORT".to_owned(), port.to_string());
    }
    for (name, folder) in given.volumes {
        variables.insert(format!("VOLUME_{}", shouted(name)), folder.display().to_string());
    }
    let declared = given.urls.iter().chain(&unit.environment).chain(given.secrets).chain(given.run);
    variables.extend(declared.cloned());
    variables.into_iter().collect()
}

fn port_name(address: &Address) -> String {
    address.name.as_deref().map_or_else(|| address.port.to_string(), shouted)
}

/// A name as a variable of the environment has it.
fn shouted(name: &str) -> String {
    name.to_uppercase().replace(['-', '.'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::fixture;

    fn unit(environment: &[(&str, &str)]) -> Unit {
        Unit {
            environment: pairs(environment),
            ports: vec![address(8080, None), address(9000, Some("admin-api"))],
            ..fixture::unit("web", "true")
        }
    }

    fn address(port: u16, name: Option<&str>) -> Address {
        Address { port, name: name.map(str::to_owned), udp: false }
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_unit_gets_its_ports_urls_volumes_and_secrets() {
        let base = pairs(&[("PATH", "/bin")]);
        let ports =
            [(address(8080, None), 20001), (address(9000, Some("admin-api")), 20002), (address(9901, None), 20003)];
        let urls = pairs(&[("API_URL", "http://127.0.0.1:20009")]);
        let secrets = pairs(&[("KEY", "secret")]);
        let volumes = [("my-data".to_owned(), PathBuf::from("/v/my-data"))];
        let given = Given { base: &base, ports: &ports, urls: &urls, volumes: &volumes, secrets: &secrets, run: &[] };
        let wanted = [
            ("API_URL", "http://127.0.0.1:20009"),
            ("KEY", "secret"),
            ("MODE", "dev"),
            ("PATH", "/bin"),
            ("PORT", "20001"),
            ("PORT_8080", "20001"),
            ("PORT_9901", "20003"),
            ("PORT_ADMIN_API", "20002"),
            ("VOLUME_MY_DATA", "/v/my-data"),
        ];
        assert_eq!(of(&unit(&[("MODE", "dev")]), &given), pairs(&wanted));
    }

    #[test]
    fn what_is_declared_stays_as_it_is() {
        let base = pairs(&[("LANG", "C")]);
        let ports = [(address(8080, None), 20001)];
        let given = Given { base: &base, ports: &ports, ..Given::default() };
        let variables = of(&unit(&[("LANG", "de"), ("PORT", "1")]), &given);
        assert_eq!(variables, pairs(&[("LANG", "de"), ("PORT", "1"), ("PORT_8080", "20001")]));
    }
}
