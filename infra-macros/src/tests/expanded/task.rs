struct Rollup;
const _: () = {
    use ::infra_aws::core::{
        check as __infra_check, declaration as __infra_declaration, rule as __infra_rule,
    };
    const __INFRA_CLUSTER: &'static __infra_declaration::Declaration<
        __infra_declaration::ClusterSpec,
    > = <Shop as __infra_declaration::Cluster>::DECLARATION;
    const __INFRA_BASE: __infra_declaration::TaskSpec = __infra_declaration::TaskSpec {
        schedules: &["rate(1 day)"],
        timezone: ::core::option::Option::Some("UTC"),
        ..__infra_declaration::TaskSpec::new(
            __infra_declaration::WorkloadSpec::new(
                __INFRA_CLUSTER,
                __infra_declaration::ContainerSpec::new(
                    __infra_declaration::Image::Reference("rollup:1"),
                ),
            ),
        )
    };
    const __INFRA_WHOLE: &'static __infra_declaration::Declaration<
        __infra_declaration::TaskSpec,
    > = &__infra_declaration::Declaration {
        identity: *__INFRA_IDENTITY,
        base: __INFRA_BASE,
        stages: &[],
        configure: ::core::option::Option::None,
    };
    const __INFRA_IDENTITY: &'static __infra_declaration::Identity = &__infra_declaration::Identity {
        item: "Rollup",
        name: "rollup",
        description: "",
        source: __infra_declaration::Source {
            file: ::core::file!(),
            line: ::core::line!(),
        },
    };
    const __INFRA_DECLARATION: &'static __infra_declaration::Declaration<
        __infra_declaration::TaskSpec,
    > = __INFRA_WHOLE;
    const _: () = {
        const _SCHEDULES_HAVE_FEW_PROVIDERS: () = __infra_check::passes(
            __infra_check::task::providers((&__INFRA_WHOLE.base)),
        );
        const _START_HAS_A_CAUSE: () = __infra_check::passes(
            __infra_check::task::scheduled((&__INFRA_WHOLE.base)),
        );
        const _SIZE_FITS_THE_CLUSTER: () = __infra_check::holds(
            __infra_check::size_fits(__infra_check::Placed {
                kind: __infra_declaration::ItemKind::Task,
                identity: __INFRA_IDENTITY,
                base: &__INFRA_WHOLE.base.workload,
                form: __infra_check::Form::Base {
                    except: &[],
                },
                key: "",
            }),
        );
    };
    impl __infra_declaration::Task for Rollup {
        const IDENTITY: &'static __infra_declaration::Identity = __INFRA_IDENTITY;
        const DECLARATION: &'static __infra_declaration::Declaration<
            __infra_declaration::TaskSpec,
        > = __INFRA_DECLARATION;
    }
    impl __infra_declaration::Listed for Rollup {
        const ITEM: __infra_declaration::Item = __infra_declaration::Item::Task(
            __INFRA_DECLARATION,
        );
    }
};
