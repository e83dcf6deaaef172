//! What a test may make go wrong.

use super::{Simulator, lock};
use crate::call::Call;
use crate::script::{Behaviour, Image, Reaction};

impl Simulator {
    /// What is done with each call from now on; what was said before no longer holds.
    pub fn on_call(&self, script: impl FnMut(&Call) -> Reaction + Send + 'static) {
        *lock(&self.0.script) = Some(Box::new(script));
    }

    /// Every call is carried out and answered from now on.
    pub fn pass_calls(&self) {
        *lock(&self.0.script) = None;
        *lock(&self.0.past) = None;
    }

    /// How tasks behave that have an image whose name contains `part`. The last script that fits counts.
    pub fn image(&self, part: &str, behaviour: Behaviour) {
        self.script_image(part, behaviour, Vec::new(), None);
    }

    /// How the next tasks behave, so many, that have an image whose name contains `part`.
    pub fn image_times(&self, part: &str, behaviour: Behaviour, times: u32) {
        self.script_image(part, behaviour, Vec::new(), Some(times));
    }

    /// What healthy containers of such an image write as they start.
    pub fn image_writes(&self, part: &str, lines: &[&str]) {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        self.script_image(part, Behaviour::Healthy, lines, None);
    }

    fn script_image(&self, part: &str, behaviour: Behaviour, lines: Vec<String>, times: Option<u32>) {
        self.world().scripts.images.push(Image { part: part.to_owned(), behaviour, lines, times });
    }
}
