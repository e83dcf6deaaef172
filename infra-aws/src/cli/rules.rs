//! `rules` and `explain RULE`: what declarations are held against.

use std::fmt::Write;

use console::Term;
use infra_core::rule::registry::{Rule, Strength, all, find};
use serde_json::{Value, json};

use super::show::Output;
use super::wrap::wrap;
use crate::failure::{Failure, Kind};

/// Where the summary begins is where the sources below it do.
const GAP: &str = "  ";
/// A summary narrower than this is harder to read than one that the terminal breaks.
const LEAST_WIDTH: usize = 30;
/// How many names an unknown one is answered with.
const MOST_NEAR: usize = 3;

/// Lists every rule: a table as wide as the terminal, or a line a rule where there is none.
pub(super) fn rules(output: &Output) -> u8 {
    let terminal = Term::stdout();
    let width = terminal.size_checked().filter(|_| terminal.is_term()).map(|(_, columns)| usize::from(columns));
    let rules: Vec<&Rule> = all().collect();
    let values: Vec<Value> = rules.iter().map(|rule| value(rule)).collect();
    output.result(&table(&rules, width), &json!({ "rules": values }));
    0
}

/// Tells one rule at length.
pub(super) fn explain(output: &Output, name: &str) -> Result<u8, Failure> {
    // As a message ends with it.
    let name = name.trim_matches(['[', ']']);
    let rule = find(name).ok_or_else(|| unknown(name))?;
    let mut value = value(rule);
    value["explanation"] = json!(rule.explanation);
    output.result(&text(rule), &value);
    Ok(0)
}

fn value(rule: &Rule) -> Value {
    json!({
        "name": rule.name,
        "strength": rule.strength.word(),
        "summary": rule.summary,
        "sources": rule.sources,
    })
}

/// Name, strength and summary, with the sources below the summary; on one line where no width is given.
fn table(rules: &[&Rule], width: Option<usize>) -> String {
    let names = rules.iter().map(|rule| rule.name.len()).chain(["RULE".len()]).max().unwrap_or_default();
    let strengths = rules.iter().map(|rule| rule.strength.word().len()).chain(["STRENGTH".len()]).max();
    let strengths = strengths.unwrap_or_default();
    let before = names + strengths + 2 * GAP.len();
    let mut text = format!("{:names$}{GAP}{:strengths$}{GAP}SUMMARY, SOURCES", "RULE", "STRENGTH");
    for rule in rules {
        let lines: Vec<String> = match width {
            Some(width) => {
                let width = width.saturating_sub(before).max(LEAST_WIDTH);
                let sources = rule.sources.iter().flat_map(|source| wrap(source, width - GAP.len()));
                wrap(rule.summary, width).into_iter().chain(sources.map(|line| format!("{GAP}{line}"))).collect()
            }
            None => vec![format!("{} ({})", rule.summary, rule.sources.join("; "))],
        };
        let mut head = format!("{:names$}{GAP}{:strengths$}{GAP}", rule.name, rule.strength.word());
        for line in lines {
            text.push('\n');
            text.push_str(&head);
            text.push_str(&line);
            head = " ".repeat(before);
        }
    }
    text
}

fn text(rule: &Rule) -> String {
    let means = match rule.strength {
        Strength::Error => "an error that nothing switches off".to_owned(),
        Strength::Waivable => format!("an error; `waive(\"{}\", reason = \"..\")` switches it off", rule.name),
        Strength::Warning => format!("a warning; `waive(\"{}\", reason = \"..\")` switches it off", rule.name),
    };
    let mut text = format!("{}: {means}\n\n{}.\n\n{}\n\nSources:", rule.name, rule.summary, rule.explanation.trim());
    for source in rule.sources {
        // A string takes every write.
        let _ = write!(text, "\n- {source}");
    }
    text
}

fn unknown(name: &str) -> Failure {
    let near: Vec<String> = nearest(name).into_iter().map(|name| format!("`{name}`")).collect();
    let failure = Failure::new(Kind::Usage, format!("there is no rule `{name}`"));
    let failure = if near.is_empty() { failure } else { failure.hint(format!("did you mean {}?", near.join(" or "))) };
    failure.hint("`rules` lists every rule")
}

/// The names that `name` may be a slip of, nearest first: few letters differ, or it is a part of them.
fn nearest(name: &str) -> Vec<&'static str> {
    let mut near: Vec<(usize, &'static str)> = all()
        .map(|rule| (strsim::damerau_levenshtein(name, rule.name), rule.name))
        .filter(|(distance, rule)| *distance <= rule.len() / 3 || (name.len() > 2 && rule.contains(name)))
        .collect();
    near.sort_unstable();
    near.into_iter().take(MOST_NEAR).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: [Rule; 2] = [
        Rule {
            name: "port-range",
            strength: Strength::Error,
            summary: "A port is from 1 to 65535, and nothing else is one",
            sources: &["botocore 1.44.5", "RFC 6335, section 6, as of 2011"],
            explanation: "Zero is no port.",
        },
        Rule {
            name: "health",
            strength: Strength::Waivable,
            summary: "A path begins with `/`",
            sources: &["botocore 1.44.5"],
            explanation: "It is sent as it is.",
        },
    ];

    #[test]
    fn on_a_terminal_nothing_is_wider_than_it() {
        assert_eq!(
            table(&[&TWO[0], &TWO[1]], Some(54)),
            "RULE        STRENGTH  SUMMARY, SOURCES\n\
             port-range  error     A port is from 1 to 65535, and\n\
             \x20                     nothing else is one\n\
             \x20                       botocore 1.44.5\n\
             \x20                       RFC 6335, section 6, as of\n\
             \x20                       2011\n\
             health      waivable  A path begins with `/`\n\
             \x20                       botocore 1.44.5"
        );
    }

    #[test]
    fn elsewhere_a_rule_is_a_line() {
        let table = table(&[&TWO[0], &TWO[1]], None);
        assert_eq!(table.lines().count(), 3);
        assert!(table.ends_with("health      waivable  A path begins with `/` (botocore 1.44.5)"), "{table}");
    }

    #[test]
    fn every_rule_is_listed_and_told() {
        let table = table(&all().collect::<Vec<_>>(), Some(100));
        for rule in all() {
            assert!(table.lines().any(|line| line.split_whitespace().next() == Some(rule.name)), "{}", rule.name);
            assert!(text(rule).contains(rule.explanation.trim()), "{}", rule.name);
        }
        assert!(table.lines().all(|line| line.chars().count() <= 100 || !line.contains(' ')), "{table}");
    }

    #[test]
    fn a_slip_is_answered_with_what_may_be_meant() {
        assert_eq!(nearest("capacity-sopt").first(), Some(&"capacity-spot"));
        assert!(nearest("fargate").contains(&"fargate-size"), "{:?}", nearest("fargate"));
        assert_eq!(nearest("nothing-like-it-at-all"), [""; 0]);
        let failure = unknown("port-rang");
        assert_eq!(failure.to_string(), "there is no rule `port-rang`");
        assert!(failure.hints[0].contains("`port-range`"), "{failure:?}");
    }
}
