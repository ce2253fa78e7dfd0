// The page: people on the left, up to three conversations, the clock, trouble, the drawer.

import {Column} from "./column.js";
import {Drawer} from "./drawer.js";
import * as server from "./server.js";
import {word} from "./words.js";

const MOST = 3;
const place = document.getElementById("columns");
const buttons = new Map(
  [...document.querySelectorAll(".person")].map((one) => [one.dataset.talk, one]),
);
const columns = [];
const drawer = new Drawer(connect);
let stream = null;
let strangers = new Set();

function connect() {
  stream?.close();
  drawer.clear();
  stream = server.listen(columns.map((one) => one.chat), drawer.isOpen);
  stream.addEventListener("space", (event) => showSpace(JSON.parse(event.data)));
  stream.addEventListener("talk", (event) => showTalk(JSON.parse(event.data)));
  stream.addEventListener("calls", (event) => drawer.add(JSON.parse(event.data)));
  stream.addEventListener("open", () => {
    drawer.clear();
    say("");
  });
  stream.addEventListener("error", () => say(word("cut")));
}

function say(text) {
  document.getElementById("link").textContent = text;
}

function showTalk(look) {
  columns.find(({chat}) => chat.talk === look.talk && chat.who === look.who)?.show(look);
}

function showSpace(space) {
  const clock = document.getElementById("clock");
  clock.textContent = space.clock;
  clock.dateTime = space.iso;
  document.getElementById("trouble").value = space.trouble;
  document.body.dataset.trouble = space.trouble;
  strangers = new Set(space.strangers);
  for (const [talk, button] of buttons) {
    showUnread(button, space.unread[talk] ?? 0);
    showStranger(button);
  }
  for (const column of columns) column.setStranger(strangers.has(column.chat.who));
}

function showUnread(button, count) {
  const mark = button.querySelector(".unread");
  mark.hidden = count === 0;
  mark.textContent = count;
  mark.setAttribute("aria-label", word("unread") + count);
}

function showStranger(button) {
  const stranger = !button.dataset.group && strangers.has(Number(button.dataset.who));
  if (stranger === button.classList.contains("stranger")) return;
  button.classList.toggle("stranger", stranger);
  button.title = stranger ? word("stranger") : "";
}

function members(button) {
  const ids = button.dataset.group?.split(" ").map(Number) ?? [];
  return ids.map((who) => {
    const one = document.querySelector(`.person[data-who="${who}"]:not([data-group])`);
    return {who, name: one.dataset.title};
  });
}

function open(talk, {focus = true} = {}) {
  const button = buttons.get(talk);
  if (!button) return;
  let column = columns.find(({chat}) => chat.talk === talk);
  if (!column) {
    while (columns.length >= MOST) remove(columns[0]);
    const {title, where, code = "", who} = button.dataset;
    const chat = {talk, who: Number(who), title, where, code, members: members(button)};
    column = new Column(chat, {changed: connect, closed: () => close(column)});
    columns.push(column);
    place.append(column.element);
    changed();
  }
  if (focus) column.focus();
}

function close(column) {
  remove(column);
  changed();
  buttons.get(column.chat.talk).focus();
}

function remove(column) {
  columns.splice(columns.indexOf(column), 1);
  column.element.remove();
}

function changed() {
  for (const [talk, button] of buttons) {
    button.setAttribute("aria-pressed", columns.some(({chat}) => chat.talk === talk));
  }
  document.body.dataset.open = columns.length;
  history.replaceState(null, "", columns.length ? `#${columns.map(({chat}) => chat.talk)}` : "#");
  for (const column of columns) column.setStranger(strangers.has(column.chat.who));
  connect();
}

for (const [talk, button] of buttons) button.addEventListener("click", () => open(talk));
for (const button of document.querySelectorAll("[data-clock]")) {
  button.addEventListener("click", () => server.moveClock(button.dataset.clock));
}
document.getElementById("trouble").addEventListener("change", (event) => {
  server.behave(event.target.value);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const inside = columns.find(({element}) => element.contains(document.activeElement));
  if (inside) close(inside);
});

document.body.dataset.open = 0;
for (const talk of location.hash.slice(1).split(",").filter(Boolean)) open(talk, {focus: false});
if (!columns.length) connect();
