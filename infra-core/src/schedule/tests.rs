//! Known dates, and what holds of all.

use proptest::prelude::*;

use super::*;

/// A zone that is always so many hours before UTC, and one with a summer: an hour more from the last Sunday of March 2027
/// (the 28th) at 01:00 UTC to that of October (the 31st).
enum Clock {
    Fixed(i64),
    Berlin,
}

const HOUR: i64 = 3_600;

impl Clock {
    fn offset(&self, at: i64) -> i64 {
        let summer = utc("2027-03-28T01:00:00").unwrap()..utc("2027-10-31T01:00:00").unwrap();
        match self {
            Self::Fixed(hours) => *hours * HOUR,
            Self::Berlin => HOUR + if summer.contains(&at) { HOUR } else { 0 },
        }
    }
}

impl Zone for Clock {
    fn shown(&self, at: i64) -> Civil {
        Civil::of(at + self.offset(at))
    }

    fn moment(&self, shown: Civil) -> Option<i64> {
        [2, 1, 0, -5].into_iter().map(|hours| shown.seconds() - hours * HOUR).find(|at| self.shown(*at) == shown)
    }
}

fn text(at: i64) -> String {
    Civil::of(at).iso()
}

fn runs(expression: &str, zone: &Clock, now: &str) -> Vec<String> {
    runs_in(expression, Window::default(), zone, now)
}

fn runs_in(expression: &str, window: Window, zone: &Clock, now: &str) -> Vec<String> {
    match next(expression, window, zone, utc(now).unwrap(), 3) {
        Next::At(moments) => moments.into_iter().map(text).collect(),
        Next::Every(seconds) => vec![format!("every {seconds} s")],
    }
}

#[test]
fn every_form_of_a_day_is_found() {
    // The first day of 2027 is a Friday.
    for (expression, expected) in [
        ("0 3 * * ? *", ["2027-01-01T03:00:00", "2027-01-02T03:00:00", "2027-01-03T03:00:00"]),
        ("0/20 5 * * ? *", ["2027-01-01T05:00:00", "2027-01-01T05:20:00", "2027-01-01T05:40:00"]),
        ("15 10 ? * 6L *", ["2027-01-29T10:15:00", "2027-02-26T10:15:00", "2027-03-26T10:15:00"]),
        ("0 9 ? * 2#1 *", ["2027-01-04T09:00:00", "2027-02-01T09:00:00", "2027-03-01T09:00:00"]),
        ("0 9 ? * 2#5 *", ["2027-03-29T09:00:00", "2027-05-31T09:00:00", "2027-08-30T09:00:00"]),
        ("0 0 ? * L *", ["2027-01-02T00:00:00", "2027-01-09T00:00:00", "2027-01-16T00:00:00"]),
        ("0 8 ? * mon-FRI *", ["2027-01-01T08:00:00", "2027-01-04T08:00:00", "2027-01-05T08:00:00"]),
        ("0 0 L * ? *", ["2027-01-31T00:00:00", "2027-02-28T00:00:00", "2027-03-31T00:00:00"]),
        ("0 0 LW * ? *", ["2027-01-29T00:00:00", "2027-02-26T00:00:00", "2027-03-31T00:00:00"]),
        ("0 0 15W * ? *", ["2027-01-15T00:00:00", "2027-02-15T00:00:00", "2027-03-15T00:00:00"]),
        ("0 1 1W * ? *", ["2027-01-01T01:00:00", "2027-02-01T01:00:00", "2027-03-01T01:00:00"]),
        ("0 0 1W 5,8 ? *", ["2027-05-03T00:00:00", "2027-08-02T00:00:00", "2028-05-01T00:00:00"]),
        ("0 0 31W * ? *", ["2027-01-29T00:00:00", "2027-03-31T00:00:00", "2027-05-31T00:00:00"]),
        ("0 0 29 2 ? *", ["2028-02-29T00:00:00", "2032-02-29T00:00:00", "2036-02-29T00:00:00"]),
        ("0 0 31 * ? *", ["2027-01-31T00:00:00", "2027-03-31T00:00:00", "2027-05-31T00:00:00"]),
    ] {
        assert_eq!(
            runs(&format!("cron({expression})"), &Clock::Fixed(0), "2027-01-01T00:30:00"),
            expected,
            "{expression}"
        );
    }
    assert_eq!(runs("cron(0 0 1 1 ? 2026-2028/2)", &Clock::Fixed(0), "2027-01-01T00:00:00"), ["2028-01-01T00:00:00"]);
    assert_eq!(runs("cron(0 0 1 1 ? 2026)", &Clock::Fixed(0), "2027-01-01T00:00:00"), Vec::<String>::new());
}

#[test]
fn clocks_are_those_of_the_zone() {
    let new_york = Clock::Fixed(-5);
    assert_eq!(runs("cron(0 20 * * ? *)", &new_york, "2027-01-01T00:30:00")[0], "2027-01-01T01:00:00");
    assert_eq!(runs("at(2027-01-01T00:00:00)", &new_york, "2027-01-01T00:30:00"), ["2027-01-01T05:00:00"]);
    assert_eq!(runs("at(2026-01-01T00:00:00)", &new_york, "2027-01-01T00:30:00"), Vec::<String>::new());
}

#[test]
fn a_time_that_clocks_skip_is_left_out_and_one_that_they_repeat_counts_once() {
    assert_eq!(
        runs("cron(30 2 * * ? *)", &Clock::Berlin, "2027-03-27T00:00:00"),
        ["2027-03-27T01:30:00", "2027-03-29T00:30:00", "2027-03-30T00:30:00"]
    );
    assert_eq!(
        runs("cron(30 2 * * ? *)", &Clock::Berlin, "2027-10-30T00:00:00"),
        ["2027-10-30T00:30:00", "2027-10-31T00:30:00", "2027-11-01T01:30:00"]
    );
    // In the hour that comes a second time, nothing runs again.
    assert_eq!(runs("cron(30 2 * * ? *)", &Clock::Berlin, "2027-10-31T01:00:00")[0], "2027-11-01T01:30:00");
}

#[test]
fn start_and_end_bound_what_repeats() {
    let window = Window { from: utc("2027-01-02T03:00:00"), until: utc("2027-01-03T03:00:00") };
    assert_eq!(
        runs_in("cron(0 3 * * ? *)", window, &Clock::Fixed(0), "2027-01-01T00:00:00"),
        ["2027-01-02T03:00:00", "2027-01-03T03:00:00"]
    );
    assert_eq!(
        runs_in("rate(10 hours)", window, &Clock::Fixed(0), "2027-01-02T04:00:00"),
        ["2027-01-02T13:00:00", "2027-01-02T23:00:00"]
    );
    assert_eq!(runs_in("rate(10 hours)", window, &Clock::Fixed(0), "2027-01-01T00:00:00")[0], "2027-01-02T03:00:00");
    assert_eq!(runs_in("rate(1 hour)", window, &Clock::Fixed(0), "2028-01-01T00:00:00"), Vec::<String>::new());
    assert_eq!(runs("rate(5 minutes)", &Clock::Fixed(0), "2027-01-01T00:00:00"), ["every 300 s"]);
    let ended = Window { until: utc("2026-01-01T00:00:00"), ..Window::default() };
    assert_eq!(runs_in("rate(5 minutes)", ended, &Clock::Fixed(0), "2027-01-01T00:00:00"), Vec::<String>::new());
    assert_eq!(
        runs_in("at(2027-05-01T00:00:00)", ended, &Clock::Fixed(0), "2027-01-01T00:00:00"),
        ["2027-05-01T00:00:00"]
    );
}

#[test]
fn what_is_no_schedule_never_runs() {
    for expression in ["", "daily", "cron(0 3 * * *)", "cron(x 3 * * ? *)", "rate(0 days)", "rate(5)", "at(soon)"] {
        assert_eq!(runs(expression, &Clock::Fixed(0), "2027-01-01T00:00:00"), Vec::<String>::new(), "{expression}");
    }
}

proptest! {
    #[test]
    fn a_moment_and_its_date_are_one(seconds in -62_135_596_800_i64..253_402_300_800) {
        prop_assert_eq!(Civil::of(seconds).seconds(), seconds);
    }

    #[test]
    fn runs_come_later_and_in_order(
        minute in 0_u32..60, hour in 0_u32..24, day in 1_u32..29, now in 1_800_000_000_i64..1_900_000_000,
    ) {
        let expression = format!("cron({minute} {hour} {day} * ? *)");
        let Next::At(moments) = next(&expression, Window::default(), &Clock::Berlin, now, 5) else {
            return Err(TestCaseError::fail("a rate"));
        };
        prop_assert_eq!(moments.len(), 5);
        prop_assert!(moments[0] > now && moments.is_sorted());
        for moment in moments {
            let shown = Clock::Berlin.shown(moment);
            prop_assert_eq!((shown.minute, shown.hour, shown.day), (minute, hour, day));
        }
    }

    #[test]
    fn every_schedule_that_the_rule_takes_can_be_read(
        fields in proptest::collection::vec("[0-9]{1,2}|\\*|L|\\*/[1-9]|[0-9]-[0-9]|MON|JAN|[1-7]#[1-5]|[1-7]L|[0-9]W", 6),
    ) {
        let day = fields.iter().take(6).cloned().collect::<Vec<_>>();
        for expression in [
            format!("{} {} {} {} ? *", day[0], day[1], day[2], day[3]),
            format!("{} {} ? {} {} *", day[0], day[1], day[3], day[4]),
        ] {
            if crate::rule::schedule::expression(&format!("cron({expression})")).is_ok() {
                prop_assert!(Cron::read(&expression).is_some(), "{}", expression);
            }
        }
    }
}
