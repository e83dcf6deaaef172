//! A plan as people read it.

use core::fmt;

use super::{Detail, Permission, PermissionChange, Plan, Step, Verb};

impl<A> fmt::Display for Plan<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{} {} in {}", self.names.app, self.names.stage, self.place)?;
        for step in &self.steps {
            writeln!(formatter)?;
            step.fmt(formatter)?;
        }
        if !self.runs.is_empty() {
            writeln!(formatter)?;
        }
        for runs in &self.runs {
            writeln!(formatter, "Next runs of {runs}")?;
        }
        if !self.notes.is_empty() {
            writeln!(formatter)?;
        }
        for note in &self.notes {
            writeln!(formatter, "Note: {note}")?;
        }
        // A plan stays quiet about a cost that stays.
        if let Some(cost) = self.cost.as_ref().filter(|cost| cost.change().is_some()) {
            writeln!(formatter)?;
            writeln!(formatter, "{cost}; not counted: {}", cost.not_counted.join(", "))?;
        }
        writeln!(formatter)?;
        formatter.write_str(&self.summary())
    }
}

impl<A> Plan<A> {
    /// The plan in one sentence.
    #[must_use]
    pub fn summary(&self) -> String {
        let unchanged = match self.unchanged {
            0 => String::new(),
            count => format!("{count} unchanged"),
        };
        if self.steps.is_empty() {
            return if unchanged.is_empty() {
                "Nothing to do.".to_owned()
            } else {
                format!("Nothing to do: {unchanged}.")
            };
        }
        let count = |verb: Verb| self.steps.iter().filter(|step| step.verb == verb).count();
        let counted = [
            (count(Verb::Create), "to create"),
            (count(Verb::Update), "to update"),
            (count(Verb::Recreate), "to make anew"),
            (count(Verb::Delete), "to delete"),
        ];
        let mut parts: Vec<String> = counted
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if !unchanged.is_empty() {
            parts.push(unchanged);
        }
        format!("{}.", parts.join(", "))
    }
}

impl<A> fmt::Display for Step<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.verb {
            Verb::Create => '+',
            Verb::Update => '~',
            Verb::Recreate => '!',
            Verb::Delete => '-',
        };
        writeln!(formatter, "{sign} {} {} ({})", self.item, self.kind, self.effect)?;
        for detail in &self.details {
            writeln!(formatter, "    {detail}")?;
        }
        // Who takes the roles of something new goes without saying: what it is.
        let is_told = |change: &&PermissionChange| {
            self.verb != Verb::Create || !matches!(change.permission, Permission::Trust { .. })
        };
        for permission in self.permissions.iter().filter(is_told) {
            writeln!(formatter, "    {permission}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Detail {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.from, &self.to) {
            (None, None) => formatter.write_str(&self.what),
            (None, Some(to)) => write!(formatter, "{}: {to}", self.what),
            (Some(from), None) => write!(formatter, "{}: {from} -> nothing", self.what),
            (Some(from), Some(to)) => write!(formatter, "{}: {from} -> {to}", self.what),
        }
    }
}
