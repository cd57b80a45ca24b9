// What one can attach: pictures, files, sounds, a place, a contact, a poll.

import { ask, choice, field } from "./dialogs.js";
import { button, el } from "./dom.js";
import { chooser, numbers } from "./map.js";

const HEAVY = 36 * 1024 * 1024; // more does not fit into the sandbox's largest request once it is written as text
const DUMAI = { latitude: 1.6667, longitude: 101.4333 };

/** The entries of the attachment menu. `take()` gives the caption, and what is answered, when it comes to sending. */
export function attachments(phone, take) {
  const pick = (properties, kind) => () => choose(properties, (files) => sendFiles(phone, files, take(), kind));
  return [
    ["🖼 Foto atau video", pick({ accept: "image/*,video/*", multiple: true })],
    ["📷 Kamera", pick({ accept: "image/*", capture: "environment" })],
    ["📄 Berkas (utuh, tidak dikecilkan)", pick({ multiple: true }, "document")],
    ["🎤 Rekaman suara", pick({ accept: "audio/*" }, "voice")],
    ["⭕ Pesan video", pick({ accept: "video/*" }, "video_note")],
    ["📍 Lokasi", () => sendPlace(phone, "location", "Lokasi mana yang dikirim?")],
    ["📡 Lokasi langsung", () => sendPlace(phone, "live", "Dari mana Anda berangkat?")],
    ["👤 Nomor saya", () => phone.send({ do: "contact" })],
    ["📊 Jajak pendapat", () => sendPoll(phone)],
    ["👍 Stiker", () => phone.send({ do: "sticker" })],
    ["➡️ Terusan dari luar", () => relay(phone)],
  ];
}

/** Send files as photos, videos, voices or documents; several pictures become an album. */
export async function sendFiles(phone, files, taken, kind = "") {
  const fitting = files.filter((file) => file.size <= HEAVY);
  if (fitting.length < files.length) phone.toast("Berkas lebih dari 36 MB tidak muat di kotak pasir");
  if (!fitting.length) return;
  const items = await Promise.all(
    fitting.map(async (file) => ({ kind: kind || kindOf(file), name: file.name, data: await encoded(file) })),
  );
  const pictures = items.every((item) => ["photo", "video"].includes(item.kind));
  const fits = fitting.reduce((sum, file) => sum + file.size, 0) <= HEAVY;
  if (items.length > 1 && fits && (pictures || kind === "document")) {
    for (let at = 0; at < items.length; at += 10) {
      await phone.send({ do: "album", items: items.slice(at, at + 10), ...(at ? {} : taken) }); // ten fit in an album
    }
    return;
  }
  let about = taken;
  for (const item of items) {
    await phone.send({ do: item.kind, data: item.data, name: item.name, ...about });
    about = {};
  }
}

/** Bytes as the controls take them. */
export function encoded(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** Ask for a place on the map; null if there is none. */
export async function place(title) {
  let chosen = DUMAI;
  const typed = field("Lintang, bujur", "place", { value: numbers(DUMAI), inputMode: "text" });
  const input = typed.querySelector("input");
  const board = chooser(DUMAI, (to) => {
    chosen = to;
    input.value = numbers(to);
  });
  input.onchange = () => {
    const [latitude, longitude] = input.value.split(",").map(Number);
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return;
    chosen = { latitude, longitude };
    board.moveTo(chosen);
  };
  const here = button("Tempat saya sebenarnya", () =>
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      chosen = { latitude: coords.latitude, longitude: coords.longitude };
      input.value = numbers(chosen);
      board.moveTo(chosen);
    }),
  );
  return (await ask(title, [board.element, typed, here], { yes: "Bagikan" })) ? chosen : null;
}

async function sendPlace(phone, deed, title) {
  const chosen = await place(title);
  if (chosen) await phone.send({ do: deed, ...chosen });
}

/** Forward something that somebody who is not in the sandbox wrote. */
async function relay(phone) {
  const body = [
    choice("Dari", "kind", [
      ["channel", "Saluran"],
      ["chat", "Grup"],
      ["user", "Seseorang"],
      ["hidden_user", "Seseorang yang menyembunyikan akunnya"],
    ]),
    field("Namanya", "name", { required: true, maxLength: 64, placeholder: "misalnya Kabar Kota" }),
    el("label", {}, "Isinya", el("textarea", { name: "text", rows: 3, required: true, maxLength: 4096 })),
  ];
  const asked = await ask("Terusan dari luar", body, { yes: "Teruskan" });
  if (asked) await phone.send({ do: "relays", ...asked });
}

async function sendPoll(phone) {
  const options = el("textarea", { name: "options", rows: 4, required: true, placeholder: "Satu pilihan per baris" });
  const body = [
    field("Pertanyaan", "question", { required: true, maxLength: 300 }),
    el("label", {}, "Pilihan", options),
  ];
  const asked = await ask("Jajak pendapat", body, { yes: "Kirim" });
  if (!asked) return;
  const lines = asked.options
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  await phone.send({ do: "poll", question: asked.question, options: lines });
}

function choose(properties, then) {
  const { capture, ...rest } = properties;
  const input = el("input", { type: "file", hidden: true, ...rest });
  if (capture) input.setAttribute("capture", capture);
  input.onchange = () => {
    then([...input.files]);
    input.remove();
  };
  input.oncancel = () => input.remove();
  document.body.append(input); // so that it can be found, and is not collected while the choice is open
  input.click();
}

function kindOf(file) {
  if (/^image\/(jpeg|png|webp)$/.test(file.type)) return "photo";
  return file.type.startsWith("video/") ? "video" : "document";
}
