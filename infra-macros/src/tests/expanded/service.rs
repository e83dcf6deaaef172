struct OrderSync;
const _: () = {
    const __INFRA_CLUSTER: &'static ::infra_core::declaration::Declaration<
        ::infra_core::declaration::ClusterSpec,
    > = <Shop as ::infra_core::declaration::Cluster>::DECLARATION;
    const __INFRA_IMAGE_1: &'static ::core::primitive::str = IMAGE;
    const __INFRA_MEMORY_2: ::core::primitive::u32 = sizes::LARGE;
    const __INFRA_DECLARATION: &'static ::infra_core::declaration::Declaration<
        ::infra_core::declaration::ServiceSpec,
    > = &::infra_core::declaration::Declaration {
        identity: ::infra_core::declaration::Identity {
            item: "OrderSync",
            name: "order-sync",
            description: "",
            source: ::infra_core::declaration::Source {
                file: ::core::file!(),
                line: ::core::line!(),
            },
        },
        base: ::infra_core::declaration::ServiceSpec {
            workload: ::infra_core::declaration::WorkloadSpec {
                cluster: __INFRA_CLUSTER,
                image: __INFRA_IMAGE_1,
                cpu: ::core::option::Option::Some(512),
                memory: ::core::option::Option::Some(1024),
                architecture: ::core::option::Option::None,
                command: &[],
                environment: &[("A", "b")],
                secrets: &[],
                allow: &[],
                logs: ::infra_core::declaration::Logs::DEFAULT,
            },
            port: ::core::option::Option::Some(8080),
            routes: &[
                ::infra_core::declaration::Route {
                    path: "/*",
                    host: ::core::option::Option::None,
                },
            ],
            health: ::infra_core::declaration::HealthCheck {
                path: "/healthz",
                interval_seconds: 20,
                ..::infra_core::declaration::HealthCheck::DEFAULT
            },
            size: ::infra_core::declaration::Size::Count(2),
            drain_seconds: ::infra_core::declaration::ServiceSpec::DEFAULT_DRAIN_SECONDS,
        },
        stages: &[
            ::infra_core::declaration::StageSpec {
                stage: "prod",
                spec: ::infra_core::declaration::ServiceSpec {
                    workload: ::infra_core::declaration::WorkloadSpec {
                        cluster: __INFRA_CLUSTER,
                        image: __INFRA_IMAGE_1,
                        cpu: ::core::option::Option::Some(512),
                        memory: ::core::option::Option::Some(__INFRA_MEMORY_2),
                        architecture: ::core::option::Option::None,
                        command: &[],
                        environment: &[("A", "b")],
                        secrets: &[],
                        allow: &[],
                        logs: ::infra_core::declaration::Logs::DEFAULT,
                    },
                    port: ::core::option::Option::Some(8080),
                    routes: &[
                        ::infra_core::declaration::Route {
                            path: "/*",
                            host: ::core::option::Option::None,
                        },
                    ],
                    health: ::infra_core::declaration::HealthCheck {
                        path: "/healthz",
                        interval_seconds: 20,
                        ..::infra_core::declaration::HealthCheck::DEFAULT
                    },
                    size: ::infra_core::declaration::Size::Scale(::infra_core::declaration::Scale {
                        min: 2,
                        max: 10,
                        cpu: ::core::option::Option::Some(60),
                        memory: ::core::option::Option::None,
                    }),
                    drain_seconds: ::infra_core::declaration::ServiceSpec::DEFAULT_DRAIN_SECONDS,
                },
            },
        ],
    };
    const _: () = {
        const _IMAGE_IS_A_REFERENCE: () = ::infra_core::check::passes(
            ::infra_core::rule::image::reference(__INFRA_IMAGE_1),
        );
        const _MEMORY_IS_IN_RANGE: () = ::infra_core::check::passes(
            ::infra_core::rule::task::memory(__INFRA_MEMORY_2),
        );
        const _SIZE_FITS_THE_CLUSTER: () = ::infra_core::check::holds(
            ::infra_core::check::size_fits(::infra_core::check::Placed {
                kind: ::infra_core::declaration::ItemKind::Service,
                identity: &__INFRA_DECLARATION.identity,
                base: &__INFRA_DECLARATION.base.workload,
                form: ::infra_core::check::Form::Base {
                    except: &["prod"],
                },
            }),
        );
        const _: () = {
            const _SIZE_FITS_THE_CLUSTER: () = ::infra_core::check::holds(
                ::infra_core::check::size_fits(::infra_core::check::Placed {
                    kind: ::infra_core::declaration::ItemKind::Service,
                    identity: &__INFRA_DECLARATION.identity,
                    base: &__INFRA_DECLARATION.base.workload,
                    form: ::infra_core::check::Form::Stage {
                        stage: "prod",
                        spec: &__INFRA_DECLARATION.stages[0usize].spec.workload,
                    },
                }),
            );
        };
        const _ARCHITECTURE_FITS_THE_CLUSTER: () = ::infra_core::check::holds(
            ::infra_core::check::architecture_fits(::infra_core::check::Placed {
                kind: ::infra_core::declaration::ItemKind::Service,
                identity: &__INFRA_DECLARATION.identity,
                base: &__INFRA_DECLARATION.base.workload,
                form: ::infra_core::check::Form::Base {
                    except: &[],
                },
            }),
        );
    };
    impl ::infra_core::declaration::Service for OrderSync {
        const DECLARATION: &'static ::infra_core::declaration::Declaration<
            ::infra_core::declaration::ServiceSpec,
        > = __INFRA_DECLARATION;
    }
    impl ::infra_core::declaration::Listed for OrderSync {
        const ITEM: ::infra_core::declaration::Item = ::infra_core::declaration::Item::Service(
            __INFRA_DECLARATION,
        );
    }
};
