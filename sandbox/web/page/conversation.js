// The messages of one phone: drawn, followed to the newest, changed in place, and the pinned one above them.

import { bubble } from "./bubble.js";
import { summary } from "./content.js";
import { button, el } from "./dom.js";
import { dayOf } from "./times.js";

const NEAR = 60; // pixels from the end within which new messages are followed

/** `act` does what taps in messages ask for. */
export class Conversation {
  #act;
  #shown = new Map(); // by message_id, as the feed tells them
  #pinned = [];
  #lastDay = "";
  #following = true;

  constructor(act) {
    this.#act = act;
    this.element = el("div", { className: "log", role: "log", tabIndex: 0, aria: { live: "off" } });
    this.element.onscroll = () => (this.#following = this.#below() < NEAR);
    this.pin = button("", () => this.jump(this.#pinned.at(-1)), { className: "pin", hidden: true });
  }

  /** Hold these messages, and these pins, from now on. */
  hold(messages, pinned) {
    this.#shown = new Map(messages.map((shown) => [shown.message.message_id, shown]));
    this.#pinned = pinned;
    this.draw();
  }

  /** Draw everything again. */
  draw() {
    this.element.replaceChildren();
    this.#lastDay = "";
    for (const shown of this.#shown.values()) this.#append(shown);
    this.#showPin();
    this.follow(true);
  }

  has(number) {
    return this.#shown.has(number);
  }

  add(shown, follow) {
    this.#shown.set(shown.message.message_id, shown);
    this.#append(shown);
    this.follow(follow || this.#following);
  }

  /** A message as it stands now: edited, voted on, or with another reaction. */
  change(event) {
    const number = event.message.message_id;
    const reactions = event.reaction?.map((each) => each.emoji ?? "★") ?? this.#shown.get(number)?.reactions;
    const old = this.#find(number);
    if (!old) return;
    const shown = { ...event, keyboard: event.keyboard ?? null, reactions };
    this.#shown.set(number, shown);
    const focused = old.contains(document.activeElement);
    const made = bubble(shown, this.#act);
    old.replaceWith(made);
    if (focused) made.focus({ preventScroll: true });
    this.follow();
    this.#showPin();
  }

  remove(number) {
    this.#shown.delete(number);
    this.#find(number)?.remove();
    this.unpinned(number);
  }

  pinned(number) {
    this.#pinned = [...this.#pinned.filter((each) => each !== number), number];
    this.#showPin();
  }

  /** One pin is gone, or all of them. */
  unpinned(number) {
    this.#pinned = number === undefined ? [] : this.#pinned.filter((each) => each !== number);
    this.#showPin();
  }

  /** Bring a message into sight; whether it is still there. */
  jump(number) {
    const found = this.#find(number);
    found?.scrollIntoView({ block: "center" });
    found?.focus({ preventScroll: true });
    return Boolean(found);
  }

  /** No button waits for an answer any more. */
  settle() {
    for (const busy of this.element.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
  }

  /** Go to the end, if that is where one was. */
  follow(yes = this.#following) {
    if (yes) this.element.scrollTop = this.element.scrollHeight;
    this.#following = yes;
  }

  #append(shown) {
    const { message } = shown;
    const day = dayOf(message.date);
    if (day !== this.#lastDay) {
      this.element.append(el("div", { className: "note day" }, day));
      this.#lastDay = day;
    }
    const made = bubble(shown, this.#act);
    const album = message.media_group_id;
    const last = this.element.lastElementChild;
    if (album && last?.dataset.album === album) last.append(made);
    else if (album) this.element.append(el("div", { className: `album ${made.className}`, data: { album } }, made));
    else this.element.append(made);
  }

  #showPin() {
    const shown = this.#shown.get(this.#pinned.at(-1));
    this.pin.hidden = !shown;
    if (shown) this.pin.replaceChildren(el("b", {}, "📌 Pesan tersemat"), el("span", {}, summary(shown.message)));
  }

  #find(number) {
    return this.element.querySelector(`[data-message="${number}"]`);
  }

  #below() {
    return this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight;
  }
}
