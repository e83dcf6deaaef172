// Puts what comes later in the place of what the page began with. All that comes is HTML whose texts were escaped.
"use strict";

const stage = document.getElementById("stage");
const log = document.getElementById("log");
const status = document.getElementById("connection");
const item = document.getElementById("item");
const words = document.getElementById("words");
const MOST = 2000;

// Times are written in UTC; here they are those of whoever reads.
function localise(root) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    const date = new Date(time.dateTime);
    const today = date.toDateString() === new Date().toDateString();
    time.title = time.dateTime;
    time.textContent = today || time.closest("#log") ? date.toLocaleTimeString() : date.toLocaleString();
    time.removeAttribute("datetime");
  }
}

function fits(line) {
  const wanted = words.value.toLowerCase();
  return (!item.value || line.dataset.item === item.value) && line.textContent.toLowerCase().includes(wanted);
}

function filter() {
  for (const line of log.children) line.hidden = !fits(line);
  log.scrollTop = log.scrollHeight;
}

function add(html) {
  const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 4;
  const part = document.createElement("template");
  part.innerHTML = html;
  for (const line of part.content.children) line.hidden = !fits(line);
  localise(part.content);
  log.append(part.content);
  while (log.children.length > MOST) log.firstElementChild.remove();
  if (atEnd) log.scrollTop = log.scrollHeight;
}

const events = new EventSource("events");
events.addEventListener("state", (event) => {
  stage.innerHTML = event.data;
  localise(stage);
});
events.addEventListener("begin", (event) => {
  log.replaceChildren();
  add(event.data);
  log.scrollTop = log.scrollHeight;
});
events.addEventListener("log", (event) => add(event.data));
events.addEventListener("open", () => { status.textContent = "live"; status.className = "good"; });
events.addEventListener("error", () => { status.textContent = "not connected"; status.className = "bad"; });
item.addEventListener("change", filter);
words.addEventListener("input", filter);
localise(document);
