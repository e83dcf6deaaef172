//! Times: in UTC, for the script to make them those of whoever reads.

use infra_core::schedule::Civil;

use crate::page::html::Html;

/// A time in seconds since 1970.
pub(super) fn time(seconds: i64) -> Html {
    let iso = Civil::of(seconds).iso();
    let mut html = Html::default();
    html.raw("<time datetime=\"").text(&iso).raw("Z\">").text(iso.replace('T', " ")).raw(" UTC</time>");
    html
}

/// A time in milliseconds since 1970, of which the day does not matter.
pub(super) fn of_day(milliseconds: i64) -> Html {
    let iso = Civil::of(milliseconds.div_euclid(1_000)).iso();
    let mut html = Html::default();
    let fraction = milliseconds.rem_euclid(1_000);
    html.raw("<time datetime=\"").text(&iso).raw(".").text(format_args!("{fraction:03}")).raw("Z\">");
    html.text(iso.split('T').nth(1).unwrap_or_default()).raw("</time>");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_by_people_and_by_the_script() {
        let html = time(1_763_800_059).into_string();
        assert_eq!(html, "<time datetime=\"2025-11-22T08:27:39Z\">2025-11-22 08:27:39 UTC</time>");
        let html = of_day(1_763_800_059_007).into_string();
        assert_eq!(html, "<time datetime=\"2025-11-22T08:27:39.007Z\">08:27:39</time>");
    }
}
