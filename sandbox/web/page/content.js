// What a message carries beside its text: pictures, files, sounds, places, contacts, polls, and the chat's own notes.

import { el } from "./dom.js";
import { map } from "./map.js";
import { poll } from "./poll.js";

/** Nodes for what `message` carries; `act` does what taps ask for. */
export function carried(message, act) {
  if (message.photo) return [picture(message.photo.at(-1))];
  if (message.animation) return [player("video", message.animation)];
  if (message.video) return [player("video", message.video)];
  if (message.video_note) return [player("video", message.video_note)];
  if (message.voice) return [player("audio", message.voice)];
  if (message.audio) return [player("audio", message.audio)];
  if (message.document) return [file(message.document)];
  if (message.sticker) return [el("span", { className: "sticker" }, message.sticker.emoji ?? "🙂")];
  if (message.dice) return [el("span", { className: "sticker" }, `${message.dice.emoji} ${message.dice.value}`)];
  if (message.venue)
    return [map(message.venue.location), el("b", {}, message.venue.title), el("span", {}, message.venue.address)];
  if (message.location?.live_period) return [map(message.location), el("b", {}, "📡 Lokasi langsung")];
  if (message.location) return [map(message.location)];
  if (message.contact) return [contact(message.contact)];
  if (message.poll) return [poll(message, act)];
  return [];
}

/** The chat's own note, such as who came in; empty for a message of a person. */
export function note(message) {
  const names = (users) => users.map((user) => user.first_name).join(", ");
  const by = message.from?.first_name ?? "";
  if (message.new_chat_members) {
    const alone = message.new_chat_members.length === 1 && message.new_chat_members[0].id === message.from?.id;
    return alone ? `${by} bergabung` : `${by} menambahkan ${names(message.new_chat_members)}`;
  }
  if (message.left_chat_member) {
    const itself = message.left_chat_member.id === message.from?.id;
    return itself ? `${by} keluar` : `${by} mengeluarkan ${message.left_chat_member.first_name}`;
  }
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return "Grup ini menjadi supergrup";
  if (message.new_chat_title) return `Nama diganti menjadi ${message.new_chat_title}`;
  if (message.forum_topic_created) return `Topik dibuat: ${message.forum_topic_created.name}`;
  if (message.forum_topic_closed) return "Topik ditutup";
  if (message.forum_topic_reopened) return "Topik dibuka lagi";
  if (message.pinned_message) return "Pesan disematkan";
  return "";
}

/** One line that stands for a message: in a reply, a pin or what a screen reader hears. */
export function summary(message) {
  const words = message.text ?? message.caption;
  if (words) return words.length > 90 ? `${words.slice(0, 89)}…` : words;
  const kind = Object.keys(KINDS).find((key) => key in message);
  return kind ? KINDS[kind] : note(message) || "Pesan";
}

const KINDS = {
  photo: "📷 Foto",
  animation: "🎞 GIF",
  video: "🎬 Video",
  video_note: "🎬 Pesan video",
  voice: "🎤 Pesan suara",
  audio: "🎵 Audio",
  document: "📄 Berkas",
  sticker: "Stiker",
  dice: "🎲 Dadu",
  venue: "📍 Tempat",
  location: "📍 Lokasi",
  contact: "👤 Kontak",
  poll: "📊 Jajak pendapat",
};

function address(of) {
  return `/sandbox/file?id=${encodeURIComponent(of.file_id)}`;
}

function picture(photo) {
  const image = el("img", { src: address(photo), alt: "Foto", loading: "lazy" });
  return el("a", { className: "picture", href: address(photo), target: "_blank", rel: "noopener" }, image);
}

function player(tag, media) {
  const told = tag === "audio" ? `Suara, ${media.duration} detik` : `Video, ${media.duration} detik`;
  return el(
    "div",
    { className: "player" },
    el(tag, { controls: true, preload: "none", src: address(media), aria: { label: told } }),
  );
}

function file(document) {
  const name = document.file_name ?? "berkas";
  return el(
    "a",
    { className: "file", href: address(document), download: name },
    el("span", { className: "disc", aria: { hidden: "true" } }, "📄"),
    el("span", {}, el("b", {}, name), el("small", {}, weight(document.file_size ?? 0))),
  );
}

function weight(bytes) {
  const number = (value) => value.toLocaleString("id-ID", { maximumFractionDigits: 1 });
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${number(bytes / 1024)} KB` : `${number(bytes / 1024 ** 2)} MB`;
}

function contact(card) {
  return el(
    "div",
    { className: "file" },
    el("span", { className: "disc", aria: { hidden: "true" } }, "👤"),
    el(
      "span",
      {},
      el("b", {}, [card.first_name, card.last_name].filter(Boolean).join(" ")),
      el("small", {}, card.phone_number),
    ),
  );
}
