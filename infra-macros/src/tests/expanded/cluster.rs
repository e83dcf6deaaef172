/// Sells.
pub(crate) struct Shop;
const _: () = {
    use ::infra_core::{
        check as __infra_check, declaration as __infra_declaration, rule as __infra_rule,
    };
    const __INFRA_ZONES_1: ::core::primitive::u8 = ZONES;
    const __INFRA_BASE: __infra_declaration::ClusterSpec = __infra_declaration::ClusterSpec {
        capacity: &[
            __infra_declaration::Provider::Fargate(__infra_declaration::FargateProvider {
                base: 1,
                ..__infra_declaration::FargateProvider::new()
            }),
            __infra_declaration::Provider::FargateSpot(__infra_declaration::FargateProvider {
                weight: 3,
                ..__infra_declaration::FargateProvider::new()
            }),
        ],
        network: __infra_declaration::Network::New(__infra_declaration::NewNetwork {
            zones: __INFRA_ZONES_1,
            ..__infra_declaration::NewNetwork::new()
        }),
        load_balancer: ::core::option::Option::Some(__infra_declaration::LoadBalancer {
            listen: &[
                __infra_declaration::Listener::Http(
                    __infra_declaration::ListenerPort::new(80),
                ),
            ],
            internal: true,
            ..__infra_declaration::LoadBalancer::new()
        }),
        tags: &[("team", "shop")],
        ..__infra_declaration::ClusterSpec::new()
    };
    const __INFRA_STAGE_0: __infra_declaration::ClusterSpec = __infra_declaration::ClusterSpec {
        capacity: &[
            __infra_declaration::Provider::Fargate(
                __infra_declaration::FargateProvider::new(),
            ),
        ],
        ..__INFRA_BASE
    };
    const __INFRA_WHOLE: &'static __infra_declaration::Declaration<
        __infra_declaration::ClusterSpec,
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
        item: "Shop",
        name: "shop",
        description: "Sells.",
        source: __infra_declaration::Source {
            file: ::core::file!(),
            line: ::core::line!(),
        },
    };
    const __INFRA_DECLARATION: &'static __infra_declaration::Declaration<
        __infra_declaration::ClusterSpec,
    > = __INFRA_WHOLE;
    const _: () = {
        const _ZONES_IS_ALLOWED: () = __infra_check::passes(
            __infra_rule::network::zones(__INFRA_ZONES_1 as ::core::primitive::u64),
        );
        const _LISTENERS_GO_TOGETHER: () = __infra_check::passes(
            __infra_check::balancer::listeners(
                (&__infra_declaration::LoadBalancer {
                    listen: &[
                        __infra_declaration::Listener::Http(
                            __infra_declaration::ListenerPort::new(80),
                        ),
                    ],
                    internal: true,
                    ..__infra_declaration::LoadBalancer::new()
                }),
            ),
        );
        const _CERTIFICATE_HAS_ITS_LISTENER: () = __infra_check::passes(
            __infra_check::balancer::certificate(
                (&__infra_declaration::LoadBalancer {
                    listen: &[
                        __infra_declaration::Listener::Http(
                            __infra_declaration::ListenerPort::new(80),
                        ),
                    ],
                    internal: true,
                    ..__infra_declaration::LoadBalancer::new()
                }),
            ),
        );
        const _DOMAIN_FITS_A_CERTIFICATE: () = __infra_check::passes(
            __infra_check::balancer::domain(
                (&__infra_declaration::LoadBalancer {
                    listen: &[
                        __infra_declaration::Listener::Http(
                            __infra_declaration::ListenerPort::new(80),
                        ),
                    ],
                    internal: true,
                    ..__infra_declaration::LoadBalancer::new()
                }),
            ),
        );
        const _CAPACITY_IS_A_STRATEGY: () = __infra_check::passes(
            __infra_check::cluster::strategy((&__INFRA_WHOLE.base)),
        );
        const _CAPACITY_HAS_ONE_ARCHITECTURE: () = __infra_check::passes(
            __infra_check::cluster::one_architecture((&__INFRA_WHOLE.base)),
        );
        const _: () = __infra_declaration::SPOT_HAS_A_BASE::<
            {
                (__infra_check::cluster::spot_has_base((&__INFRA_WHOLE.base))).is_err()
                    && (__infra_check::cluster::strategy((&__INFRA_WHOLE.base))).is_ok()
                    && (__infra_check::cluster::one_architecture((&__INFRA_WHOLE.base)))
                        .is_ok()
                    && (__infra_check::cluster::spread((&__INFRA_WHOLE.base))).is_ok()
            },
        >::WARNING;
        const _INSTANCES_CAN_BE_SPREAD: () = __infra_check::passes(
            __infra_check::cluster::spread((&__INFRA_WHOLE.base)),
        );
        const _BALANCER_HAS_SUBNETS: () = __infra_check::passes(
            __infra_check::cluster::balancer_subnets((&__INFRA_WHOLE.base)),
        );
        const _TAGS_ARE_FEW_ENOUGH: () = __infra_check::passes(
            __infra_check::cluster::tags((&__INFRA_WHOLE.base)),
        );
        const _: () = {
            const _CAPACITY_IS_A_STRATEGY: () = __infra_check::passes(
                __infra_check::cluster::strategy((&__INFRA_WHOLE.stages[0usize].spec)),
            );
        };
        const _: () = {
            const _CAPACITY_HAS_ONE_ARCHITECTURE: () = __infra_check::passes(
                __infra_check::cluster::one_architecture(
                    (&__INFRA_WHOLE.stages[0usize].spec),
                ),
            );
        };
        const _: () = __infra_declaration::SPOT_HAS_A_BASE::<
            {
                (__infra_check::cluster::spot_has_base(
                    (&__INFRA_WHOLE.stages[0usize].spec),
                ))
                    .is_err()
                    && (__infra_check::cluster::strategy(
                        (&__INFRA_WHOLE.stages[0usize].spec),
                    ))
                        .is_ok()
                    && (__infra_check::cluster::one_architecture(
                        (&__INFRA_WHOLE.stages[0usize].spec),
                    ))
                        .is_ok()
                    && (__infra_check::cluster::spread(
                        (&__INFRA_WHOLE.stages[0usize].spec),
                    ))
                        .is_ok()
            },
        >::WARNING;
        const _: () = {
            const _INSTANCES_CAN_BE_SPREAD: () = __infra_check::passes(
                __infra_check::cluster::spread((&__INFRA_WHOLE.stages[0usize].spec)),
            );
        };
    };
    impl __infra_declaration::Cluster for Shop {
        const IDENTITY: &'static __infra_declaration::Identity = __INFRA_IDENTITY;
        const DECLARATION: &'static __infra_declaration::Declaration<
            __infra_declaration::ClusterSpec,
        > = __INFRA_DECLARATION;
    }
    impl __infra_declaration::Listed for Shop {
        const ITEM: __infra_declaration::Item = __infra_declaration::Item::Cluster(
            __INFRA_DECLARATION,
        );
    }
};
