// What one can do with a whole conversation: name it, block the bot, let people and the bot in and out.

import { get, post } from "./api.js";
import { ask, choice, field } from "./dialogs.js";

/** Menu entries for a phone. */
export function chatMenu(phone) {
  const { chat, blocked, bot_status: status } = phone.head;
  const rename = ["✏️ Ganti nama", () => renamed(phone)];
  if (phone.private) {
    return [
      rename,
      blocked
        ? ["Buka blokir bot", () => standing(phone, "unblocks")]
        : ["🚫 Blokir bot", () => standing(phone, "blocks")],
    ];
  }
  const inside = ["member", "administrator", "creator", "restricted"].includes(status);
  const admin = status === "administrator";
  const channel = chat.type === "channel";
  const happens = (words, what) => [words, () => phone.change({ do: what })];
  return [
    rename,
    ["👤 Tambah anggota", () => added(phone)],
    ["👤 Atur anggota", () => managed(phone)],
    inside ? happens("🤖 Keluarkan bot", "removes_bot") : happens("🤖 Masukkan bot", "adds_bot"),
    inside &&
      !channel &&
      (admin
        ? happens("🤖 Jadikan bot anggota biasa", "demotes_bot")
        : happens("🤖 Jadikan bot admin", "promotes_bot")),
    inside && !channel && happens("🤐 Cabut hak menulis bot", "loses_right_to_write"),
    inside && !channel && happens("💬 Kembalikan hak menulis bot", "gets_right_to_write"),
    chat.type === "group" && happens("⬆️ Jadikan supergrup", "becomes_supergroup"),
    chat.is_forum && ["# Topik baru", () => opened(phone)],
    chat.is_forum && ["# Atur topik", () => arranged(phone)],
    ["🗑 Hapus grup", () => deleted(phone)],
  ];
}

async function standing(phone, what) {
  await phone.send({ do: what });
  await phone.load();
}

async function deleted(phone) {
  if (!(await ask(`Hapus ${phone.name}?`, [], { yes: "Hapus" }))) return;
  await phone.change({ do: "deletes" });
  phone.close();
}

async function renamed(phone) {
  const whose = phone.private ? { person: phone.head.person } : { group: phone.head.chat.title };
  const check = ({ name }) => post("change", { do: "renames", name, ...whose });
  const body = field("Nama baru", "name", { value: phone.name, required: true, maxLength: 64 });
  if (await ask("Ganti nama", body, { yes: "Ganti", check })) await phone.load();
}

async function added(phone) {
  const here = new Set(phone.head.members.map((each) => each.name));
  const others = (await get("people")).filter((each) => !here.has(each.name)).map((each) => [each.name, each.name]);
  const body = [
    choice("Siapa", "person", [...others, ["", "Orang baru:"]]),
    field("Nama orang baru", "fresh", { maxLength: 64 }),
  ];
  const who = await ask("Tambah anggota", body, { yes: "Tambah" });
  const name = who && (who.fresh.trim() || who.person);
  if (!name) return;
  const what = phone.head.chat.type === "channel" ? "promotes" : "joins";
  await phone.change({ do: what, person: name });
}

async function opened(phone) {
  const named = await ask("Topik baru", field("Namanya", "name", { required: true, maxLength: 128 }), { yes: "Buat" });
  if (named) await phone.change({ do: "opens_topic", ...named });
}

async function arranged(phone) {
  const topics = [["1", "General"], ...Object.entries(phone.head.topics)];
  const deeds = [
    ["closes_topic", "Tutup"],
    ["reopens_topic", "Buka lagi"],
    ["deletes_topic", "Hapus"],
  ];
  const body = [choice("Topik", "topic", topics), choice("Apa", "do", deeds)];
  const chosen = await ask("Atur topik", body, { yes: "Lakukan" });
  if (!chosen) return;
  await phone.change(chosen);
  await phone.load();
}

async function managed(phone) {
  const members = phone.head.members.map(({ name, status }) => [name, status === "member" ? name : `${name} (admin)`]);
  const deeds = [
    ["promotes", "Jadikan admin"],
    ["promotes_anonymous", "Jadikan admin anonim"],
    ["demotes", "Jadikan anggota biasa"],
    ["leaves", "Keluar dari grup"],
  ];
  const chosen = await ask("Atur anggota", [choice("Siapa", "person", members), choice("Apa", "do", deeds)], {
    yes: "Lakukan",
  });
  if (chosen) await phone.change(chosen);
}
