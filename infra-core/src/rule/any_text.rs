//! Rules of one text, given any text at all.

use super::*;
use proptest::prelude::*;

type Rule = fn(&str) -> Result<(), crate::Violation>;

/// Every rule of one text in the common part of services and tasks.
const RULES: &[Rule] = &[
    build::binary,
    build::path,
    build::target,
    service::place::constraint,
    container::check::command,
    container::name,
    container::port::name,
    container::ulimit::name,
    container::user,
    container::word,
    container::workdir,
    iam::role,
    logs::group,
    patch::pointer,
    patch::value,
    platform::fargate::unsupported,
    platform::managed::unsupported,
    platform::version,
    security_group::id,
    service::place::constraint,
    volume::at,
    volume::efs::access_point,
    volume::efs::file_system,
    volume::efs::root,
    volume::host,
    volume::name,
    waive::reason,
    waive::rule,
];

proptest! {
    #[test]
    fn none_panics(text in ".{0,80}", likely in "(arn:aws:iam::|fs-|sg-|/|1\\.|CMD )[a-z0-9:/. é-]{0,30}") {
        for rule in RULES {
            for text in [&text, &likely] {
                if let Err(violation) = rule(text) {
                    prop_assert!(!violation.headline.is_empty() && !violation.help.is_empty(), "{}", violation);
                    prop_assert!(!violation.headline.as_str().contains(['\n', '\0']), "{}", violation);
                    prop_assert!(!violation.headline.as_str().ends_with('.'), "{}", violation);
                }
            }
        }
    }
}
