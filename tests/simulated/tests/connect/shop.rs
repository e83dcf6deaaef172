//! An app whose services call each other: the pages call the API, which calls the database.

use infra_aws::prelude::*;

/// The shop.
#[cluster(capacity = fargate)]
struct Shop;

/// The pages.
#[service(cluster = Shop, image = "web:1", port = 8080, route("/*"), count = 2, connect = [Api])]
struct Web;

/// The API.
#[service(cluster = Shop, image = "api:1", port(8080, name = "http", protocol = http), connect = [Database])]
struct Api;

/// The database.
#[service(cluster = Shop, image = "database:1", port = 5432)]
struct Database;

/// The pages, which call nobody.
mod alone {
    use infra_aws::prelude::*;

    /// The pages.
    #[service(cluster = super::Shop, image = "web:1", port = 8080, route("/*"), count = 2)]
    pub(super) struct Web;

    /// The API.
    #[service(cluster = super::Shop, image = "api:1", port(8080, name = "http", protocol = http))]
    pub(super) struct Api;
}

/// Listed in the order in which they call: each before those that it calls.
pub(crate) const SHOP: App = app!("shop": Shop, Web, Api, Database);

/// The same services, of which none calls another.
pub(crate) const ALONE: App = app!("shop": Shop, alone::Web, alone::Api, Database);

/// The pages call the database as well.
pub(crate) const MORE: App = app!("shop": Shop, more::Web, Api, Database);

mod more {
    use infra_aws::prelude::*;

    /// The pages.
    #[service(cluster = super::Shop, image = "web:1", port = 8080, route("/*"), count = 2, connect = [super::Api, super::Database])]
    pub(super) struct Web;
}
