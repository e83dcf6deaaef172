use infra_macros::cluster;

const NAME: &str = "shop.example.com";
const LONG: &str = text(&[b'Z'; 33]);
const LONGEST: &str = text(&[b'Z'; 32]);

#[cluster(load_balancer(domain = "shop.example.com", zone = "z0123456789"))]
struct LowerCase;

#[cluster(load_balancer(domain = "shop.example.com", zone = NAME))]
struct Name;

#[cluster(network_balancer(domain = "shop.example.com", zone = LONG))]
struct TooLong;

#[cluster(load_balancer(domain = "shop.example.com", zone = LONGEST))]
struct Longest;

#[cluster(load_balancer(domain = "shop.example.com", zone = "Z0123456789ABCDEFGHIJ"))]
struct Plain;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
