//! Clients that are slow, and many.

use balanced::{Client, Replica, Stage, get};

#[tokio::test]
async fn clients_that_write_a_byte_now_and_then_are_in_nobodys_way() {
    let replica = Replica::named("r").await;
    let stage = Stage::of_web(&[&replica]);
    let mut slow = Vec::new();
    for _ in 0..200 {
        let mut client = Client::to(stage.http()).await;
        client.write("GET / HTTP/1.1\r\nHost: loc").await;
        slow.push(client);
    }
    for _ in 0..20 {
        assert_eq!(get(stage.http(), "/").await.body, "r");
    }
    for client in &mut slow {
        client.write("alhost\r\n\r\n").await;
    }
    for client in &mut slow {
        assert_eq!(client.answer().await.expect("an answer").body, "r");
    }
}
