// The drawer: API calls as they went over the wire, the latest on top.

import {fromTemplate, word} from "./words.js";

const KEPT = 200;

export class Drawer {
  constructor(toggled) {
    this.element = document.getElementById("calls");
    this.list = document.getElementById("calls-list");
    this.button = document.getElementById("wire");
    this.toggled = toggled;
    this.button.addEventListener("click", () => this.toggle(this.element.hidden));
    document.getElementById("calls-close").addEventListener("click", () => this.toggle(false));
  }

  get isOpen() {
    return !this.element.hidden;
  }

  toggle(open) {
    this.element.hidden = !open;
    this.button.setAttribute("aria-expanded", open);
    this.button.focus();
    this.toggled();
  }

  // A new stream tells the last calls again: the list starts anew with it.
  clear() {
    this.list.replaceChildren();
  }

  add({calls}) {
    this.list.prepend(...calls.map(drawCall).reverse());
    while (this.list.children.length > KEPT) this.list.lastElementChild.remove();
  }
}

function drawCall(call) {
  const drawn = fromTemplate("call-template");
  const part = (name) => drawn.querySelector(name);
  part(".way").textContent = call.inward ? "←" : call.inside ? "↳" : "→";
  part(".name").textContent = call.name;
  part(".fault").textContent = call.fault ? word(call.fault) : call.ok ? "" : word("refused");
  part("time").textContent = call.time;
  part(".asked").textContent = pretty(call.asked);
  part(".answered").textContent = pretty(call.answered);
  drawn.classList.toggle("inside", call.inside);
  drawn.classList.toggle("bad", !call.ok || Boolean(call.fault));
  return drawn;
}

// Parameters carry JSON in strings; it is shown as what it is.
function pretty(value) {
  const opened = (key, one) => {
    if (typeof one !== "string" || !/^[{[]/.test(one)) return one;
    try {
      return JSON.parse(one);
    } catch {
      return one;
    }
  };
  return JSON.stringify(value, opened, 2);
}
