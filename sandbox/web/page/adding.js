// The button that adds a phone: of somebody who is there already, of a new person, of a new group or channel.

import { get, post } from "./api.js";
import { ask, choice, field, menu } from "./dialogs.js";
import { el } from "./dom.js";

/** Offer, beside an element, whose phone to open; `isOpen` and `openPhone` take a chat's id. */
export async function add(beside, isOpen, openPhone) {
  const all = (await get("phones")).filter((each) => !isOpen(each.chat.id));
  menu(beside, [
    ["👤 Orang baru", () => newPerson(openPhone)],
    ["👥 Grup atau saluran baru", () => newGroup(openPhone)],
    ...all.map((each) => [`Buka: ${each.person ?? each.chat.title}`, () => openPhone(each.chat.id)]),
  ], { search: "Cari orang atau grup" });
}

async function newPerson(openPhone) {
  let made;
  const body = [
    field("Nama", "name", { required: true, maxLength: 64, placeholder: "misalnya Warga Bukit" }),
    choice("Bahasa Telegram", "language_code", [
      ["id", "Bahasa Indonesia"],
      ["en", "English"],
    ]),
  ];
  await ask("Orang baru", body, { yes: "Tambah", check: async (values) => (made = await post("people", values)) });
  if (made) (await openPhone(made.user.id))?.element.querySelector(".start").focus();
}

async function newGroup(openPhone) {
  let made;
  const people = (await get("people")).map((each) => each.name);
  const members = people.map((name, number) =>
    el("label", { className: "tick" }, el("input", { type: "checkbox", value: name, checked: number === 0 }), name),
  );
  const boxes = el("fieldset", {}, el("legend", {}, "Anggota (yang pertama menjadi admin)"), members);
  const kinds = [
    ["group", "Grup"],
    ["supergroup", "Supergrup"],
    ["forum", "Forum bertopik"],
    ["channel", "Saluran"],
  ];
  const bot = el(
    "label",
    { className: "tick" },
    el("input", { type: "checkbox", name: "bot", checked: true }),
    "Bot ikut di dalam",
  );
  const check = async ({ title, kind, bot: joins }) => {
    const ticked = [...boxes.querySelectorAll("input:checked")].map((box) => box.value);
    made = await post("groups", { title, kind, members: ticked, admins: ticked.slice(0, 1), bot: joins === "on" });
  };
  const body = [
    field("Nama", "title", { required: true, maxLength: 64, placeholder: "misalnya RT 03" }),
    choice("Jenis", "kind", kinds),
    boxes,
    bot,
  ];
  await ask("Grup atau saluran baru", body, { yes: "Buat", check });
  if (made) await openPhone(made.id);
}
