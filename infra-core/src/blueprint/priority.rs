//! The order of a listener's rules: the more specific route wins, and a route keeps its number when others come or go.

use std::collections::BTreeSet;

use crate::declaration::Route;
use crate::string;

/// How many slots a band has: with 3 kinds of host and 2 kinds of path of 0 to 128 literal characters, 774 bands of 64
/// fill the 50,000 priorities of a listener (LR-01).
const SLOTS: u32 = 64;
/// Path patterns have at most 128 characters (LR-02).
const LONGEST_PATH: usize = 128;

/// Gives each route a priority from 1 to 50,000, unique among them.
///
/// The number follows from the route alone: its band from how specific it is (an exact host before a pattern before any
/// host; then more literal characters of the path before the first wildcard; then a path without wildcards), its slot in
/// the band from a hash. Only routes that meet in a slot are moved on, so a route that comes or goes leaves the others'
/// numbers, and with them their stacks, alone.
///
/// A route that is said to have a test rule gets the nearest free number before its own for that: of two rules for the same
/// requests, the one that asks for a header as well must be asked first. Test rules come after all routes, so that none
/// of them moves a route.
pub(super) fn prioritize(routes: &[(Route, bool)]) -> Vec<(u32, Option<u32>)> {
    let (routes, tested): (Vec<Route>, Vec<bool>) = routes.iter().copied().unzip();
    let (mut taken, priorities) = of_routes(&routes);
    let mut order: Vec<(u32, usize)> = priorities.iter().copied().zip(0..).collect();
    order.sort_unstable();
    let mut tests = vec![None; routes.len()];
    for (priority, at) in order {
        if let (Some(true), Some(test)) = (tested.get(at), tests.get_mut(at)) {
            *test = (1..priority).rev().find(|free| taken.insert(*free));
        }
    }
    priorities.into_iter().zip(tests).collect()
}

/// The numbers that are taken, and that of each route.
fn of_routes(routes: &[Route]) -> (BTreeSet<u32>, Vec<u32>) {
    let mut order: Vec<usize> = (0..routes.len()).collect();
    order.sort_by_key(|at| routes.get(*at).map(|route| (band(route), route.host, route.path)));
    let mut taken = BTreeSet::new();
    let mut priorities = vec![0; routes.len()];
    for at in order {
        let Some(route) = routes.get(at) else { continue };
        let first = band(route) * SLOTS + 1;
        let mut priority = first + slot(route);
        while !taken.insert(priority) {
            // Past the band's end the search goes on at its start, and into the next band only when it is full.
            let next = priority + 1;
            priority =
                if next == first + SLOTS && (first..next).any(|free| !taken.contains(&free)) { first } else { next };
        }
        if let Some(place) = priorities.get_mut(at) {
            *place = priority;
        }
    }
    (taken, priorities)
}

fn slot(route: &Route) -> u32 {
    let hash = string::hash_more(string::hash(route.host.unwrap_or_default()), route.path);
    u32::try_from(hash % u64::from(SLOTS)).unwrap_or_default()
}

/// The less specific, the higher.
fn band(route: &Route) -> u32 {
    let host = match route.host {
        Some(host) if !is_pattern(host) => 0,
        Some(_) => 1,
        None => 2,
    };
    let literal = route.path.find(['*', '?']).unwrap_or(route.path.len()).min(LONGEST_PATH);
    let unspecific = u32::try_from(LONGEST_PATH - literal).unwrap_or_default();
    let bands_a_host = 2 * (u32::try_from(LONGEST_PATH).unwrap_or_default() + 1);
    host * bands_a_host + unspecific * 2 + u32::from(is_pattern(route.path))
}

fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(host: Option<&'static str>, path: &'static str) -> Route {
        Route { host, ..Route::new(path) }
    }

    fn prioritize(routes: &[Route]) -> Vec<u32> {
        of_routes(routes).1
    }

    #[test]
    fn a_test_rule_comes_before_its_route_and_moves_no_route() {
        let paths: Vec<&'static str> = (0..40).map(|at| &*format!("/{at:03}/*").leak()).collect();
        let routes: Vec<Route> = paths.iter().map(|path| route(None, path)).collect();
        let plain = prioritize(&routes);
        for every in [1, 2, 7] {
            let tested: Vec<(Route, bool)> = routes.iter().copied().zip((0..40).map(|at| at % every == 0)).collect();
            let numbers = super::prioritize(&tested);
            assert_eq!(numbers.iter().map(|(priority, _)| *priority).collect::<Vec<_>>(), plain);
            let tests: BTreeSet<u32> = numbers.iter().filter_map(|(_, test)| *test).collect();
            assert_eq!(tests.len(), tested.iter().filter(|(_, tested)| *tested).count());
            assert!(tests.iter().all(|test| !plain.contains(test)));
            for ((priority, test), (_, tested)) in numbers.iter().zip(&tested) {
                assert_eq!(test.is_some(), *tested);
                assert!(test.is_none_or(|test| test < *priority), "{test:?} {priority}");
            }
        }
    }

    #[test]
    fn a_test_rule_alone_stands_directly_before_its_route() {
        for only in [route(None, "/*"), route(Some("a.b"), "/a")] {
            let [(priority, test)] = super::prioritize(&[(only, true)])[..] else { panic!("one route") };
            assert_eq!(test, Some(priority - 1));
        }
    }

    #[test]
    fn the_more_specific_route_comes_first() {
        let routes = [
            route(Some("shop.example.com"), "/api/*"),
            route(Some("shop.example.com"), "/*"),
            route(Some("*.example.com"), "/api/*"),
            route(None, "/api/health"),
            route(None, "/api/"),
            route(None, "/api/*"),
            route(None, "/*"),
        ];
        let priorities = prioritize(&routes);
        assert!(priorities.is_sorted_by(|left, right| left < right), "{priorities:?}");
    }

    #[test]
    fn a_route_keeps_its_number_when_another_comes() {
        let before = prioritize(&[route(None, "/api/*"), route(None, "/*")]);
        let after = prioritize(&[route(None, "/admin/*"), route(None, "/api/*"), route(None, "/*")]);
        assert_eq!(before, after[1..]);
    }

    #[test]
    fn numbers_are_unique_and_within_the_listeners_range() {
        let paths: Vec<&'static str> = (0..300).map(|at| &*format!("/{at:03}/*").leak()).collect();
        let mut routes: Vec<Route> = paths.iter().map(|path| route(None, path)).collect();
        routes.push(route(None, "/?"));
        routes.push(route(None, "*"));
        routes.push(route(Some("a.b"), Box::leak(format!("/{}", "x".repeat(127)).into_boxed_str())));
        let priorities = prioritize(&routes);
        let unique: BTreeSet<&u32> = priorities.iter().collect();
        assert_eq!(unique.len(), routes.len());
        assert!(priorities.iter().all(|priority| (1..=50_000).contains(priority)));
    }

    #[test]
    fn the_order_of_the_listing_does_not_matter() {
        let routes = [route(None, "/a/*"), route(None, "/b/*"), route(Some("a.b"), "/*")];
        let mut reversed = routes;
        reversed.reverse();
        let mut priorities = prioritize(&reversed);
        priorities.reverse();
        assert_eq!(prioritize(&routes), priorities);
    }
}
