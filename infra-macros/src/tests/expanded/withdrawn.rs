struct Shop;
const _: () = {
    const __INFRA_DECLARATION: &'static ::infra_core::declaration::Declaration<
        ::infra_core::declaration::ClusterSpec,
    > = &::infra_core::declaration::Declaration {
        identity: ::infra_core::declaration::Identity {
            item: "Shop",
            name: "shop",
            description: "",
            source: ::infra_core::declaration::Source {
                file: ::core::file!(),
                line: ::core::line!(),
            },
        },
        base: ::infra_core::declaration::ClusterSpec {
            capacity: &[
                ::infra_core::declaration::Provider {
                    capacity: ::infra_core::declaration::Capacity::Ec2(::infra_core::declaration::AutoScalingGroup {
                        instance_type: "cc2.8xlarge",
                        min: 1,
                        max: 10,
                    }),
                    base: 0,
                    weight: 1,
                },
            ],
            network: ::infra_core::declaration::Network::DEFAULT,
            load_balancer: ::core::option::Option::None,
            tags: &[],
        },
        stages: &[],
    };
    const _: () = {
        const _: () = {
            #[deprecated(
                note = "AWS no longer offers `cc2.8xlarge`\nhelp: choose a type that your region offers: starting an instance of this one is likely to fail"
            )]
            const INSTANCE_TYPE: () = ();
            INSTANCE_TYPE
        };
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
