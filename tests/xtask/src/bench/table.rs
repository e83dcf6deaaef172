//! Figures beside their budgets.

use std::fmt::{self, Display, Formatter};

use crate::failure::Failure;

/// One figure.
pub(crate) struct Row {
    pub(crate) what: String,
    pub(crate) measured: String,
    pub(crate) budget: String,
    pub(crate) kept: bool,
}

/// All figures, as a Markdown table.
pub(crate) struct Table(pub(crate) Vec<Row>);

impl Table {
    /// The figures that are above their budgets.
    fn above(&self) -> Vec<&str> {
        self.0.iter().filter(|row| !row.kept).map(|row| row.what.as_str()).collect()
    }

    /// Prints the table; fails where a figure is above its budget.
    pub(crate) fn tell(&self) -> Result<(), Failure> {
        println!("\n{self}");
        match self.above().as_slice() {
            [] => Ok(()),
            above => Err(Failure::new(
                format!("above the budget: {}", above.join("; ")),
                "measure again on an idle machine, then find what grew: `cargo build --timings`, `cargo tree -d`",
            )),
        }
    }
}

impl Display for Table {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "| what | measured | budget | kept |\n|---|---|---|---|")?;
        for Row { what, measured, budget, kept } in &self.0 {
            writeln!(formatter, "| {what} | {measured} | {budget} | {} |", if *kept { "yes" } else { "**no**" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_budget_stands_out() {
        let row = |what: &str, kept| Row {
            what: what.to_owned(),
            measured: "1 s".to_owned(),
            budget: "2 s".to_owned(),
            kept,
        };
        let table = Table(vec![row("a", true), row("b", false)]);
        assert_eq!(
            table.to_string(),
            "| what | measured | budget | kept |\n|---|---|---|---|\n| a | 1 s | 2 s | yes |\n| b | 1 s | 2 s | **no** |\n"
        );
        assert_eq!(table.above(), ["b"]);
    }
}
