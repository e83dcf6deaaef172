//! When a scheduled action of an Auto Scaling group runs.

/// As Auto Scaling has it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum When {
    /// By a cron expression of Unix, with five fields.
    Again(String),
    /// At one time in UTC.
    Once(String),
}

const DAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// Of a schedule as declarations write it. The language's rules have seen that it is `at(..)` or a `cron(..)` that Unix
/// can tell.
pub(super) fn of(schedule: &str) -> When {
    let within = |start: &str| schedule.strip_prefix(start)?.strip_suffix(')');
    if let Some(time) = within("at(") {
        return When::Once(format!("{time}Z"));
    }
    let fields = within("cron(").unwrap_or_default().split_whitespace().take(5).enumerate();
    let fields = fields.map(|(place, field)| match (place, field) {
        (_, "?") => "*".to_owned(),
        (3, months) => numbered(months, |month| Some(position(&MONTHS, month)? + 1)),
        // EventBridge counts days from 1, which is Sunday, Unix from 0.
        (4, days) => numbered(days, |day| position(&DAYS, day).or_else(|| day.parse::<usize>().ok()?.checked_sub(1))),
        (_, field) => field.to_owned(),
    });
    When::Again(fields.collect::<Vec<_>>().join(" "))
}

/// A field with its names, or other numbers, as the numbers of Unix. What stands behind `/` counts steps.
fn numbered(field: &str, number: impl Fn(&str) -> Option<usize>) -> String {
    let (values, step) = match field.split_once('/') {
        Some((values, step)) => (values, format!("/{step}")),
        None => (field, String::new()),
    };
    let one = |value: &str| number(value).map_or_else(|| value.to_owned(), |number| number.to_string());
    let range = |range: &str| range.split('-').map(one).collect::<Vec<_>>().join("-");
    values.split(',').map(range).collect::<Vec<_>>().join(",") + &step
}

fn position(names: &[&str], name: &str) -> Option<usize> {
    names.iter().position(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_are_those_of_unix() {
        for (schedule, unix) in [
            ("cron(0 7 * * ? *)", "0 7 * * *"),
            ("cron(0 7 ? * MON-FRI *)", "0 7 * * 1-5"),
            ("cron(30 18 ? JAN,JUL 1,7 *)", "30 18 * 1,7 0,6"),
            ("cron(0/15 7 ? * 2-6/2 *)", "0/15 7 * * 1-5/2"),
            ("cron(0 0 1 */3 ? *)", "0 0 1 */3 *"),
        ] {
            assert_eq!(of(schedule), When::Again(unix.to_owned()));
        }
        assert_eq!(of("at(2027-01-01T00:00:00)"), When::Once("2027-01-01T00:00:00Z".to_owned()));
    }
}
