//! The attributes and the listing macro of `infra`. Users take them from the prelude of `infra-aws`.
//!
//! Each exists twice: `cluster`, `service`, `task` and `app` expand to paths into `::infra_core`, for crates that depend
//! on infra-core itself; the hidden `infra_aws_*` expand to paths into `::infra_aws::core`, and infra-aws exports them
//! under the plain names. What the macros say about a declaration are the rules of infra-core; nothing here knows a
//! limit of AWS.

mod app;
mod attribute;
mod context;
mod editor;
mod errors;
mod grammar;
mod item;
mod kebab;
mod read;
mod root;
mod scalar;
mod stages;
#[cfg(test)]
mod tests;
mod tree;

use infra_core::language;
use proc_macro::TokenStream;
use root::Root;

#[doc = include_str!("../docs/cluster.md")]
#[proc_macro_attribute]
pub fn cluster(attribute: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(Root::Core, language::CLUSTER, attribute.into(), item.into()).into()
}

#[doc = include_str!("../docs/service.md")]
#[proc_macro_attribute]
pub fn service(attribute: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(Root::Core, language::SERVICE, attribute.into(), item.into()).into()
}

#[doc = include_str!("../docs/task.md")]
#[proc_macro_attribute]
pub fn task(attribute: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(Root::Core, language::TASK, attribute.into(), item.into()).into()
}

#[doc = include_str!("../docs/app.md")]
#[proc_macro]
pub fn app(input: TokenStream) -> TokenStream {
    app::expand(Root::Core, input.into()).into()
}

#[doc(hidden)]
#[doc = include_str!("../docs/cluster.md")]
#[proc_macro_attribute]
pub fn infra_aws_cluster(attribute: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(Root::Aws, language::CLUSTER, attribute.into(), item.into()).into()
}

#[doc(hidden)]
#[doc = include_str!("../docs/service.md")]
#[proc_macro_attribute]
pub fn infra_aws_service(attribute: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(Root::Aws, language::SERVICE, attribute.into(), item.into()).into()
}

#[doc(hidden)]
#[doc = include_str!("../docs/task.md")]
#[proc_macro_attribute]
pub fn infra_aws_task(attribute: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(Root::Aws, language::TASK, attribute.into(), item.into()).into()
}

#[doc(hidden)]
#[doc = include_str!("../docs/app.md")]
#[proc_macro]
pub fn infra_aws_app(input: TokenStream) -> TokenStream {
    app::expand(Root::Aws, input.into()).into()
}
