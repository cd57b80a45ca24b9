// One message as it shows in a conversation.

import { carried, note, summary } from "./content.js";
import { button, el } from "./dom.js";
import { keyboard } from "./keyboards.js";
import { formatted } from "./text.js";
import { clockOf } from "./times.js";

/**
 * The element of a message as the feed tells it. `act` does what taps ask for; `act.mine(message)` tells whether
 * it stands on the right, `act.grouped` whether names are shown.
 */
export function bubble(shown, act) {
  const { message, keyboard: markup } = shown;
  const id = { message: message.message_id };
  const told = note(message);
  if (told) return el("div", { className: "note", data: id }, told);
  const mine = act.mine(shown);
  const sender = message.sender_chat?.title ?? message.from?.first_name ?? "";
  const rich = carried(message, act);
  const words = message.text ?? message.caption ?? "";
  const body = el(
    "div",
    { className: rich.length ? "body rich" : "body" },
    topic(message, act),
    act.grouped && !mine && el("b", { className: `name hue${Math.abs(message.from?.id ?? 0) % 6}` }, sender),
    forwarded(message),
    answered(message, act),
    rich,
    words && el("div", { className: "words" }, formatted(words, message.entities ?? message.caption_entities, act)),
    reactions(shown),
    el(
      "span",
      { className: "when" },
      message.edit_date ? "diubah " : "",
      el("time", { dateTime: new Date(message.date * 1000).toISOString() }, clockOf(message.date)),
    ),
    button("⋯", (event) => act.menu(shown, event.currentTarget), {
      className: "more",
      aria: { label: `Pilihan pesan: ${summary(message)}` },
    }),
  );
  return el(
    "article",
    {
      className: mine ? "message mine" : "message",
      data: id,
      tabIndex: -1,
      aria: { label: `${sender}, ${clockOf(message.date)}` },
    },
    body,
    markup?.inline_keyboard && keyboard(markup, (...press) => act.press(message, ...press), "inline"),
  );
}

function topic(message, act) {
  const name = message.is_topic_message && act.topic?.(message.message_thread_id);
  return name ? el("small", { className: "topic" }, `# ${name}`) : null;
}

function forwarded(message) {
  const from = message.forward_origin;
  if (!from) return null;
  const name = from.sender_user?.first_name ?? from.sender_user_name ?? from.chat?.title ?? from.sender_chat?.title;
  return el("small", { className: "forwarded" }, `Diteruskan dari ${name}`);
}

function answered(message, act) {
  const to = message.reply_to_message;
  if (!to) return null;
  return button(
    [
      el("b", {}, to.sender_chat?.title ?? to.from?.first_name ?? ""),
      el("span", {}, message.quote?.text ?? summary(to)),
    ],
    () => act.show(to.message_id),
    { className: "quote" },
  );
}

function reactions(shown) {
  return shown.reactions?.length ? el("span", { className: "reactions" }, shown.reactions.join(" ")) : null;
}
