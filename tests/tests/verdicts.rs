//! Const evaluation and the running program give the same verdict in the same words, for every rule that the tables name.

use infra_core::Violation;
use infra_core::declaration::ItemKind;
use infra_core::language::{ATTRIBUTES, Block, Kind};
use infra_core::rule;
use std::collections::BTreeSet;
use std::hint::black_box;

/// The verdicts of rules on values, in const evaluation and at run time.
macro_rules! verdicts {
    ($name:ident: $value:ty; [$($rule:path),* $(,)?]) => {
        /// The rules of this kind of value, as the tables write them.
        fn $name() -> Vec<&'static str> {
            $({
                const IN_CONST: [Result<(), Violation>; VALUES.len()] = {
                    let mut verdicts = [Ok(()); VALUES.len()];
                    let mut at = 0;
                    while at < VALUES.len() {
                        verdicts[at] = $rule(VALUES[at]);
                        at += 1;
                    }
                    verdicts
                };
                for (value, in_const) in VALUES.iter().zip(&IN_CONST) {
                    let at_run_time = $rule(black_box(*value));
                    assert_eq!(*in_const, at_run_time, "{} of {value:?}", stringify!($rule));
                    let words = at_run_time.map_err(|violation| violation.to_string());
                    assert_eq!(in_const.map_err(|violation| violation.message(&infra_core::Text::new()).as_str().to_owned()), words);
                }
            })*
            vec![$(stringify!($rule)),*]
        }
    };
}

mod texts {
    use super::*;

    const VALUES: &[&str] = &[
        "",
        " ",
        "a",
        "web",
        "Web",
        "a b",
        "-a",
        "a-",
        "/",
        "/a",
        "/a/*",
        "a/b",
        "aws-x",
        "1",
        "0",
        "1.4.0",
        "LATEST",
        "nginx:1.29",
        "sha256:1",
        "ssm:/a/b",
        "secretsmanager:a#b",
        "s3:GetObject",
        "arn:aws:s3:::bucket/*",
        "arn:aws:iam::111122223333:role/web",
        "111122223333",
        "vpc-0123456789abcdef0",
        "subnet-0123456789abcdef0",
        "sg-0123456789abcdef0",
        "fs-0123456789abcdef0",
        "ami-0123456789abcdef0",
        "c5n.xlarge",
        "c5n.huge",
        "10.0.0.0/16",
        "8.8.8.8/24",
        "0.0.0.0/0:443",
        "rate(1 day)",
        "rate(1 days)",
        "cron(0 3 * * ? *)",
        "at(2027-01-01T00:00:00)",
        "2027-01-01T00:00:00",
        "Europe/Berlin",
        "CMD true",
        "CMD-SHELL true",
        "200-299",
        "200,600",
        "GET",
        "example.com",
        "*.example.com",
        "Z0123456789ABCDEFGHIJ",
        "queue.yaml",
        "../queue.yaml",
        "{}",
        "[1]",
        "/service/x",
        "fargate-size",
        "port-twice",
        "nofile",
        "1000:1000",
        "KEY",
        "infra:app",
        "é",
    ];

    verdicts!(rules: &str; [
        rule::account::id,
        rule::balancer::certificate_arn,
        rule::balancer::condition::header_name,
        rule::balancer::condition::header_value,
        rule::balancer::condition::method,
        rule::balancer::condition::query_key,
        rule::balancer::condition::query_value,
        rule::balancer::condition::source,
        rule::balancer::domain::domain,
        rule::balancer::domain::zone,
        rule::balancer::route_host,
        rule::balancer::route_path,
        rule::bucket::name,
        rule::bucket::prefix,
        rule::build::binary,
        rule::build::feature,
        rule::build::include,
        rule::build::path,
        rule::build::profile,
        rule::build::target,
        rule::capacity::group::ami,
        rule::capacity::group::key_pair,
        rule::capacity::group::user_data,
        rule::capacity::managed::instance_type,
        rule::container::check::command,
        rule::container::name,
        rule::container::port::name,
        rule::container::ulimit::name,
        rule::container::user,
        rule::container::word,
        rule::container::workdir,
        rule::egress::target,
        rule::environment::name,
        rule::environment::secret,
        rule::event::detail_type,
        rule::event::pattern,
        rule::event::source,
        rule::health::codes,
        rule::health::path,
        rule::iam::action,
        rule::iam::resource,
        rule::iam::role,
        rule::image::pinned,
        rule::image::reference,
        rule::include::path,
        rule::logs::group,
        rule::machine::of_ecs,
        rule::name::capacity_provider,
        rule::name::item,
        rule::name::stage,
        rule::network::block,
        rule::network::subnet_id,
        rule::network::vpc_id,
        rule::patch::pointer,
        rule::patch::value,
        rule::platform::version,
        rule::scaling::metric,
        rule::scaling::metric_namespace,
        rule::schedule::expression,
        rule::schedule::time::moment,
        rule::schedule::timezone,
        rule::security_group::id,
        rule::service::alarm::name,
        rule::service::connect::namespace,
        rule::service::place::constraint,
        rule::service::place::dev,
        rule::source::argument,
        rule::source::option,
        rule::source::output,
        rule::tag::key,
        rule::tag::value,
        rule::capacity::data::path,
        rule::volume::at,
        rule::volume::efs::access_point,
        rule::volume::efs::file_system,
        rule::volume::efs::root,
        rule::volume::host,
        rule::volume::name,
        rule::waive::reason,
        rule::waive::rule
    ]);

    pub(super) fn all() -> Vec<&'static str> {
        rules()
    }
}

mod numbers {
    use super::*;

    const VALUES: &[u64] = &[
        0,
        1,
        2,
        3,
        5,
        6,
        7,
        20,
        21,
        22,
        30,
        59,
        60,
        61,
        100,
        101,
        120,
        121,
        127,
        128,
        185,
        186,
        200,
        201,
        255,
        256,
        300,
        301,
        900,
        901,
        999,
        1000,
        1001,
        1800,
        3600,
        3601,
        4000,
        4001,
        10000,
        10001,
        49153,
        50000,
        50001,
        51678,
        65535,
        65536,
        86400,
        100_000,
        100_001,
        196_608,
        196_609,
        604_800,
        604_801,
        2_147_483_647,
        2_147_483_648,
        4_294_967_295,
    ];

    verdicts!(rules: u64; [
        rule::balancer::condition::priority,
        rule::balancer::drain,
        rule::balancer::idle,
        rule::balancer::target::slow_start,
        rule::balancer::target::sticky,
        rule::capacity::base,
        rule::capacity::group::partitions,
        rule::capacity::group::predictive,
        rule::capacity::group::target,
        rule::capacity::group::warm_up,
        rule::capacity::weight,
        rule::container::check::every,
        rule::container::check::retries,
        rule::container::check::start,
        rule::container::check::timeout,
        rule::container::port::host,
        rule::container::restart::after,
        rule::container::restart::code,
        rule::container::size::gpu,
        rule::container::size::memory,
        rule::container::size::memory_reservation,
        rule::container::stop,
        rule::container::ulimit::value,
        rule::health::grace,
        rule::health::interval,
        rule::health::threshold,
        rule::health::timeout,
        rule::logs::retention,
        rule::network::zones,
        rule::port::port,
        rule::run::fan_out,
        rule::run::timeout,
        rule::run::tolerate,
        rule::scaling::cooldown,
        rule::scaling::count,
        rule::scaling::percent,
        rule::scaling::period,
        rule::scaling::requests,
        rule::scaling::step,
        rule::scaling::target,
        rule::schedule::window::flexible,
        rule::schedule::window::max_age,
        rule::schedule::window::retries,
        rule::service::deploy::bake,
        rule::service::deploy::canary,
        rule::service::deploy::early,
        rule::service::deploy::every,
        rule::service::deploy::failures,
        rule::service::deploy::linear,
        rule::service::deploy::max_percent,
        rule::service::deploy::min_percent,
        rule::service::deploy::pause,
        rule::task::cpu,
        rule::task::memory,
        rule::volume::storage
    ]);

    pub(super) fn all() -> Vec<&'static str> {
        rules()
    }
}

/// The paths of rules in the tables.
fn in_tables() -> BTreeSet<&'static str> {
    fn of_block(block: &'static Block, paths: &mut BTreeSet<&'static str>) {
        block.keys.iter().for_each(|key| of_kind(&key.kind, paths));
    }
    fn of_kind(kind: &'static Kind, paths: &mut BTreeSet<&'static str>) {
        match kind {
            Kind::Text(rule) => paths.extend(rule.as_ref().map(|rule| rule.path)),
            Kind::File(rule) => paths.extend([rule.path]),
            Kind::Number(_, rule) | Kind::Measure(_, _, rule) | Kind::Amount(_, rule) => {
                paths.extend(rule.as_ref().map(|rule| rule.path));
            }
            Kind::Choice(choice) => {
                choice.variants.iter().filter_map(|variant| variant.block).for_each(|block| of_block(block, paths));
                choice.literal.iter().for_each(|(_, kind)| of_kind(kind, paths));
                choice.parentheses.iter().for_each(|(_, block)| of_block(block, paths));
            }
            Kind::Block(block) | Kind::Flatten(block) => of_block(block, paths),
            Kind::List(kind) | Kind::Some(kind) => of_kind(kind, paths),
            Kind::Pairs(rule, kind) => {
                paths.insert(rule.path);
                of_kind(kind, paths);
            }
            // Rules of ranges take two values.
            Kind::Range(_)
            | Kind::Flag
            | Kind::Truth
            | Kind::Item(_)
            | Kind::Cluster
            | Kind::Stage
            | Kind::Function
            | Kind::Call(_) => {}
        }
    }
    let mut paths = BTreeSet::new();
    for attribute in ATTRIBUTES {
        assert!(matches!(attribute.kind, ItemKind::Cluster | ItemKind::Service | ItemKind::Task));
        attribute.fixed.iter().for_each(|key| of_kind(&key.kind, &mut paths));
        of_block(attribute.block, &mut paths);
    }
    paths
}

#[test]
fn const_evaluation_and_run_time_agree() {
    let compared: BTreeSet<&str> = texts::all().into_iter().chain(numbers::all()).collect();
    let tables = in_tables();
    assert_eq!(tables.difference(&compared).collect::<Vec<_>>(), Vec::<&&str>::new(), "not compared");
}
