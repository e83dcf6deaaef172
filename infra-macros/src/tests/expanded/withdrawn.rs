struct Shop;
const _: () = {
    use ::infra_core::{
        check as __infra_check, declaration as __infra_declaration, rule as __infra_rule,
    };
    const __INFRA_BASE: __infra_declaration::ClusterSpec = __infra_declaration::ClusterSpec {
        capacity: &[
            __infra_declaration::Provider::Ec2(__infra_declaration::AutoScalingGroup {
                instance_type: ::core::option::Option::Some("cc2.8xlarge"),
                ..__infra_declaration::AutoScalingGroup::new(__infra_declaration::Range {
                    min: 1,
                    max: 10,
                })
            }),
        ],
        ..__infra_declaration::ClusterSpec::new()
    };
    const __INFRA_WHOLE: &'static __infra_declaration::Declaration<
        __infra_declaration::ClusterSpec,
    > = &__infra_declaration::Declaration {
        identity: *__INFRA_IDENTITY,
        base: __INFRA_BASE,
        stages: &[],
        configure: ::core::option::Option::None,
    };
    const __INFRA_IDENTITY: &'static __infra_declaration::Identity = &__infra_declaration::Identity {
        item: "Shop",
        name: "shop",
        description: "",
        source: __infra_declaration::Source {
            file: ::core::file!(),
            line: ::core::line!(),
        },
    };
    const __INFRA_DECLARATION: &'static __infra_declaration::Declaration<
        __infra_declaration::ClusterSpec,
    > = __INFRA_WHOLE;
    const _: () = {
        const _: () = {
            #[deprecated(
                note = "AWS no longer offers `cc2.8xlarge` [instance-withdrawn]\nhelp: choose a type that your region offers: starting an instance of this one is likely to fail"
            )]
            const INSTANCE_TYPE: () = ();
            INSTANCE_TYPE
        };
        const _INSTANCES_HAVE_A_TYPE: () = __infra_check::passes(
            __infra_check::group::one_kind_of_types(
                (&__infra_declaration::AutoScalingGroup {
                    instance_type: ::core::option::Option::Some("cc2.8xlarge"),
                    ..__infra_declaration::AutoScalingGroup::new(__infra_declaration::Range {
                        min: 1,
                        max: 10,
                    })
                }),
            ),
        );
        const _TYPES_ARE_FEW_ENOUGH: () = __infra_check::passes(
            __infra_check::group::types(
                (&__infra_declaration::AutoScalingGroup {
                    instance_type: ::core::option::Option::Some("cc2.8xlarge"),
                    ..__infra_declaration::AutoScalingGroup::new(__infra_declaration::Range {
                        min: 1,
                        max: 10,
                    })
                }),
            ),
        );
        const _BASE_IS_POSSIBLE: () = __infra_check::passes(
            __infra_check::group::on_demand_base(
                (&__infra_declaration::AutoScalingGroup {
                    instance_type: ::core::option::Option::Some("cc2.8xlarge"),
                    ..__infra_declaration::AutoScalingGroup::new(__infra_declaration::Range {
                        min: 1,
                        max: 10,
                    })
                }),
            ),
        );
        const _TYPES_CAN_BE_PLACED: () = __infra_check::passes(
            __infra_check::group::placement(
                (&__infra_declaration::AutoScalingGroup {
                    instance_type: ::core::option::Option::Some("cc2.8xlarge"),
                    ..__infra_declaration::AutoScalingGroup::new(__infra_declaration::Range {
                        min: 1,
                        max: 10,
                    })
                }),
            ),
        );
        const _INSTANCES_START_FROM_THE_DISK: () = __infra_check::passes(
            __infra_check::group::root(
                (&__infra_declaration::AutoScalingGroup {
                    instance_type: ::core::option::Option::Some("cc2.8xlarge"),
                    ..__infra_declaration::AutoScalingGroup::new(__infra_declaration::Range {
                        min: 1,
                        max: 10,
                    })
                }),
            ),
        );
        const _DATA_CAN_BE_MOUNTED: () = __infra_check::passes(
            __infra_check::group::data(
                (&__infra_declaration::AutoScalingGroup {
                    instance_type: ::core::option::Option::Some("cc2.8xlarge"),
                    ..__infra_declaration::AutoScalingGroup::new(__infra_declaration::Range {
                        min: 1,
                        max: 10,
                    })
                }),
            ),
        );
        const _USER_DATA_CAN_BE_READ: () = __infra_check::passes(
            __infra_check::group::user_data(
                (&__infra_declaration::AutoScalingGroup {
                    instance_type: ::core::option::Option::Some("cc2.8xlarge"),
                    ..__infra_declaration::AutoScalingGroup::new(__infra_declaration::Range {
                        min: 1,
                        max: 10,
                    })
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
