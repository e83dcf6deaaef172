//! VPCs and subnets.

use super::letters::{about, find, number, one_of, quote, rest, slice};
use crate::string::starts_with;
use crate::{Text, Violation};

/// The private blocks of IPv4, and the prefix length of each.
///
/// Source: RFC 1918; RFC 6598 (100.64.0.0/10), which VPCs take too.
const PRIVATE: [(u32, u32); 4] = [(0x0a00_0000, 8), (0xac10_0000, 12), (0xc0a8_0000, 16), (0x6440_0000, 10)];

/// The address block of a new VPC, as address and prefix length: IPv4, private, /16 to /24, host bits zero.
///
/// Source: VPC user guide, "VPC CIDR blocks" (/16 to /28); above /24 there is no room for the subnets of six zones.
pub const fn cidr(block: &str) -> Result<(u32, u8), Violation> {
    let Some((address, length)) = parse(block) else {
        return Err(refuse(block, " is no IPv4 address block", "write address and prefix length, as `10.0.0.0/16`"));
    };
    if length < 16 || length > 24 {
        let help = "use a prefix length of 16 to 24, from which the subnets of the zones are cut";
        return Err(refuse(block, " has not the size of a VPC", help));
    }
    let network = address & (u32::MAX << (32 - length));
    if network != address {
        let headline = quote(Text::new(), block).push(" names an address inside its block");
        let help = dotted(Text::from("write `"), network).push("/").number(length as u64).push("`");
        return Err(Violation::new(RULE, headline, help));
    }
    let mut at = 0;
    while at < PRIVATE.len() {
        let (start, prefix) = PRIVATE[at];
        if address >> (32 - prefix) == start >> (32 - prefix) {
            return Ok((address, length.to_le_bytes()[0]));
        }
        at += 1;
    }
    let help = "take a block of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10";
    Err(refuse(block, " is not private", help))
}

const RULE: &str = "network-cidr";

/// As [`cidr`], for its verdict alone.
///
/// Source: as [`cidr`].
pub const fn block(block: &str) -> Result<(), Violation> {
    match cidr(block) {
        Ok(_) => Ok(()),
        Err(violation) => Err(violation),
    }
}

/// A new VPC spans 2 to 6 availability zones: a load balancer needs two, no region has more than six.
///
/// Source: LB-03; the most is that of us-east-1, known but in no model.
pub const fn zones(count: u64) -> Result<(), Violation> {
    if count >= 2 && count <= 6 {
        return Ok(());
    }
    let headline = Text::from("a network cannot span ").number(count);
    let headline = headline.push(if count == 1 { " zone" } else { " zones" });
    Err(Violation::new("network-zones", headline, Text::from("use 2 to 6: a load balancer needs two")))
}

/// The id of a VPC: `vpc-` and 8 or 17 hexadecimal digits.
///
/// Source: EC2 user guide, "Resource IDs" (17 characters since 2018, 8 before).
pub const fn vpc_id(id: &str) -> Result<(), Violation> {
    const RULE: &str = "vpc-id";
    identifier(RULE, "vpc-", id, " is no id of a VPC", "write it as `vpc-0123456789abcdef0`")
}

/// The id of a subnet: `subnet-` and 8 or 17 hexadecimal digits.
///
/// Source: as [`vpc_id`].
pub const fn subnet_id(id: &str) -> Result<(), Violation> {
    const RULE: &str = "subnet-id";
    identifier(RULE, "subnet-", id, " is no id of a subnet", "write it as `subnet-0123456789abcdef0`")
}

/// The network has subnets of the kind that a task is to run in. A new network has private ones with a NAT gateway, without
/// which nothing in them would reach the image; a default one has none.
///
/// Source: language of this library, 2026; EC2 user guide, 2025, "Default VPCs".
pub const fn subnets(kind: &str, there: bool) -> Result<(), Violation> {
    if there {
        return Ok(());
    }
    let headline = Text::from("`subnets = ").push(kind).push("`, and the network of the cluster has none");
    let help = "declare them: `network = new(nat = one)` makes private ones, `existing(..)` lists yours";
    Err(Violation::new("subnets", headline, Text::from(help)))
}

/// The subnets of an existing VPC: at least one, each once, at most 16 public and 16 private.
///
/// Source: SV-06; botocore 1.44.5 ecs AwsVpcConfiguration.subnets.
pub const fn existing(public: &[&str], private: &[&str]) -> Result<(), Violation> {
    const RULE: &str = "network-subnets";
    if public.is_empty() && private.is_empty() {
        let help = Text::from("add `public = [\"subnet-..\"]` or `private = [\"subnet-..\"]`");
        return Err(Violation::new(RULE, Text::from("the network has no subnet"), help));
    }
    let most = if public.len() > private.len() { public.len() } else { private.len() };
    if most > 16 {
        let headline = Text::from("the network has ").number(most as u64);
        let headline = headline.push(if public.len() == most { " public subnets" } else { " private subnets" });
        return Err(Violation::new(RULE, headline, Text::from("use at most 16")));
    }
    let mut at = 0;
    while at < public.len() + private.len() {
        let inside = at < public.len();
        let id = if inside { public[at] } else { private[at - public.len()] };
        let (earlier_public, _) = public.split_at(if inside { at } else { public.len() });
        let (earlier_private, _) = private.split_at(if inside { 0 } else { at - public.len() });
        if one_of(id, earlier_public) || one_of(id, earlier_private) {
            let headline = about("subnet ", id).push(" is listed twice");
            return Err(Violation::new(RULE, headline, Text::from("list it once, as public or as private")));
        }
        at += 1;
    }
    Ok(())
}

const fn refuse(block: &str, problem: &'static str, help: &'static str) -> Violation {
    Violation::new(RULE, quote(Text::new(), block).push(problem), Text::from(help))
}

/// The address and the prefix length of `block`, without leading zeros.
const fn parse(block: &str) -> Option<(u32, u32)> {
    let Some(slash) = find(block, b'/', 0) else { return None };
    let (mut at, mut address, mut octet) = (0, 0, 0);
    while octet < 4 {
        let end = match find(block, b'.', at) {
            Some(end) if octet < 3 => end,
            _ => slash,
        };
        match plain(slice(block, at, end), 255) {
            Some(value) => address = (address << 8) | value,
            None => return None,
        }
        at = end + 1;
        octet += 1;
    }
    match plain(rest(block, slash + 1), 32) {
        Some(length) => Some((address, length)),
        None => None,
    }
}

/// The number that `text` is, without leading zeros, when it is at most `most`.
const fn plain(text: &str, most: u32) -> Option<u32> {
    match number(text) {
        Some(value) if value <= most && (text.len() == 1 || text.as_bytes()[0] != b'0') => Some(value),
        _ => None,
    }
}

const fn dotted(text: Text, address: u32) -> Text {
    let [a, b, c, d] = address.to_be_bytes();
    let text = text.number(a as u64).push(".").number(b as u64).push(".");
    text.number(c as u64).push(".").number(d as u64)
}

pub(crate) const fn identifier(
    rule: &'static str,
    prefix: &'static str,
    id: &str,
    problem: &'static str,
    help: &'static str,
) -> Result<(), Violation> {
    let digits = if starts_with(id, prefix) { rest(id, prefix.len()).as_bytes() } else { &[] };
    let mut legal = digits.len() == 8 || digits.len() == 17;
    let mut at = 0;
    while at < digits.len() {
        legal &= matches!(digits[at], b'0'..=b'9' | b'a'..=b'f');
        at += 1;
    }
    if legal { Ok(()) } else { Err(Violation::new(rule, quote(Text::new(), id).push(problem), Text::from(help))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const _: () = assert!(matches!(cidr("10.0.0.0/16"), Ok((0x0a00_0000, 16))));
    const _: () = assert!(matches!(zones(2), Ok(())));
    const _: () = assert!(matches!(existing(&["subnet-01234567"], &[]), Ok(())));

    #[test]
    fn blocks() {
        for (legal, address, length) in [
            ("10.0.0.0/16", 0x0a00_0000, 16),
            ("10.255.255.0/24", 0x0aff_ff00, 24),
            ("172.16.0.0/16", 0xac10_0000, 16),
            ("172.31.0.0/20", 0xac1f_0000, 20),
            ("192.168.0.0/16", 0xc0a8_0000, 16),
            ("100.64.0.0/16", 0x6440_0000, 16),
            ("100.127.255.0/24", 0x647f_ff00, 24),
        ] {
            assert_eq!(cidr(legal), Ok((address, length)), "{legal}");
        }
        for (illegal, problem) in [
            ("", "is no IPv4 address block"),
            ("10.0.0.0", "is no IPv4 address block"),
            ("10.0.0/16", "is no IPv4 address block"),
            ("10.0.0.0.0/16", "is no IPv4 address block"),
            ("10.0.0.256/16", "is no IPv4 address block"),
            ("10.00.0.0/16", "is no IPv4 address block"),
            ("10.0.0.0/33", "is no IPv4 address block"),
            ("10.0.0.0/016", "is no IPv4 address block"),
            ("10.0.0.0/", "is no IPv4 address block"),
            ("10.0.0.0/16/1", "is no IPv4 address block"),
            ("10.0/0.0.16", "is no IPv4 address block"),
            ("::/16", "is no IPv4 address block"),
            ("10.0.0.0/15", "has not the size of a VPC"),
            ("10.0.0.0/25", "has not the size of a VPC"),
            ("0.0.0.0/0", "has not the size of a VPC"),
            ("10.0.1.0/16", "names an address inside its block"),
            ("8.8.0.0/16", "is not private"),
            ("172.15.0.0/16", "is not private"),
            ("172.32.0.0/16", "is not private"),
            ("192.167.0.0/16", "is not private"),
            ("100.63.0.0/16", "is not private"),
            ("100.128.0.0/16", "is not private"),
        ] {
            let headline = cidr(illegal).expect_err(illegal).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
        assert_eq!(cidr("10.0.17.0/20").expect_err("inside").help.as_str(), "write `10.0.16.0/20`");
    }

    #[test]
    fn zone_counts() {
        for (count, legal) in [(0, false), (1, false), (2, true), (6, true), (7, false), (u64::MAX, false)] {
            assert_eq!(zones(count).is_ok(), legal, "{count}");
        }
    }

    #[test]
    fn ids() {
        assert_eq!(vpc_id("vpc-01234567"), Ok(()));
        assert_eq!(vpc_id("vpc-0123456789abcdef0"), Ok(()));
        assert_eq!(subnet_id("subnet-0123456789abcdef0"), Ok(()));
        for illegal in ["", "vpc-", "vpc-0123456", "vpc-012345678", "vpc-0123456789ABCDEF0", "vpc-0123456g", "01234567"]
        {
            assert!(vpc_id(illegal).is_err(), "{illegal}");
        }
        assert!(subnet_id("vpc-01234567").is_err() && subnet_id("subnet-0123456789abcdef01").is_err());
    }

    #[test]
    fn subnets() {
        let ids: Vec<String> = (0..17).map(|at| format!("subnet-{at:08x}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        assert_eq!(existing(&ids[..16], &["subnet-ffffffff"]), Ok(()));
        assert_eq!(existing(&[], &ids[..1]), Ok(()));
        for (public, private, headline) in [
            (&[][..], &[][..], "the network has no subnet"),
            (&ids[..], &[][..], "the network has 17 public subnets"),
            (&[][..], &ids[..], "the network has 17 private subnets"),
            (&["a", "b", "a"][..], &[][..], "subnet `a` is listed twice"),
            (&["a"][..], &["b", "a"][..], "subnet `a` is listed twice"),
            (&["a"][..], &["b", "c", "b"][..], "subnet `b` is listed twice"),
        ] {
            assert_eq!(existing(public, private).expect_err(headline).headline.as_str(), headline);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = (cidr(&text), vpc_id(&text), subnet_id(&text));
        }

        #[test]
        fn no_likely_block_panics(text in "[0-9./]{0,24}") {
            let _ = cidr(&text);
        }

        #[test]
        fn every_block_of_ten_passes(network in 0_u32..1 << 16, length in 16_u8..=24) {
            let address = 0x0a00_0000 | ((network << 8) & (u32::MAX << (32 - length)));
            let block = format!("{}/{length}", std::net::Ipv4Addr::from(address));
            prop_assert_eq!(cidr(&block), Ok((address, length)));
        }
    }
}
