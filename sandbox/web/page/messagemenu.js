// What one can do with a message.

import { get } from "./api.js";
import { place } from "./attach.js";
import { ask, choice } from "./dialogs.js";

/** Menu entries for a message on a phone. */
export function messageMenu(phone, shown) {
  const { message } = shown;
  const on = message.message_id;
  const mine = phone.act.mine(shown) && !message.sender_chat;
  const words = message.text ?? message.caption;
  return [
    ["↩️ Balas", () => phone.composer.answerTo(shown)],
    mine && words !== undefined && ["✏️ Ubah", () => phone.composer.change(shown)],
    mine && message.location?.live_period && ["📡 Pindah tempat", () => move(phone, on)],
    words && navigator.clipboard && ["📋 Salin", () => navigator.clipboard.writeText(words).catch(() => {})],
    ["➡️ Teruskan", () => forward(phone, on)],
    ["👍 Beri reaksi", () => phone.send({ do: "reacts", on, emoji: "👍" })],
    ["🗑 Hapus", () => phone.send({ do: "deletes", on })],
  ];
}

async function move(phone, on) {
  const chosen = await place("Sekarang di mana?");
  if (chosen) await phone.send({ do: "moves", on, ...chosen });
}

async function forward(phone, on) {
  const all = await get("phones");
  const groups = all.filter((each) => each.members?.some((member) => member.name === phone.speaker));
  const options = [["", `Obrolan ${phone.speaker} dengan bot`], ...groups.map(({ chat }) => [chat.title, chat.title])];
  const chosen = await ask("Teruskan ke mana?", choice("Ke", "to", options), { yes: "Teruskan" });
  if (chosen) await phone.send({ do: "forwards", on, to: chosen.to });
}
