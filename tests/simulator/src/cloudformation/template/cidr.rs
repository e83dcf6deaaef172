//! `Fn::Cidr`: a block of addresses cut into smaller ones.

use std::net::Ipv4Addr;

/// The first `count` blocks with `bits` bits for hosts; none where they do not fit.
pub(super) fn split(block: &str, count: u32, bits: u32) -> Option<Vec<String>> {
    let (address, length) = block.split_once('/')?;
    let start = u32::from(address.parse::<Ipv4Addr>().ok()?);
    let own: u32 = 32_u32.checked_sub(length.parse().ok()?)?;
    if bits > own || own > 31 || u64::from(count) > 1 << (own - bits) {
        return None;
    }
    let base = start & !((1_u32 << own) - 1);
    Some((0..count).map(|index| format!("{}/{}", Ipv4Addr::from(base + (index << bits)), 32 - bits)).collect())
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_block_is_cut_from_its_start() {
        let blocks = split("10.0.0.0/16", 3, 8).unwrap();
        assert_eq!(blocks, ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]);
        assert_eq!(split("10.0.0.0/24", 3, 8), None);
    }
}
