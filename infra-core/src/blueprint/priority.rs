//! The order of a listener's rules: the more specific route wins, and a route keeps its number when others come or go.

use std::collections::BTreeSet;

use crate::declaration::Route;
use crate::string;

/// How many slots a band has: with 3 kinds of host and 2 kinds of path of 0 to 128 literal characters, 774 bands of 64
/// fill the 50,000 priorities of a listener (LR-01).
const SLOTS: u32 = 64;
/// The highest priority (LR-01).
const MOST: u32 = 50_000;
/// Path patterns have at most 128 characters (LR-02).
const LONGEST_PATH: usize = 128;

/// Gives each route a priority from 1 to 50,000, unique among them.
///
/// The number that a route declares is its own. Every other follows from the route alone: its band from how specific it is
/// (an exact host before a pattern before any host; then more literal characters of the path before the first wildcard;
/// then a path without wildcards), its slot in the band from a hash. Only routes that meet in a slot are moved on, so a
/// route that comes or goes leaves the others' numbers, and with them their stacks, alone. A route that compares more than
/// host and path stands before those of the same host and path that compare less.
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
    let mut priorities: Vec<u32> = routes.iter().map(|route| route.priority.unwrap_or_default()).collect();
    let mut taken: BTreeSet<u32> = routes.iter().filter_map(|route| route.priority).collect();
    let mut order: Vec<usize> = (0..routes.len()).filter(|at| priorities.get(*at) == Some(&0)).collect();
    // Those that compare less first: those that compare more stand before them, and move none of them.
    order.sort_by_key(|at| {
        routes.get(*at).map(|route| (conditions(route), band(route), route.host, route.path, hash_of_conditions(route)))
    });
    for at in order {
        let Some(route) = routes.get(at) else { continue };
        let priority = if conditions(route) == 0 {
            plain(route, &taken)
        } else {
            conditional(route, bound(route, routes, &priorities), &taken)
        };
        taken.insert(priority);
        if let Some(place) = priorities.get_mut(at) {
            *place = priority;
        }
    }
    (taken, priorities)
}

/// The number of a route that compares host and path alone: its slot, or the next free one.
fn plain(route: &Route, taken: &BTreeSet<u32>) -> u32 {
    let first = first(route);
    let mut priority = first + slot(route);
    while taken.contains(&priority) {
        // Past the band's end the search goes on at its start, and into the next band only when it is full.
        let next = priority + 1;
        priority = if next == first + SLOTS && (first..next).any(|free| !taken.contains(&free)) { first } else { next };
    }
    priority
}

/// The number before which a route stands: the lowest of those with the same host and path that compare less, or the slot
/// that one would have which compares nothing else.
fn bound(route: &Route, routes: &[Route], priorities: &[u32]) -> u32 {
    let less = routes.iter().zip(priorities).filter(|(other, priority)| {
        // What is declared has its place for a reason.
        **priority > 0
            && other.priority.is_none()
            && (other.host, other.path) == (route.host, route.path)
            && conditions(other) < conditions(route)
    });
    less.map(|(_, priority)| *priority).min().unwrap_or_else(|| first(route) + slot(route))
}

/// The number of a route that compares more: some way before its bound, by a hash of what it compares, so that others
/// that come or go do not move it. In its own band where that has room.
fn conditional(route: &Route, bound: u32, taken: &BTreeSet<u32>) -> u32 {
    let first = first(route).min(bound);
    let room = bound - first;
    let wanted = match u64::from(room) {
        0 => bound,
        room => bound - 1 - u32::try_from(hash_of_conditions(route) % room).unwrap_or_default(),
    };
    let free = |priority: &u32| !taken.contains(priority);
    let own = (first..=wanted).rev().chain(wanted + 1..bound).find(|priority| *priority < bound && free(priority));
    // The listener has more numbers than rules, so that there is one.
    own.or_else(|| (1..first).rev().find(free)).or_else(|| (bound..=MOST).find(free)).unwrap_or(MOST)
}

/// How much a route compares beside host and path. Several methods, sources, or values of one header are alternatives, and
/// count as one; of headers and queries all must be as they say.
fn conditions(route: &Route) -> usize {
    let alternatives = usize::from(!route.methods.is_empty()) + usize::from(!route.sources.is_empty());
    alternatives + route.headers.len() + route.query.len()
}

fn hash_of_conditions(route: &Route) -> u64 {
    // The order in which they are written does not count.
    let words = route.methods.iter().chain(route.sources).map(|word| string::hash(word));
    let headers = route.headers.iter().map(|header| {
        let values = header.values.iter().map(|value| string::hash(value)).fold(0, u64::wrapping_add);
        string::hash(&header.name.to_ascii_lowercase()).rotate_left(1).wrapping_add(values)
    });
    let query = route.query.iter().map(|pair| string::hash_more(string::hash(pair.name), pair.value));
    words.chain(headers).chain(query).fold(0, u64::wrapping_add)
}

/// The first number of a route's band.
fn first(route: &Route) -> u32 {
    band(route) * SLOTS + 1
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
    use crate::declaration::HeaderCondition;

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

    /// A route with conditions, as many as there are names.
    fn asking(route: Route, headers: &[&'static str]) -> Route {
        let headers: Vec<HeaderCondition> = headers.iter().map(|&name| HeaderCondition::new(name, &["1"])).collect();
        Route { headers: headers.leak(), ..route }
    }

    #[test]
    fn a_route_that_compares_more_comes_first_and_moves_none() {
        let plain = [route(None, "/api/*"), route(None, "/*"), route(Some("a.b"), "/*")];
        let before = prioritize(&plain);
        for count in 1..=4 {
            let names = &["A", "B", "C", "D"][..count];
            let mut routes = plain.to_vec();
            routes.extend(plain.iter().map(|route| asking(*route, names)));
            routes.extend(plain.iter().map(|route| asking(*route, &names[1..])).filter(|_| count > 1));
            routes.push(Route { methods: &["GET", "POST"], ..asking(plain[0], names) });
            routes.push(Route { sources: &["10.0.0.0/8"], ..plain[1] });
            let after = prioritize(&routes);
            assert_eq!(after[..3], before);
            assert_eq!(after.iter().collect::<BTreeSet<_>>().len(), routes.len());
            for (one, priority) in routes.iter().zip(&after) {
                for (other, later) in routes.iter().zip(&after) {
                    let same = (one.host, one.path) == (other.host, other.path);
                    let more = conditions(one) > conditions(other);
                    assert!(!same || !more || priority < later, "{one:?} {priority} {other:?} {later}");
                }
            }
        }
    }

    #[test]
    fn a_route_that_compares_more_keeps_its_number_when_others_come() {
        let one = asking(route(None, "/api/*"), &["X-Version"]);
        let alone = prioritize(&[one]);
        let others = [one, route(None, "/api/*"), asking(route(None, "/api/*"), &["X-Other"]), route(None, "/*")];
        assert_eq!(prioritize(&others)[0], alone[0]);
    }

    #[test]
    fn a_declared_priority_is_taken_before_all_others() {
        let plain = route(None, "/api/*");
        let [number] = prioritize(&[plain])[..] else { panic!("one route") };
        let declared = Route { priority: Some(number), ..route(None, "/x") };
        let numbers = prioritize(&[plain, declared]);
        assert_eq!((numbers[0] == number, numbers[1]), (false, number));
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
