//! What the macros expand to, as files: `UPDATE_EXPECT=1 cargo test -p infra-macros` writes them.

use super::tokens;
use crate::root::Root;
use crate::{app, attribute};
use expect_test::{ExpectFile, expect_file};
use infra_core::language;
use proc_macro2::TokenStream;

fn check(expansion: TokenStream, expected: ExpectFile) {
    let file = syn::parse2(expansion).unwrap();
    expected.assert_eq(&prettyplease::unparse(&file));
}

#[test]
fn a_cluster() {
    let attribute = tokens(
        r#"capacity = [fargate(base = 1), fargate_spot(weight = 3)], network = new(zones = ZONES),
        load_balancer(listen = [http(80)], internal), tags(team = "shop"), stage(prod, capacity = fargate)"#,
    );
    let item = tokens("/// Sells.\n pub(crate) struct Shop;");
    check(attribute::expand(Root::Core, language::CLUSTER, attribute, item), expect_file!["expanded/cluster.rs"]);
}

#[test]
fn a_withdrawn_instance_type() {
    let attribute = tokens(r#"capacity = ec2("cc2.8xlarge", 1..=10)"#);
    check(
        attribute::expand(Root::Core, language::CLUSTER, attribute, tokens("struct Shop;")),
        expect_file!["expanded/withdrawn.rs"],
    );
}

#[test]
fn a_service() {
    let attribute = tokens(
        r#"cluster = Shop, image = IMAGE, cpu = "0.5 vCPU", memory = 1024, port = 8080, route("/*"), env(A = "b"),
        health("/healthz", every = "20s"), count = 2, stage(prod, scale(2..=10, cpu = 60), memory = sizes::LARGE)"#,
    );
    check(
        attribute::expand(Root::Core, language::SERVICE, attribute, tokens("struct OrderSync;")),
        expect_file!["expanded/service.rs"],
    );
}

#[test]
fn a_service_with_mistakes() {
    let attribute = tokens(r#"cluster = Shop, image = "nginx", cpus = 512, port = 70000, memory = MEMORY"#);
    check(
        attribute::expand(Root::Core, language::SERVICE, attribute, tokens("struct Web;")),
        expect_file!["expanded/mistakes.rs"],
    );
}

#[test]
fn a_task_of_the_facade() {
    let attribute = tokens(r#"cluster = Shop, image = "rollup:1", schedule = "rate(1 day)", timezone = "UTC""#);
    check(
        attribute::expand(Root::Aws, language::TASK, attribute, tokens("struct Rollup;")),
        expect_file!["expanded/task.rs"],
    );
}

#[test]
fn an_app() {
    let input = tokens(r#""shop": Shop, batch::Rollup; stages = [dev, prod], account(prod = "111122223333")"#);
    let expression = app::expand(Root::Core, input);
    check(quote::quote!(const APP: App = #expression;), expect_file!["expanded/app.rs"]);
}
