//! The events of services.

use crate::world::World;

/// Puts an event on a service: `message` is what stands behind `(service x) `.
pub(in crate::ecs) fn tell(world: &mut World, service: &str, message: &str) {
    let (id, at) = (world.random.uuid(), world.now);
    if let Some(service) = world.ecs.services.get_mut(service) {
        let message = format!("(service {}) {message}", service.name);
        service.events.insert(0, (at, id, message));
        service.events.truncate(100);
    }
}
