// Where one writes: the speaker, the field, the command menu, attachments, and what a message answers or changes.

import { get } from "./api.js";
import { attachments, sendFiles } from "./attach.js";
import { summary } from "./content.js";
import { menu } from "./dialogs.js";
import { button, el } from "./dom.js";
import { Recorder } from "./recorder.js";

/** The lower edge of a phone. */
export class Composer {
  #answers = null; // the message a new one answers
  #changes = null; // the own message that is being changed
  #commands = {};
  #said = "Pesan";

  constructor(phone) {
    this.phone = phone;
    this.who = el("select", { aria: { label: "Siapa yang bicara" }, onchange: () => phone.redraw() });
    this.where = el("select", { aria: { label: "Topik" } });
    this.about = el("div", { className: "about", hidden: true });
    this.hints = el("ul", { className: "hints", role: "listbox", hidden: true, aria: { label: "Perintah" } });
    this.field = el("textarea", { rows: 1, placeholder: this.#said, enterKeyHint: "send", maxLength: 4096 });
    this.field.setAttribute("aria-label", "Pesan");
    this.field.oninput = () => this.#typed();
    this.field.onkeydown = (event) => this.#key(event);
    this.field.onpaste = (event) => this.#paste(event);
    const slash = button("/", () => this.#allCommands(), { className: "slash", aria: { label: "Daftar perintah" } });
    const clip = button("📎", (event) => menu(event.currentTarget, attachments(phone, this.#take)), {
      aria: { label: "Lampirkan" },
    });
    const send = el("button", { className: "send", aria: { label: "Kirim" } }, "➤");
    this.recorder = new Recorder(phone);
    this.form = el("form", {}, slash, clip, this.field, this.recorder.element, send);
    this.form.onsubmit = (event) => {
      event.preventDefault();
      this.#send();
    };
    this.start = button("MULAI", () => this.#begin(), { className: "start", hidden: true });
    this.speaks = el("label", { className: "who", hidden: true }, "Bicara sebagai ", this.who);
    this.writes = el("label", { className: "who", hidden: true }, "Di topik ", this.where);
    this.element = el("div", { className: "composer" }, this.speaks, this.writes, this.about, this.hints, this.form, this.start);
    this.element.ondragover = (event) => event.preventDefault();
    this.element.ondrop = (event) => {
      event.preventDefault();
      sendFiles(phone, [...event.dataTransfer.files], this.#take());
    };
  }

  get speaker() {
    return this.who.value;
  }

  /** The topic of a forum that is written in; 0 is its main chat. */
  get topic() {
    return Number(this.where.value || 0);
  }

  /** The phone's head changed: who is there, and whether one can write at all. */
  update() {
    const { chat, members = [], blocked, started } = this.phone.head;
    const writers = chat.type === "channel" ? members.filter((each) => each.status !== "member") : members;
    const before = this.who.value;
    this.who.replaceChildren(...writers.map((each) => el("option", { value: each.name }, named(each))));
    if (writers.some((each) => each.name === before)) this.who.value = before;
    this.speaks.hidden = chat.type === "private";
    this.#listTopics();
    this.form.hidden = chat.type === "private" ? blocked || !started : writers.length === 0;
    this.start.hidden = !(chat.type === "private" && (blocked || !started));
    this.start.textContent = blocked ? "BUKA BLOKIR" : "MULAI";
  }

  #listTopics() {
    const { chat, topics = {}, closed_topics: closed = [] } = this.phone.head;
    const before = this.where.value;
    const named = ([number, name]) =>
      el("option", { value: number }, closed.includes(Number(number || 1)) ? `${name} (ditutup)` : name);
    this.where.replaceChildren(...[["", "General"], ...Object.entries(topics)].map(named));
    if (before in topics) this.where.value = before;
    this.writes.hidden = !chat.is_forum;
  }

  placeholder(words) {
    this.field.placeholder = words || this.#said;
  }

  answerTo(shown) {
    this.#changes = null;
    this.#answers = shown;
    this.#tellAbout(`Membalas: ${summary(shown.message)}`);
  }

  change(shown) {
    this.#answers = null;
    this.#changes = shown;
    this.field.value = shown.message.text ?? shown.message.caption ?? "";
    this.#tellAbout(`Mengubah: ${summary(shown.message)}`);
  }

  /** Forget what the next message was to answer or change. */
  quiet() {
    this.#answers = this.#changes = null;
    this.about.hidden = true;
  }

  #tellAbout(words) {
    const stop = () => {
      if (this.#changes) this.field.value = "";
      this.quiet();
      this.field.focus();
    };
    this.about.replaceChildren(el("span", {}, words), button("✕", stop, { aria: { label: "Urungkan" } }));
    this.about.hidden = false;
    this.field.focus();
  }

  // What attachments take along: the written text as caption, and what they answer.
  #take = () => {
    const taken = { caption: this.field.value.trim(), ...(this.#answers && { on: this.#answers.message.message_id }) };
    this.field.value = "";
    this.#typed();
    this.quiet();
    return taken;
  };

  async #send() {
    const text = this.field.value.trim();
    if (!text) return;
    const order = this.#changes
      ? { do: "edits", on: this.#changes.message.message_id, text }
      : { do: "says", text, ...(this.#answers && { on: this.#answers.message.message_id }) };
    this.field.value = "";
    this.#typed();
    this.quiet();
    if (!(await this.phone.send(order))) this.field.value = text;
  }

  async #begin() {
    const blocked = this.phone.head.blocked;
    await this.phone.send(blocked ? { do: "unblocks" } : { do: "says", text: "/start" });
    await this.phone.load();
    this.field.focus();
  }

  #key(event) {
    const open = !this.hints.hidden;
    const picked = this.hints.querySelector("[aria-selected=true]");
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (open && picked) this.#choose(picked.dataset.command);
      else this.form.requestSubmit();
    } else if (event.key === "Escape" && open) this.hints.hidden = true;
    else if (event.key === "Escape" && !this.about.hidden) this.about.querySelector("button").click();
    else if (open && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      const all = [...this.hints.children];
      const at = all.indexOf(picked) + (event.key === "ArrowDown" ? 1 : -1);
      for (const each of all) each.setAttribute("aria-selected", "false");
      const next = all[(at + all.length) % all.length];
      next?.setAttribute("aria-selected", "true");
      next?.scrollIntoView({ block: "nearest" });
    }
  }

  async #typed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(120, this.field.scrollHeight)}px`;
    const begun = /^\/(\w*)$/.exec(this.field.value);
    if (!begun) return void (this.hints.hidden = true);
    if (begun[1] === "") await this.#fetchCommands();
    this.#hint(begun[1].toLowerCase());
  }

  async #allCommands() {
    await this.#fetchCommands();
    if (this.hints.hidden) this.#hint("");
    else this.hints.hidden = true;
    this.field.focus();
  }

  async #fetchCommands() {
    const { chat } = this.phone.head;
    this.#commands = await get(`menu?chat=${chat.id}&as=${encodeURIComponent(this.phone.speaker)}`).catch(() => ({}));
  }

  #hint(begun) {
    const fitting = Object.entries(this.#commands).filter(([name]) => name.startsWith(begun));
    this.hints.replaceChildren(
      ...fitting.map(([name, words]) => {
        const choose = () => this.#choose(name);
        const hint = el(
          "li",
          { role: "option", data: { command: name }, onclick: choose },
          el("b", {}, `/${name}`),
          " ",
          words,
        );
        hint.setAttribute("aria-selected", "false");
        return hint;
      }),
    );
    this.hints.hidden = fitting.length === 0;
  }

  #choose(name) {
    this.hints.hidden = true;
    this.field.value = "";
    this.quiet();
    const group = !this.phone.private && ["member", "administrator", "restricted"].includes(this.phone.head.bot_status);
    this.phone.send({ do: "says", text: `/${name}${group ? `@${this.phone.head.bot.username}` : ""}` });
    this.field.focus();
  }

  #paste(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    sendFiles(this.phone, files, this.#take());
  }
}

function named({ name, status }) {
  return status === "administrator" || status === "creator" ? `${name} (admin)` : name;
}
