//! The page in a real browser.

mod chrome;
mod fake;

use chrome::Chrome;
pub(super) use fake::Fake;

use super::{Page, example};
use crate::control::ReplicaPhase;

#[tokio::test]
async fn the_page_shows_a_service_and_turns_with_its_health() {
    let fake = Fake::new();
    let page = Page::open(fake.clone(), 0).await.unwrap();
    let mut chrome = Chrome::start().await;
    chrome.open(&page.url()).await;
    chrome.until("document.getElementById('connection').textContent === 'live'").await;
    let web = "document.getElementById('service-web')";
    assert_eq!(chrome.ask(&format!("{web}.querySelector('b').className")).await, "dot good");
    chrome.until(&format!("{web}.textContent.includes('2 of 2 healthy')")).await;

    fake.change(|look| {
        let web = &mut look.state.services[0];
        web.healthy = 1;
        web.replicas[0].phase = ReplicaPhase::Unhealthy;
        "ended by signal 9".clone_into(&mut web.replicas[0].detail);
    });
    chrome.until(&format!("{web}.textContent.includes('1 of 2 healthy')")).await;
    assert_eq!(chrome.ask(&format!("{web}.querySelector('b').className")).await, "dot wait");
    let replica = format!("{web}.nextElementSibling.textContent");
    assert!(chrome.ask(&replica).await.as_str().unwrap().contains("ended by signal 9"));
    assert_eq!(chrome.ask("document.querySelector('svg a[href=\"#service-web\"] g').className.baseVal").await, "wait");

    fake.change(|look| *look = example::look());
    chrome.until(&format!("{web}.textContent.includes('2 of 2 healthy')")).await;
}

#[tokio::test]
async fn lines_appear_as_they_are_written_and_only_as_text() {
    let fake = Fake::new();
    let page = Page::open(fake.clone(), 0).await.unwrap();
    let mut chrome = Chrome::start().await;
    chrome.open(&page.url()).await;
    chrome.until("document.getElementById('connection').textContent === 'live'").await;
    let log = "document.getElementById('log')";
    chrome.until(&format!("{log}.children.length === 2")).await;

    fake.write("order 7 was placed");
    chrome.until(&format!("{log}.lastElementChild.textContent.includes('order 7 was placed')")).await;

    let evil = "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'>";
    fake.write(evil);
    chrome.until(&format!("{log}.textContent.includes(\"{evil}\")")).await;
    fake.change(|look| look.state.notes.push(evil.to_owned()));
    chrome.until(&format!("document.querySelector('.notes').textContent.includes(\"{evil}\")")).await;
    assert_eq!(chrome.ask("document.querySelectorAll('main script, main img, #log script, #log img').length").await, 0);
    assert_eq!(chrome.ask("typeof window.ran").await, "undefined");

    // Nor would it run if it were there: the page's policy forbids it.
    chrome.ask("document.body.insertAdjacentHTML('beforeend', '<img id=late src=x onerror=\"window.ran = 1\">')").await;
    chrome.until("document.getElementById('late').complete").await;
    assert_eq!(chrome.ask("typeof window.ran").await, "undefined");
}

#[tokio::test]
async fn lines_are_filtered_by_item_and_words() {
    let fake = Fake::new();
    let page = Page::open(fake.clone(), 0).await.unwrap();
    let mut chrome = Chrome::start().await;
    chrome.open(&page.url()).await;
    chrome.until("document.getElementById('connection').textContent === 'live'").await;
    chrome.until("document.getElementById('log').children.length === 2").await;
    let shown = "[...document.querySelectorAll('#log li')].filter((line) => !line.hidden).length";
    chrome.ask("words.value = 'get /'; words.dispatchEvent(new Event('input'))").await;
    assert_eq!(chrome.ask(shown).await, 1);
    fake.write("GET /cart 200");
    fake.write("something else");
    chrome.until("document.getElementById('log').children.length === 4").await;
    assert_eq!(chrome.ask(shown).await, 2);
    chrome.ask("item.value = 'api'; item.dispatchEvent(new Event('change'))").await;
    assert_eq!(chrome.ask(shown).await, 0);
}

#[tokio::test]
async fn a_browser_that_was_led_here_by_another_name_sees_nothing() {
    let page = Page::open(Fake::new(), 0).await.unwrap();
    let mut chrome = Chrome::start().await;
    chrome.open(&format!("http://{}:{}/", chrome::LED_HERE, page.address().port())).await;
    chrome.until("document.readyState === 'complete'").await;
    let text = chrome.ask("document.body.textContent").await;
    assert!(text.as_str().unwrap().starts_with("This page is only shown by http://localhost"), "{text}");
}
