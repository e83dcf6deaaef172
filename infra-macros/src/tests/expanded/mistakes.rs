struct Web;
const _: () = {
    const __INFRA_CLUSTER: &'static ::infra_core::declaration::Declaration<
        ::infra_core::declaration::ClusterSpec,
    > = <Shop as ::infra_core::declaration::Cluster>::DECLARATION;
    const __INFRA_MEMORY_1: ::core::primitive::u32 = MEMORY;
    const __INFRA_DECLARATION: &'static ::infra_core::declaration::Declaration<
        ::infra_core::declaration::ServiceSpec,
    > = {
        ::core::compile_error! {
            "`#[service]` has no `cpus`\nhelp: did you mean `cpu`?"
        }
        ::core::compile_error! {
            "port 70000 is out of range\nhelp: ports run from 1 to 65535"
        }
    };
    const _: () = {
        const _MEMORY_IS_IN_RANGE: () = ::infra_core::check::passes(
            ::infra_core::rule::task::memory(__INFRA_MEMORY_1),
        );
        const _SIZE_FITS_THE_CLUSTER: () = ::infra_core::check::holds(
            ::infra_core::check::size_fits(::infra_core::check::Placed {
                kind: ::infra_core::declaration::ItemKind::Service,
                identity: &__INFRA_DECLARATION.identity,
                base: &__INFRA_DECLARATION.base.workload,
                form: ::infra_core::check::Form::Base {
                    except: &[],
                },
            }),
        );
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
    impl ::infra_core::declaration::Service for Web {
        const DECLARATION: &'static ::infra_core::declaration::Declaration<
            ::infra_core::declaration::ServiceSpec,
        > = __INFRA_DECLARATION;
    }
    impl ::infra_core::declaration::Listed for Web {
        const ITEM: ::infra_core::declaration::Item = ::infra_core::declaration::Item::Service(
            __INFRA_DECLARATION,
        );
    }
};
