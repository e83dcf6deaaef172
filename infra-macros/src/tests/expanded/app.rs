const APP: App = {
    const __INFRA_ITEM_0: ::infra_core::declaration::Item = <Shop as ::infra_core::declaration::Listed>::ITEM;
    const __INFRA_ITEM_1: ::infra_core::declaration::Item = <batch::Rollup as ::infra_core::declaration::Listed>::ITEM;
    const __INFRA_APP: &'static ::infra_core::declaration::App = &::infra_core::declaration::App {
        name: "shop",
        items: &[__INFRA_ITEM_0, __INFRA_ITEM_1],
        stages: ::infra_core::declaration::Stages {
            names: &["dev", "prod"],
            protected: &[],
            accounts: &[("prod", "111122223333")],
        },
        source: ::infra_core::declaration::Source {
            file: ::core::file!(),
            line: ::core::line!(),
        },
    };
    const __INFRA_SURVEY: &'static ::infra_core::check::Survey<2usize> = &::infra_core::check::Survey::<
        2usize,
    >::new::<
        { ::infra_core::check::route_slots(__INFRA_APP) },
        { ::infra_core::check::stage_slots(__INFRA_APP) },
    >(__INFRA_APP);
    const _: () = {
        const _ITEM_GOES_WITH_THE_APP: () = ::infra_core::check::item(__INFRA_SURVEY, 0);
        const _: () = {
            const _ITEM_GOES_WITH_THE_APP: () = ::infra_core::check::item(
                __INFRA_SURVEY,
                1,
            );
        };
    };
    *__INFRA_APP
};
