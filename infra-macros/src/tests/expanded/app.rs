const APP: App = {
    use ::infra_core::{
        check as __infra_check, declaration as __infra_declaration, rule as __infra_rule,
    };
    const __INFRA_ITEM_0: __infra_declaration::Item = <Shop as __infra_declaration::Listed>::ITEM;
    const __INFRA_ITEM_1: __infra_declaration::Item = <batch::Rollup as __infra_declaration::Listed>::ITEM;
    const __INFRA_APP: &'static __infra_declaration::App = &__infra_declaration::App {
        name: "shop",
        items: &[__INFRA_ITEM_0, __INFRA_ITEM_1],
        stages: __infra_declaration::Stages {
            names: &["dev", "prod"],
            protected: &[],
            accounts: &[("prod", "111122223333")],
        },
        source: __infra_declaration::Source {
            file: ::core::file!(),
            line: ::core::line!(),
        },
    };
    const __INFRA_SURVEY: &'static __infra_check::Survey<2usize> = &__infra_check::Survey::<
        2usize,
    >::new::<
        { __infra_check::route_slots(__INFRA_APP) },
        { __infra_check::stage_slots(__INFRA_APP) },
    >(__INFRA_APP);
    const _: () = {
        const _ITEM_GOES_WITH_THE_APP: () = __infra_check::item(__INFRA_SURVEY, 0);
        const _: () = {
            const _ITEM_GOES_WITH_THE_APP: () = __infra_check::item(__INFRA_SURVEY, 1);
        };
    };
    *__INFRA_APP
};
