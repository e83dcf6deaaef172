/// Sells.
pub(crate) struct Shop;
const _: () = {
    const __INFRA_ZONES_1: ::core::primitive::u8 = ZONES;
    const __INFRA_DECLARATION: &'static ::infra_core::declaration::Declaration<
        ::infra_core::declaration::ClusterSpec,
    > = &::infra_core::declaration::Declaration {
        identity: ::infra_core::declaration::Identity {
            item: "Shop",
            name: "shop",
            description: "Sells.",
            source: ::infra_core::declaration::Source {
                file: ::core::file!(),
                line: ::core::line!(),
            },
        },
        base: ::infra_core::declaration::ClusterSpec {
            capacity: &[
                ::infra_core::declaration::Provider {
                    capacity: ::infra_core::declaration::Capacity::Fargate,
                    base: 1,
                    weight: 1,
                },
                ::infra_core::declaration::Provider {
                    capacity: ::infra_core::declaration::Capacity::FargateSpot,
                    base: 0,
                    weight: 3,
                },
            ],
            network: ::infra_core::declaration::Network::New {
                cidr: "10.0.0.0/16",
                zones: __INFRA_ZONES_1,
                nat: ::infra_core::declaration::Nat::None,
            },
            load_balancer: ::core::option::Option::Some(::infra_core::declaration::LoadBalancer {
                listen: &[
                    ::infra_core::declaration::Listener {
                        port: 80,
                        protocol: ::infra_core::declaration::ListenerProtocol::Http,
                        redirect: ::core::option::Option::None,
                    },
                ],
                certificate: ::core::option::Option::None,
                internal: true,
            }),
            tags: &[("team", "shop")],
        },
        stages: &[
            ::infra_core::declaration::StageSpec {
                stage: "prod",
                spec: ::infra_core::declaration::ClusterSpec {
                    capacity: &[
                        ::infra_core::declaration::Provider {
                            capacity: ::infra_core::declaration::Capacity::Fargate,
                            base: 0,
                            weight: 1,
                        },
                    ],
                    network: ::infra_core::declaration::Network::New {
                        cidr: "10.0.0.0/16",
                        zones: __INFRA_ZONES_1,
                        nat: ::infra_core::declaration::Nat::None,
                    },
                    load_balancer: ::core::option::Option::Some(::infra_core::declaration::LoadBalancer {
                        listen: &[
                            ::infra_core::declaration::Listener {
                                port: 80,
                                protocol: ::infra_core::declaration::ListenerProtocol::Http,
                                redirect: ::core::option::Option::None,
                            },
                        ],
                        certificate: ::core::option::Option::None,
                        internal: true,
                    }),
                    tags: &[("team", "shop")],
                },
            },
        ],
    };
    const _: () = {
        const _ZONES_ARE_IN_RANGE: () = ::infra_core::check::zones(__INFRA_ZONES_1);
    };
    impl ::infra_core::declaration::Cluster for Shop {
        const DECLARATION: &'static ::infra_core::declaration::Declaration<
            ::infra_core::declaration::ClusterSpec,
        > = __INFRA_DECLARATION;
    }
    impl ::infra_core::declaration::Listed for Shop {
        const ITEM: ::infra_core::declaration::Item = ::infra_core::declaration::Item::Cluster(
            __INFRA_DECLARATION,
        );
    }
};
