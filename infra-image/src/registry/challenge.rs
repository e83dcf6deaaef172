//! How a registry wants to be asked: the header `WWW-Authenticate`.

/// How access is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Challenge {
    /// With user and password in each request.
    Basic,
    /// With a token that is had elsewhere.
    Bearer {
        /// Where.
        realm: String,
        /// For whom.
        service: Option<String>,
    },
}

impl Challenge {
    /// Reads the headers; a token is preferred.
    pub(super) fn read<'a>(headers: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut basic = None;
        for header in headers {
            for (scheme, parameters) in schemes(header) {
                let of = |name: &str| {
                    let found = parameters.iter().find(|(parameter, _)| parameter.eq_ignore_ascii_case(name));
                    found.map(|(_, value)| value.clone())
                };
                if scheme.eq_ignore_ascii_case("bearer") {
                    if let Some(realm) = of("realm") {
                        return Some(Self::Bearer { realm, service: of("service") });
                    }
                } else if scheme.eq_ignore_ascii_case("basic") {
                    basic = Some(Self::Basic);
                }
            }
        }
        basic
    }
}

/// The schemes of one header, each with its parameters.
fn schemes(header: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut all: Vec<(String, Vec<(String, String)>)> = vec![];
    for part in parts(header) {
        // `Bearer realm="x"` begins a scheme; `service="y"` belongs to the one before.
        let (before, value) = part.split_once('=').unwrap_or((&part, ""));
        let mut words = before.split_whitespace();
        let name = match (words.next(), words.next()) {
            (Some(scheme), Some(name)) => {
                all.push((scheme.to_owned(), vec![]));
                name
            }
            (Some(scheme), None) if !part.contains('=') => {
                all.push((scheme.to_owned(), vec![]));
                continue;
            }
            (Some(name), None) => name,
            (None, _) => continue,
        };
        let value = value.trim();
        let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
        if let Some((_, parameters)) = all.last_mut() {
            parameters.push((name.to_owned(), value.replace("\\\"", "\"")));
        }
    }
    all
}

/// What stands between the commas that stand outside of quotes.
fn parts(header: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for letter in header.chars() {
        match letter {
            ',' if !quoted => {
                parts.push(String::new());
                continue;
            }
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = letter == '\\' && !escaped;
        if let Some(last) = parts.last_mut() {
            last.push(letter);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headers: &[&str]) -> Option<Challenge> {
        Challenge::read(headers.iter().copied())
    }

    #[test]
    fn what_registries_ask_is_understood() {
        let hub = r#"Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a:pull,push""#;
        let bearer = |realm: &str, service: Option<&str>| {
            Some(Challenge::Bearer { realm: realm.into(), service: service.map(str::to_owned) })
        };
        assert_eq!(read(&[hub]), bearer("https://auth.docker.io/token", Some("registry.docker.io")));
        assert_eq!(
            read(&[r#"Basic realm="https://x.dkr.ecr.eu-west-1.amazonaws.com/",service="ecr.amazonaws.com""#]),
            Some(Challenge::Basic)
        );
        assert_eq!(read(&["Basic realm=x", "bearer Realm=y"]), bearer("y", None));
        assert_eq!(read(&[r#"Negotiate, Basic realm="a, b", Bearer realm="c""#]), bearer("c", None));
        assert_eq!(read(&["Negotiate", "Bearer", ""]), None);
    }
}
