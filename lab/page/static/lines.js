// A message as the messenger draws it: bubble, files, buttons.

import {fromTemplate, word} from "./words.js";

const LINK = /https?:\/\/[^\s<>«»"]+[^\s<>«»".,;:!?)]/g;

// Draws rows of buttons; `press(row, place)` is called for those that are no links.
export function drawRows(rows, press) {
  return rows.map((row, y) => {
    const line = document.createElement("div");
    line.className = "row";
    line.append(...row.map((key, x) => drawKey(key, () => press(y, x))));
    return line;
  });
}

function drawKey(key, press) {
  const drawn = document.createElement(key.link ? "a" : "button");
  drawn.textContent = key.label;
  drawn.className = `key ${key.colour}`;
  if (key.link) {
    drawn.href = key.link;
    drawn.rel = "noreferrer";
    drawn.target = "_blank";
  } else {
    drawn.type = "button";
    drawn.addEventListener("click", press);
  }
  return drawn;
}

// Draws one message; `press(number, row, place)` is called by its buttons.
export function drawLine(line, press) {
  const drawn = fromTemplate("line-template");
  const part = (name) => drawn.querySelector(`.${name}`);
  drawn.dataset.mine = line.mine;
  drawn.dataset.number = line.number;
  fill(part("author"), line.author);
  fill(part("reply"), line.reply);
  if (line.deleted) {
    part("text").textContent = word("deleted");
    drawn.classList.add("deleted");
  } else {
    fillWithLinks(part("text"), line.text);
  }
  part("files").append(...line.files.map(drawFile));
  part("files").hidden = line.files.length === 0;
  part("edited").hidden = !line.edited;
  const time = drawn.querySelector("time");
  time.textContent = line.time;
  time.dateTime = line.iso;
  part("inline").append(...drawRows(line.rows, (row, place) => press(line.number, row, place)));
  part("inline").hidden = line.rows.length === 0;
  return drawn;
}

export function drawDay(words) {
  const drawn = fromTemplate("day-template");
  drawn.textContent = words;
  return drawn;
}

function fill(element, text) {
  element.textContent = text;
  element.hidden = !text;
}

function fillWithLinks(element, text) {
  element.hidden = !text;
  let done = 0;
  for (const found of text.matchAll(LINK)) {
    const link = document.createElement("a");
    link.href = link.textContent = found[0];
    link.rel = "noreferrer";
    link.target = "_blank";
    element.append(text.slice(done, found.index), link);
    done = found.index + found[0].length;
  }
  element.append(text.slice(done));
}

function drawFile(file) {
  const link = document.createElement("a");
  link.href = file.url;
  link.target = "_blank";
  if (file.picture) {
    const picture = document.createElement("img");
    picture.src = file.url;
    picture.alt = file.name;
    link.className = "picture";
    link.append(picture);
  } else {
    link.className = "document";
    link.download = file.name;
    link.textContent = `${file.name}, ${Math.max(1, Math.round(file.size / 1024))} КБ`;
  }
  return link;
}
