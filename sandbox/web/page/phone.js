// One phone: a person's chat with the bot, or a group or channel and whoever speaks in it.

import { get, post } from "./api.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { summary } from "./content.js";
import { menu } from "./dialogs.js";
import { button, el } from "./dom.js";
import { keyboard } from "./keyboards.js";
import { messageMenu } from "./messagemenu.js";
import { chatMenu } from "./chatmenu.js";
import { answered, follow, press } from "./pressing.js";
import { standing } from "./standing.js";

const TYPING = 5000; // ms that Telegram shows an action for

/** Show one conversation and act in it. `close` is called when the phone is put away. */
export class Phone {
  #head = null;
  #waiting = null; // events that came while the conversation was being fetched
  #typing = 0;
  #refreshing = null;

  constructor(id, close) {
    this.id = id;
    this.close = close;
    this.unread = 0;
    this.title = el("h2", {});
    this.state = el("p", { className: "state" });
    this.act = {
      mine: (shown) => this.#mine(shown),
      grouped: false,
      speaker: () => this.speaker,
      topic: (thread) => this.#head.topics?.[thread],
      command: (text) => this.send({ do: "says", text }),
      link: (address) => follow(this, address),
      show: (number) => this.log.jump(number) || this.toast("Pesan itu sudah tidak ada"),
      menu: (shown, beside) => menu(beside, messageMenu(this, shown)),
      press: (message, ...pressed) => press(this, message, ...pressed),
      vote: (message, option) => this.send({ do: "votes", on: message.message_id, option }),
    };
    this.log = new Conversation(this.act);
    this.toasts = el("div", { className: "toasts", role: "status" });
    this.composer = new Composer(this);
    this.replies = el("div", { className: "replies" });
    const more = button("⋮", (event) => menu(event.currentTarget, chatMenu(this)), {
      aria: { label: "Pilihan obrolan" },
    });
    const away = button("✕", close, { aria: { label: "Tutup HP" } });
    this.element = el(
      "section",
      { className: "phone", data: { chat: id } },
      el(
        "header",
        {},
        el("span", { className: "face", aria: { hidden: "true" } }),
        el("div", {}, this.title, this.state),
        more,
        away,
      ),
      this.log.pin,
      this.log.element,
      this.toasts,
      this.composer.element,
      this.replies,
    );
  }

  get head() {
    return this.#head;
  }

  get private() {
    return this.#head?.chat.type === "private";
  }

  get name() {
    return this.#head?.person ?? this.#head?.chat.title ?? "";
  }

  /** Who acts here: its owner, or in a group whoever was chosen. */
  get speaker() {
    return this.private ? this.#head.person : this.composer.speaker;
  }

  /** Fetch the conversation anew and draw it. */
  async load() {
    this.#waiting ??= [];
    try {
      const whole = await get(`phone?chat=${this.id}`);
      this.id = whole.chat.id;
      this.#head = whole;
      this.#showHead();
      this.log.hold(whole.messages, whole.pinned);
      this.composer.quiet();
      this.#keyboard(whole.keyboard);
    } finally {
      const missed = this.#waiting ?? [];
      this.#waiting = null;
      for (const event of missed) this.take(event);
    }
  }

  /** Something happened in this conversation. */
  take(event) {
    if (this.#waiting) return void this.#waiting.push(event);
    if (this.#head && event.chat.title !== this.#head.chat.title) this.#refresh();
    switch (event.event) {
      case "message":
        return this.#arrived(event);
      case "edited":
      case "reaction":
        this.log.change(event);
        if (event.event === "edited" && event.from_bot)
          this.onnews?.(`${this.name}: diubah: ${summary(event.message)}`);
        return;
      case "deleted":
        return this.log.remove(event.message.message_id);
      case "pinned":
        return this.log.pinned(event.message.message_id);
      case "unpinned":
        return this.log.unpinned(event.message?.message_id);
      case "answer":
        return answered(this, event);
      case "action":
        return this.#types(event.action);
      case "member":
        return void this.#refresh();
      case "renamed":
        return void this.load();
    }
  }

  /** Let the speaker do something here; false, with the reason on the screen, if the sandbox refuses. */
  async send(order) {
    try {
      const where = this.private ? {} : { in: this.#head.chat.title };
      const topic = this.#head.chat.is_forum ? { topic: this.composer.topic } : {};
      await post("act", { as: this.speaker, ...where, ...topic, ...order });
      return true;
    } catch (refusal) {
      this.toast(refusal.message);
      return false;
    }
  }

  /** Let something happen to the group. */
  async change(order) {
    try {
      await post("change", { group: this.#head.chat.title, ...order });
      await this.#refresh();
    } catch (refusal) {
      this.toast(refusal.message);
    }
  }

  /** A short text over the conversation that goes by itself. */
  toast(words) {
    const shown = el("p", { className: "toast" }, words);
    this.toasts.append(shown);
    setTimeout(() => shown.remove(), Math.max(4000, words.length * 70));
  }

  /** Draw everything again, as after another speaker was chosen. */
  redraw() {
    this.composer.quiet();
    this.log.draw();
  }

  // Several changes at once, as when a group is filled, are fetched once.
  #refresh() {
    this.#refreshing ??= new Promise((resolve) => setTimeout(resolve, 100)).then(() => {
      this.#refreshing = null;
      return this.#fetchHead();
    });
    return this.#refreshing;
  }

  async #fetchHead() {
    const whole = await get(`phone?chat=${this.id}`).catch(() => null);
    if (!whole) return;
    this.#head = whole;
    this.#showHead();
  }

  #mine({ message, from_bot: fromBot }) {
    if (fromBot) return false;
    if (this.private) return true;
    return message.from?.first_name === this.speaker || this.#head.chat.type === "channel";
  }

  #showHead() {
    const { chat, bot } = this.#head;
    this.element.dataset.chat = this.id;
    this.element.dataset.kind = chat.type;
    this.element.setAttribute("aria-label", `HP ${this.name}`);
    this.title.textContent = this.name;
    this.log.element.setAttribute("aria-label", `Percakapan ${this.name}`);
    this.element.querySelector(".face").textContent = { private: "👤", channel: "📣" }[chat.type] ?? "👥";
    this.act.grouped = chat.type !== "private";
    this.act.bot = bot;
    this.state.textContent = standing(this.#head);
    this.composer.update();
    this.onhead?.();
  }

  #arrived(event) {
    const { message } = event;
    this.#types("");
    if (this.log.has(message.message_id)) return this.log.change(event);
    if (message.forum_topic_created || message.forum_topic_closed || message.forum_topic_reopened) this.#refresh();
    if (message.migrate_from_chat_id) return void this.load();
    const mine = this.#mine(event);
    this.log.add(event, mine);
    this.#keyboard(event);
    if (event.keyboard?.force_reply) this.composer.answerTo(event);
    if (!mine) this.onnews?.(`${this.name}: ${message.from?.first_name ?? ""}: ${summary(message)}`);
    if (this.private && !this.#head.started) this.#refresh();
  }

  #keyboard(shown) {
    const markup = shown?.keyboard;
    if (shown !== null && !markup?.keyboard && !markup?.remove_keyboard) return;
    this.replies.replaceChildren();
    this.composer.placeholder(markup?.input_field_placeholder);
    if (!markup?.keyboard) return;
    const pressed = async (...which) => {
      const done = await press(this, shown.message, ...which);
      if (done && markup.one_time_keyboard && keys.isConnected) this.#keyboard(null);
    };
    const keys = keyboard(markup, pressed, "keys");
    this.replies.append(keys);
    this.log.follow();
  }

  #types(action) {
    clearTimeout(this.#typing);
    if (!this.#head) return;
    this.state.textContent = action
      ? action === "typing"
        ? "sedang mengetik…"
        : "sedang mengirim…"
      : standing(this.#head);
    if (action) this.#typing = setTimeout(() => this.#types(""), TYPING);
  }
}
