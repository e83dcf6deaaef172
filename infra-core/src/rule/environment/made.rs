//! Variables that other keys make of the names of items: `API_URL` of `connect = [Api]`, `RUN_ROLLUP` of `runs = [Rollup]`.

/// The rule about a name that is declared and made.
pub(crate) const RULE: &str = "environment-twice";

/// What the name of the URL of a service ends in, and with the name of a port before it that of a further port.
pub(crate) const URL: &str = "url";

/// What the name of the variable that tells how to run a task begins with.
pub(crate) const RUN: &str = "run";

/// Whether `variable` is what is made of `parts`: each in capitals, with `_` in the place of `-` and between them.
pub(crate) const fn is_made_of(variable: &str, parts: &[&str]) -> bool {
    let variable = variable.as_bytes();
    let (mut at, mut part) = (0, 0);
    while part < parts.len() {
        if part > 0 {
            if at == variable.len() || variable[at] != b'_' {
                return false;
            }
            at += 1;
        }
        let name = parts[part].as_bytes();
        let mut letter = 0;
        while letter < name.len() {
            if at == variable.len() || variable[at] != shouted(name[letter]) {
                return false;
            }
            at += 1;
            letter += 1;
        }
        part += 1;
    }
    at == variable.len()
}

/// The variable that is made of `parts`.
#[cfg(feature = "run")]
pub(crate) fn made_of(parts: &[&str]) -> String {
    parts.join("_").chars().map(|letter| if letter == '-' { '_' } else { letter.to_ascii_uppercase() }).collect()
}

const fn shouted(letter: u8) -> u8 {
    if letter == b'-' { b'_' } else { letter.to_ascii_uppercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(is_made_of("API_URL", &["api", URL]));

    #[test]
    fn names_are_made_of_items() {
        for (parts, made) in [
            (&["api", URL][..], "API_URL"),
            (&["order-api", "admin-1", URL], "ORDER_API_ADMIN_1_URL"),
            (&[RUN, "roll-up"], "RUN_ROLL_UP"),
        ] {
            assert_eq!(made_of(parts), made);
            assert!(is_made_of(made, parts), "{made}");
            for other in ["", "API", "API_URL_", "api_url", "APIURL", "RUN_ROLL", &made[1..], &made[..made.len() - 1]] {
                assert!(!is_made_of(other, parts), "{other} of {parts:?}");
            }
        }
    }
}
