//! What declared values are on this machine, where the containers of a task have not always the same localhost and no port as it
//! is declared. Pure.

use std::path::Path;

/// What stands before a port of another container of the task.
const HOSTS: [&str; 2] = ["localhost:", "127.0.0.1:"];

/// A declared value, with the places that these ports have on this machine where it says `localhost:{port}`.
pub(super) fn here(value: &str, places: &[(u16, String)]) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((at, host)) = first(rest) {
        let (before, found) = rest.split_at(at);
        let after = found.get(host.len()..).unwrap_or_default();
        let digits = after.len() - after.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let (port, after) = after.split_at(digits);
        let is_whole = !text_end(&text, before).is_some_and(|last| last.is_alphanumeric() || matches!(last, '.' | '-'));
        let place = places.iter().find(|(declared, _)| is_whole && port.parse() == Ok(*declared));
        text.push_str(before);
        match place {
            Some((_, place)) => text.push_str(place),
            None => text.extend([host, port]),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// A declared value, with a folder of this machine in the place of a volume's path, where it says that or what is in it.
pub(super) fn in_volume(value: &str, at: &str, folder: &Path) -> Option<String> {
    let rest = value.strip_prefix(at.trim_end_matches('/'))?;
    (rest.is_empty() || rest.starts_with('/')).then(|| format!("{}{rest}", folder.display()))
}

/// Whether a value says one of these ports of localhost.
pub(super) fn is_meant(value: &str, ports: &[u16]) -> bool {
    let places: Vec<(u16, String)> = ports.iter().map(|port| (*port, String::new())).collect();
    here(value, &places) != value
}

fn first(text: &str) -> Option<(usize, &'static str)> {
    HOSTS.into_iter().filter_map(|host| Some((text.find(host)?, host))).min()
}

fn text_end(text: &str, before: &str) -> Option<char> {
    before.chars().last().or_else(|| text.chars().last())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &str) -> String {
        here(value, &[(6379, "127.0.0.1:20001".to_owned()), (80, "10.88.0.1:20002".to_owned())])
    }

    #[test]
    fn a_port_of_localhost_is_where_it_is_here() {
        assert_eq!(shown("redis://localhost:6379/0"), "redis://127.0.0.1:20001/0");
        assert_eq!(shown("127.0.0.1:80,localhost:6379"), "10.88.0.1:20002,127.0.0.1:20001");
        assert!(is_meant("--to=localhost:80", &[80]));
    }

    #[test]
    fn a_path_of_a_volume_is_a_folder_here() {
        let shown = |value: &str| in_volume(value, "/data", Path::new("/s/volumes/data"));
        assert_eq!(shown("/data").as_deref(), Some("/s/volumes/data"));
        assert_eq!(shown("/data/orders").as_deref(), Some("/s/volumes/data/orders"));
        assert_eq!(shown("/database"), None);
        assert_eq!(shown("file:/data"), None);
    }

    #[test]
    fn all_else_stays() {
        for other in
            ["localhost:63790", "localhost", "localhost:", "my-localhost:80", "x.localhost:80", "redis:6379", ""]
        {
            assert_eq!(shown(other), other);
        }
        assert!(!is_meant("localhost:8080", &[80]));
    }
}
