// The card that greets: what this page is, in three sentences, and three roads into it.

import { button, el } from "./dom.js";
import { play } from "./stories.js";

const READ = "siaga-sandbox-welcomed"; // whether the card was put away, over a reload
const card = document.getElementById("welcome");

const ROADS = [
  ["👤 Warga", "melaporkan kejadian", "Laporkan politik uang"],
  ["👮 Petugas", "menerima laporan", "Tangani laporan"],
  ["⭐ Pimpinan", "menyiarkan imbauan", "Siarkan imbauan"],
];

function build() {
  const away = button("✕", () => show(false), { className: "away", aria: { label: "Tutup perkenalan" } });
  card.append(
    away,
    el("h2", {}, "Selamat datang"),
    el("p", {}, "Di sini bot Siaga dicoba tanpa Telegram: warga melapor, petugas menangani, pimpinan menyiarkan. ",
      "Setiap HP milik satu orang, dan yang menjawab adalah bot yang sebenarnya. ",
      "Semua tinggal di komputer ini, jadi tekan apa saja tanpa takut salah."),
    el("p", {}, "Mau mencoba sebagai siapa?"),
    el("div", { className: "roads" }, ROADS.map(([who, what, tour]) =>
      button([el("b", {}, who), el("span", {}, what)], () => {
        show(false);
        play(tour);
      }))));
}

/** Show the card, or put it away for good; whoever goes by keyboard goes on at the phones. */
function show(shown) {
  card.hidden = !shown;
  (shown ? card.querySelector(".roads button") : document.getElementById("phones")).focus();
  localStorage.setItem(READ, shown ? "" : "yes");
}

build();
card.hidden = localStorage.getItem(READ) === "yes";
document.getElementById("stories").append(button("👋 Perkenalan", () => show(true), { className: "intro" }));
