//! Where expansions find infra-core.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The crate that the user's crate depends on. A macro cannot find that out, so there is one set of macros for each.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Root {
    /// `::infra_core`.
    Core,
    /// `::infra_aws::core`, its re-export.
    Aws,
}

impl ToTokens for Root {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Core => quote!(::infra_core),
            Self::Aws => quote!(::infra_aws::core),
        });
    }
}
