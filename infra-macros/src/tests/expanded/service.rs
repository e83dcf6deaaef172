struct OrderSync;
const _: () = {
    use ::infra_core::{
        check as __infra_check, declaration as __infra_declaration, rule as __infra_rule,
    };
    const __INFRA_CLUSTER: &'static __infra_declaration::Declaration<
        __infra_declaration::ClusterSpec,
    > = <Shop as __infra_declaration::Cluster>::DECLARATION;
    const __INFRA_IMAGE_1: &'static ::core::primitive::str = IMAGE;
    const __INFRA_MEMORY_2: ::core::primitive::u32 = sizes::LARGE;
    const __INFRA_BASE: __infra_declaration::ServiceSpec = __infra_declaration::ServiceSpec {
        routes: &[__infra_declaration::Route::new("/*")],
        health: ::core::option::Option::Some(__infra_declaration::HealthCheck {
            path: "/healthz",
            interval_seconds: 20,
            ..__infra_declaration::HealthCheck::new()
        }),
        count: ::core::option::Option::Some(2),
        ..__infra_declaration::ServiceSpec::new(__infra_declaration::WorkloadSpec {
            cpu: ::core::option::Option::Some(512),
            memory: ::core::option::Option::Some(1024),
            ports: &[__infra_declaration::Port::new(8080)],
            ..__infra_declaration::WorkloadSpec::new(
                __INFRA_CLUSTER,
                __infra_declaration::ContainerSpec {
                    environment: &[("A", __infra_declaration::Variable::Text("b"))],
                    ..__infra_declaration::ContainerSpec::new(
                        __infra_declaration::Image::Reference(__INFRA_IMAGE_1),
                    )
                },
            )
        })
    };
    const __INFRA_CLUSTER_0: &'static __infra_declaration::Declaration<
        __infra_declaration::ClusterSpec,
    > = &__INFRA_CLUSTER.settled("prod");
    const __INFRA_STAGE_0: __infra_declaration::ServiceSpec = __infra_declaration::ServiceSpec {
        workload: __infra_declaration::WorkloadSpec {
            cluster: __INFRA_CLUSTER_0,
            memory: ::core::option::Option::Some(__INFRA_MEMORY_2),
            ..__INFRA_BASE.workload
        },
        count: ::core::option::Option::None,
        scale: ::core::option::Option::Some(__infra_declaration::Scale {
            cpu: ::core::option::Option::Some(60),
            ..__infra_declaration::Scale::new(__infra_declaration::Range {
                min: 2,
                max: 10,
            })
        }),
        ..__INFRA_BASE
    };
    const __INFRA_WHOLE: &'static __infra_declaration::Declaration<
        __infra_declaration::ServiceSpec,
    > = &__infra_declaration::Declaration {
        identity: *__INFRA_IDENTITY,
        base: __INFRA_BASE,
        stages: &[
            __infra_declaration::StageSpec {
                stage: "prod",
                spec: __INFRA_STAGE_0,
            },
        ],
        configure: ::core::option::Option::None,
    };
    const __INFRA_IDENTITY: &'static __infra_declaration::Identity = &__infra_declaration::Identity {
        item: "OrderSync",
        name: "order-sync",
        description: "",
        source: __infra_declaration::Source {
            file: ::core::file!(),
            line: ::core::line!(),
        },
    };
    const __INFRA_DECLARATION: &'static __infra_declaration::Declaration<
        __infra_declaration::ServiceSpec,
    > = __INFRA_WHOLE;
    const _: () = {
        const _IMAGE_IS_ALLOWED: () = __infra_check::passes(
            __infra_rule::image::reference(__INFRA_IMAGE_1),
        );
        const _TIMEOUT_IS_BELOW_INTERVAL: () = __infra_check::passes(
            __infra_check::traffic::health_timing(
                (&__infra_declaration::HealthCheck {
                    path: "/healthz",
                    interval_seconds: 20,
                    ..__infra_declaration::HealthCheck::new()
                }),
            ),
        );
        const _: () = __infra_declaration::GRACE_COVERS_THE_FIRST_CHECKS::<
            {
                (__infra_check::traffic::grace(
                    (&__infra_declaration::HealthCheck {
                        path: "/healthz",
                        interval_seconds: 20,
                        ..__infra_declaration::HealthCheck::new()
                    }),
                ))
                    .is_err()
                    && (__infra_check::traffic::health_timing(
                        (&__infra_declaration::HealthCheck {
                            path: "/healthz",
                            interval_seconds: 20,
                            ..__infra_declaration::HealthCheck::new()
                        }),
                    ))
                        .is_ok()
            },
        >::WARNING;
        const _SCALE_IS_POSSIBLE: () = __infra_check::passes(
            __infra_check::scaling::possible(
                (&__infra_declaration::Scale {
                    cpu: ::core::option::Option::Some(60),
                    ..__infra_declaration::Scale::new(__infra_declaration::Range {
                        min: 2,
                        max: 10,
                    })
                }),
            ),
        );
        const _MEMORY_IS_ALLOWED: () = __infra_check::passes(
            __infra_rule::task::memory(__INFRA_MEMORY_2 as ::core::primitive::u64),
        );
        const _ROUTES_HAVE_A_PORT: () = __infra_check::passes(
            __infra_check::service::route_port((&__INFRA_WHOLE.base)),
        );
        const _ROUTES_HAVE_A_BALANCER: () = __infra_check::passes(
            __infra_check::service::route_subnets((&__INFRA_WHOLE.base)),
        );
        const _SIZE_FITS_THE_CLUSTER: () = __infra_check::holds(
            __infra_check::size_fits(__infra_check::Placed {
                kind: __infra_declaration::ItemKind::Service,
                identity: __INFRA_IDENTITY,
                base: &__INFRA_WHOLE.base.workload,
                form: __infra_check::Form::Base {
                    except: &["prod"],
                },
                key: "",
            }),
        );
        const _: () = {
            const _SIZE_FITS_THE_CLUSTER: () = __infra_check::holds(
                __infra_check::size_fits(__infra_check::Placed {
                    kind: __infra_declaration::ItemKind::Service,
                    identity: __INFRA_IDENTITY,
                    base: &__INFRA_WHOLE.base.workload,
                    form: __infra_check::Form::Stage {
                        stage: "prod",
                        spec: &__INFRA_WHOLE.stages[0usize].spec.workload,
                    },
                    key: "",
                }),
            );
        };
    };
    impl __infra_declaration::Service for OrderSync {
        const IDENTITY: &'static __infra_declaration::Identity = __INFRA_IDENTITY;
        const DECLARATION: &'static __infra_declaration::Declaration<
            __infra_declaration::ServiceSpec,
        > = __INFRA_DECLARATION;
    }
    impl __infra_declaration::Listed for OrderSync {
        const ITEM: __infra_declaration::Item = __infra_declaration::Item::Service(
            __INFRA_DECLARATION,
        );
    }
};
