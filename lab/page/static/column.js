// One open conversation: what its phone shows, and what its owner does.

import {drawDay, drawLine, drawRows} from "./lines.js";
import * as server from "./server.js";
import {fromTemplate, word} from "./words.js";

const NOTICE_SHOWN = 4000;
const NEAR_THE_END = 80;

export class Column {
  // `chat`: {talk, who, title, where, code, members: [{who, name}]}; `changed` is called when another
  // of the members writes, `closed` when the column is to be closed.
  constructor(chat, {changed, closed}) {
    this.chat = chat;
    this.lines = new Map();
    this.told = {menu: "", notices: null};
    this.element = fromTemplate("column-template");
    this.element.setAttribute("aria-label", word("talk") + chat.title);
    this.part("h2").textContent = chat.title;
    this.part("header .where").textContent = chat.title.includes(",") ? "" : chat.where;
    this.element.dataset.where = chat.where;
    this.part(".close").addEventListener("click", closed);
    this.part(".back").addEventListener("click", closed);
    this.part(".insert-code").addEventListener("click", () => this.insertCode());
    this.part("form").addEventListener("submit", (event) => this.send(event));
    this.part("textarea").addEventListener("keydown", (event) => this.sendOnEnter(event));
    this.part("textarea").addEventListener("input", () => this.grow());
    this.part("input[type=file]").addEventListener("change", () => this.showChosen());
    this.offerMembers(changed);
    this.stayAtTheEnd();
  }

  part(selector) {
    return this.element.querySelector(selector);
  }

  focus() {
    this.part("textarea").focus({preventScroll: true});
  }

  offerMembers(changed) {
    const {members, who} = this.chat;
    if (!members.length) return;
    const select = this.part("select");
    select.append(...members.map((one) => new Option(one.name, one.who, false, one.who === who)));
    select.addEventListener("change", () => {
      this.chat.who = Number(select.value);
      this.forget();
      changed();
    });
    this.part(".as").hidden = false;
  }

  forget() {
    this.lines.clear();
    this.atEnd = true;
    this.part(".log").replaceChildren();
    this.told = {menu: "", notices: null};
  }

  setStranger(stranger) {
    this.part(".insert-code").hidden = !(stranger && this.chat.code);
  }

  insertCode() {
    this.part("textarea").value = this.chat.code;
    this.focus();
  }

  // Shows what came by the stream; only what has changed is drawn anew, so that nobody loses
  // the button under the finger.
  show(look) {
    this.drawLines(look.lines);
    this.drawMenu(look.menu);
    this.part(".typing").textContent = look.typing ? word("typing") : "";
    this.showNotices(look);
    this.part("textarea").disabled = look.shut;
    this.part(".send").disabled = look.shut;
    this.toEnd();
  }

  // Whoever reads the end goes on reading it, whatever comes or grows: messages, late pictures,
  // the keyboard, the window.
  stayAtTheEnd() {
    const log = this.part(".log");
    let top = 0;
    this.atEnd = true;
    log.addEventListener("scroll", () => {
      const near = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END;
      // What has grown below is nobody's scrolling: only going up leaves the end.
      if (near || log.scrollTop < top) this.atEnd = near;
      top = log.scrollTop;
    });
    log.addEventListener("load", () => this.toEnd(), true);
    new ResizeObserver(() => this.toEnd()).observe(log);
  }

  toEnd() {
    const log = this.part(".log");
    if (this.atEnd) log.scrollTop = log.scrollHeight;
  }

  drawLines(lines) {
    const log = this.part(".log");
    let day = "";
    const press = (number, row, place) => this.press(number, row, place);
    for (const line of lines) {
      const said = JSON.stringify(line);
      const known = this.lines.get(line.number);
      if (!known) {
        if (line.day !== day && !log.querySelector(`[data-day="${line.day}"]`)) {
          const drawn = drawDay(line.day);
          drawn.dataset.day = line.day;
          log.append(drawn);
        }
        const element = drawLine(line, press);
        log.append(element);
        this.lines.set(line.number, {said, element});
      } else if (known.said !== said) {
        const element = drawLine(line, press);
        const focused = known.element.contains(document.activeElement);
        known.element.replaceWith(element);
        this.lines.set(line.number, {said, element});
        if (focused) this.focus();
      }
      day = line.day;
    }
  }

  drawMenu(rows) {
    const said = JSON.stringify(rows);
    if (said === this.told.menu) return;
    this.told.menu = said;
    const keyboard = this.part(".keyboard");
    const focused = keyboard.contains(document.activeElement);
    keyboard.replaceChildren(...drawRows(rows, (row, place) => this.press(0, row, place)));
    keyboard.hidden = rows.length === 0;
    if (focused) this.focus();
  }

  showNotices({notices, waiting}) {
    const known = this.told.notices ?? notices.length;
    this.told.notices = notices.length;
    if (notices.length > known) {
      this.notice(notices.at(-1));
    } else if (waiting && !this.part(".notice").textContent) {
      this.part(".notice").textContent = word("waits");
    } else if (!waiting && this.part(".notice").textContent === word("waits")) {
      this.part(".notice").textContent = "";
    }
  }

  notice(text) {
    const place = this.part(".notice");
    place.textContent = text;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => { place.textContent = ""; }, NOTICE_SHOWN);
  }

  async press(number, row, place) {
    const {talk, who} = this.chat;
    if (!await server.press(talk, who, number, row, place)) this.notice(word("gone"));
  }

  sendOnEnter(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.send(event);
  }

  async send(event) {
    event.preventDefault();
    const field = this.part("textarea");
    const files = this.part("input[type=file]");
    const text = field.value.trim();
    const chosen = [...files.files];
    if (!text && !chosen.length) return;
    field.value = files.value = "";
    this.grow();
    this.showChosen();
    this.atEnd = true;
    const {talk, who} = this.chat;
    if (!await server.write(talk, who, text, chosen)) {
      field.value ||= text;
      this.notice(word("failed"));
    }
    this.focus();
  }

  grow() {
    const field = this.part("textarea");
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }

  showChosen() {
    const names = [...this.part("input[type=file]").files].map((one) => one.name);
    this.part(".chosen").textContent = names.length ? word("chosen") + names.join(", ") : "";
  }
}
