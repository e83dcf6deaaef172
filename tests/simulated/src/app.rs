//! The app of the tests: five services and a task on Fargate. What a test changes of it is changed as the command runs,
//! by a `configure` function.

use std::cell::RefCell;
use std::collections::BTreeMap;

use infra_aws::core::declaration::Image;
use infra_aws::prelude::*;

/// What a test changes in the services of its thread, by the name of their struct.
type Changes = BTreeMap<&'static str, Box<dyn Fn(ServiceSpec) -> ServiceSpec>>;

thread_local! {
    static CHANGES: RefCell<Changes> = RefCell::default();
}

/// Changes a service of the app in this thread's commands from now on.
pub fn change(service: &'static str, how: impl Fn(ServiceSpec) -> ServiceSpec + 'static) {
    CHANGES.with_borrow_mut(|changes| changes.insert(service, Box::new(how)));
}

/// Gives a service of the app another image.
pub fn image(service: &'static str, image: &'static str) {
    change(service, move |mut spec| {
        spec.workload.container.image = Image::Reference(image);
        spec
    });
}

/// From now on the app is as it is declared, as for a new account.
pub fn unchanged() {
    CHANGES.with_borrow_mut(BTreeMap::clear);
}

pub(crate) fn changed(name: &'static str, spec: ServiceSpec) -> ServiceSpec {
    CHANGES.with_borrow(|changes| match changes.get(name) {
        Some(change) => change(spec),
        None => spec,
    })
}

/// Everything of the shop.
#[cluster(capacity = [fargate(base = 1, weight = 1), fargate_spot(weight = 1)])]
struct Shop;

/// The pages.
#[service(cluster = Shop, image = "web:1", cpu = 256, memory = 512, port = 8080, route("/*"), count = 2, configure = web)]
struct Web;

/// The API.
#[service(cluster = Shop, image = "api:1", cpu = 256, memory = 512, port = 8080, route("/api/*"),
          secret(KEY = "ssm:/{app}/{stage}/key"), scale(2..=6, cpu = 60), configure = api)]
struct Api;

/// The pages of the staff.
#[service(cluster = Shop, image = "admin:1", cpu = 256, memory = 512, port = 8080, route("/admin/*"), configure = admin)]
struct Admin;

/// Sends mails.
#[service(cluster = Shop, image = "mail:1", cpu = 256, memory = 512, configure = mail)]
struct Mail;

/// Works on orders.
#[service(cluster = Shop, image = "orders:1", cpu = 256, memory = 512, scale(1..=4, memory = 70), configure = orders)]
struct Orders;

/// Sums the day up.
#[task(cluster = Shop, image = "rollup:1", cpu = 256, memory = 512, schedule = "rate(1 day)")]
struct Rollup;

type Configured = Result<ServiceSpec, std::convert::Infallible>;

macro_rules! configured {
    ($($function:ident $name:literal,)+) => {
        $(
            fn $function(_: &Stage<'_>, spec: ServiceSpec) -> Configured {
                Ok(changed($name, spec))
            }
        )+
    };
}

configured! {
    web "web",
    api "api",
    admin "admin",
    mail "mail",
    orders "orders",
}

/// The app of the tests.
pub const SHOP: App = app!("shop": Shop, Web, Api, Admin, Mail, Orders, Rollup);
