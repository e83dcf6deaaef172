struct Web;
const _: () = {
    use ::infra_core::{
        check as __infra_check, declaration as __infra_declaration, rule as __infra_rule,
    };
    const __INFRA_CLUSTER: &'static __infra_declaration::Declaration<
        __infra_declaration::ClusterSpec,
    > = <Shop as __infra_declaration::Cluster>::DECLARATION;
    const __INFRA_MEMORY_1: ::core::primitive::u32 = MEMORY;
    const __INFRA_IDENTITY: &'static __infra_declaration::Identity = &__infra_declaration::Identity {
        item: "Web",
        name: "web",
        description: "",
        source: __infra_declaration::Source {
            file: ::core::file!(),
            line: ::core::line!(),
        },
    };
    const __INFRA_DECLARATION: &'static __infra_declaration::Declaration<
        __infra_declaration::ServiceSpec,
    > = {
        ::core::compile_error! {
            "`#[service]` has no `cpus`\nhelp: did you mean `cpu`?"
        }
        ::core::compile_error! {
            "port 70000 is out of range [port-range]\nhelp: ports run from 1 to 65535"
        }
    };
    const _: () = {
        const _MEMORY_IS_ALLOWED: () = __infra_check::passes(
            __infra_rule::task::memory(__INFRA_MEMORY_1 as ::core::primitive::u64),
        );
    };
    impl __infra_declaration::Service for Web {
        const IDENTITY: &'static __infra_declaration::Identity = __INFRA_IDENTITY;
        const DECLARATION: &'static __infra_declaration::Declaration<
            __infra_declaration::ServiceSpec,
        > = __INFRA_DECLARATION;
    }
    impl __infra_declaration::Listed for Web {
        const ITEM: __infra_declaration::Item = __infra_declaration::Item::Service(
            __INFRA_DECLARATION,
        );
    }
};
