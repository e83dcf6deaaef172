//! The address blocks of a new network's subnets.

use std::net::Ipv4Addr;

/// A VPC is cut into 16 blocks of one size: half for public subnets, half for private ones, up to 8 zones each.
///
/// The cut does not depend on how many subnets there are, because a subnet's block cannot change: a zone or a NAT
/// gateway more must not move the subnets that exist. The smallest VPC, a /24, gets subnets of /28, the smallest that
/// AWS takes.
const CUT_BITS: u32 = 4;
const PRIVATE_START: u32 = 8;

/// The block of the public subnet in zone `index`, from 0.
pub(super) fn public(vpc: &str, index: u8) -> String {
    block(vpc, u32::from(index))
}

/// The block of the private subnet in zone `index`, from 0.
pub(super) fn private(vpc: &str, index: u8) -> String {
    block(vpc, PRIVATE_START + u32::from(index))
}

/// What is no block comes back as it is, for AWS to refuse: the declaration's rule has read it before.
fn block(vpc: &str, index: u32) -> String {
    cut(vpc, index).unwrap_or_else(|| vpc.to_owned())
}

fn cut(vpc: &str, index: u32) -> Option<String> {
    let (address, prefix) = vpc.split_once('/')?;
    let address = u32::from(address.parse::<Ipv4Addr>().ok()?);
    let prefix = prefix.parse::<u32>().ok()?.checked_add(CUT_BITS)?;
    let size = 1_u32.checked_shl(32_u32.checked_sub(prefix)?)?;
    let start = address.checked_add(size.checked_mul(index)?)?;
    Some(format!("{}/{prefix}", Ipv4Addr::from(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_block_is_cut_into_blocks_of_4096() {
        assert_eq!(public("10.0.0.0/16", 0), "10.0.0.0/20");
        assert_eq!(public("10.0.0.0/16", 1), "10.0.16.0/20");
        assert_eq!(private("10.0.0.0/16", 0), "10.0.128.0/20");
        assert_eq!(private("10.0.0.0/16", 5), "10.0.208.0/20");
    }

    #[test]
    fn the_smallest_block_gives_the_smallest_subnets() {
        assert_eq!(public("192.168.7.0/24", 0), "192.168.7.0/28");
        assert_eq!(public("192.168.7.0/24", 5), "192.168.7.80/28");
        assert_eq!(private("192.168.7.0/24", 5), "192.168.7.208/28");
    }

    #[test]
    fn the_last_block_ends_at_the_last_address() {
        assert_eq!(private("255.255.255.0/24", 7), "255.255.255.240/28");
        assert_eq!(private("10.255.0.0/16", 7), "10.255.240.0/20");
        assert_eq!(public("172.31.254.0/23", 1), "172.31.254.32/27");
    }

    #[test]
    fn blocks_are_inside_and_apart_for_every_size() {
        for prefix in 16..=24_u32 {
            let vpc = format!("10.64.0.0/{prefix}");
            let mut starts: Vec<u32> = (0..6)
                .flat_map(|zone| [public(&vpc, zone), private(&vpc, zone)])
                .map(|block| {
                    let (address, length) = block.split_once('/').unwrap();
                    assert_eq!(length, (prefix + 4).to_string());
                    u32::from(address.parse::<Ipv4Addr>().unwrap())
                })
                .collect();
            starts.sort_unstable();
            let size = 1 << (32 - prefix - 4);
            assert!(starts.windows(2).all(|pair| pair[1] - pair[0] >= size));
            assert_eq!(starts[0], u32::from(Ipv4Addr::new(10, 64, 0, 0)));
            assert!(starts.iter().all(|start| start - starts[0] + size <= 1 << (32 - prefix)));
        }
    }

    #[test]
    fn what_is_no_block_is_left_to_aws() {
        for text in
            ["", "10.0.0.0", "10.0.0/16", "10.0.0.0/x", "10.0.0.0/32", "10.0.0.0/4294967295", "255.255.255.255/16"]
        {
            assert_eq!(private(text, 7), text);
        }
    }
}
