struct Rollup;
const _: () = {
    const __INFRA_CLUSTER: &'static ::infra_aws::core::declaration::Declaration<
        ::infra_aws::core::declaration::ClusterSpec,
    > = <Shop as ::infra_aws::core::declaration::Cluster>::DECLARATION;
    const __INFRA_DECLARATION: &'static ::infra_aws::core::declaration::Declaration<
        ::infra_aws::core::declaration::TaskSpec,
    > = &::infra_aws::core::declaration::Declaration {
        identity: ::infra_aws::core::declaration::Identity {
            item: "Rollup",
            name: "rollup",
            description: "",
            source: ::infra_aws::core::declaration::Source {
                file: ::core::file!(),
                line: ::core::line!(),
            },
        },
        base: ::infra_aws::core::declaration::TaskSpec {
            workload: ::infra_aws::core::declaration::WorkloadSpec {
                cluster: __INFRA_CLUSTER,
                image: "rollup:1",
                cpu: ::core::option::Option::None,
                memory: ::core::option::Option::None,
                architecture: ::core::option::Option::None,
                command: &[],
                environment: &[],
                secrets: &[],
                allow: &[],
                logs: ::infra_aws::core::declaration::Logs::DEFAULT,
            },
            schedules: &[
                ::infra_aws::core::declaration::Schedule {
                    expression: "rate(1 day)",
                    timezone: ::core::option::Option::Some("UTC"),
                },
            ],
        },
        stages: &[],
    };
    const _: () = {
        const _SIZE_FITS_THE_CLUSTER: () = ::infra_aws::core::check::holds(
            ::infra_aws::core::check::size_fits(::infra_aws::core::check::Placed {
                kind: ::infra_aws::core::declaration::ItemKind::Task,
                identity: &__INFRA_DECLARATION.identity,
                base: &__INFRA_DECLARATION.base.workload,
                form: ::infra_aws::core::check::Form::Base {
                    except: &[],
                },
            }),
        );
        const _ARCHITECTURE_FITS_THE_CLUSTER: () = ::infra_aws::core::check::holds(
            ::infra_aws::core::check::architecture_fits(::infra_aws::core::check::Placed {
                kind: ::infra_aws::core::declaration::ItemKind::Task,
                identity: &__INFRA_DECLARATION.identity,
                base: &__INFRA_DECLARATION.base.workload,
                form: ::infra_aws::core::check::Form::Base {
                    except: &[],
                },
            }),
        );
    };
    impl ::infra_aws::core::declaration::Task for Rollup {
        const DECLARATION: &'static ::infra_aws::core::declaration::Declaration<
            ::infra_aws::core::declaration::TaskSpec,
        > = __INFRA_DECLARATION;
    }
    impl ::infra_aws::core::declaration::Listed for Rollup {
        const ITEM: ::infra_aws::core::declaration::Item = ::infra_aws::core::declaration::Item::Task(
            __INFRA_DECLARATION,
        );
    }
};
