// The guided tours: what to do, and how the feed of events tells that it has happened.

const NUMBER = /[A-Z]{2,5}-\d{4}-\d{4,}-\d/;

const text = (event) => event.message?.text ?? event.message?.caption ?? "";
const bot = (event) => event.from_bot && (event.event === "message" || event.event === "edited");
const asks = (words) => (event, memory) => bot(event) && event.chat.id === memory.chat && text(event).includes(words);
const about = (event, memory) => bot(event) && memory.number !== undefined && text(event).includes(memory.number);

/** The bot's words in any private chat; the conversation that is followed from then on. */
const begins = (words) => (event, memory) => {
  if (!bot(event) || event.chat.type !== "private" || !text(event).includes(words)) return false;
  memory.chat = event.chat.id;
  return true;
};

const received = (event, memory) => {
  if (!asks("sudah kami terima")(event, memory)) return false;
  memory.number = text(event).match(NUMBER)?.[0];
  return memory.number !== undefined;
};
const called = (event, memory) => about(event, memory) && event.chat.id !== memory.chat;
const taken = (event, memory) => called(event, memory) && text(event).includes("Sudah ada petugas:");

/** The report has climbed to so many different people. */
const climbed = (times) => (event, memory) => {
  memory.climbed ??= new Set();
  if (called(event, memory) && text(event).includes("Belum ada yang mengambil laporan ini dalam")) {
    memory.climbed.add(event.chat.id);
  }
  return memory.climbed.size >= times;
};

/** Somebody took a report: the one that is followed from then on. */
const accepted = (event, memory) => {
  if (memory.number || !bot(event) || event.chat.type !== "private" || !text(event).includes("Sudah ada petugas:"))
    return false;
  memory.number = text(event).match(NUMBER)?.[0];
  return memory.number !== undefined;
};

const wrote = (event, memory) => {
  if (event.from_bot || event.event !== "message" || event.chat.id !== memory.chat) return false;
  memory.words = text(event);
  return memory.words !== "" && !memory.words.startsWith("/");
};

/** Title, the phones it takes, and its steps: words to read, and a test of an event against what was seen so far. */
export const TOURS = [
  {
    title: "Laporkan politik uang",
    phones: ["Warga", "Petugas Polsek Dumai Timur"],
    steps: [
      ["HP Warga: ketik /lapor (setujui dulu bila diminta).", begins("Apa yang ingin Anda laporkan")],
      ["Ceritakan dengan satu kalimat, misalnya: tadi malam ada bagi-bagi amplop.", asks("Di mana kejadiannya")],
      ["Pilih Dumai Timur dan kelurahannya, sebutkan TPS-nya.", asks("Periksa dulu")],
      ["Kirim foto sebagai bukti.",
        (event, memory) => !event.from_bot && event.chat.id === memory.chat && Boolean(event.message?.photo)],
      ["Baca ringkasannya, tekan Kirim sekarang: Warga mendapat nomor.", received],
      ["Petugas Polsek dipanggil.", called],
      ["HP petugas: tekan Terima.", taken],
      ["HP petugas: tekan Selesai, pilih hasilnya.",
        (event, memory) => called(event, memory) && text(event).includes("Hasil:")],
      ["Warga mendapat kabar bahwa laporannya ditangani.", asks("selesai dengan catatannya")],
    ],
  },
  {
    title: "Tangani laporan",
    phones: ["Petugas Polsek Dumai Timur", "Warga 2"],
    steps: [
      ["HP Petugas: baca panggilannya, tekan Terima.", accepted],
      ["Tekan Menuju lokasi, lalu Di lokasi.",
        (event, memory) => about(event, memory) && text(event).includes("Petugas di lokasi:")],
      ["Tekan Selesai, pilih hasilnya.", (event, memory) => about(event, memory) && text(event).includes("Hasil:")],
      ["HP Warga 2 mendapat kabar, tanpa tahu siapa petugasnya.",
        (event, memory) => about(event, memory) && text(event).includes("selesai dengan catatannya")],
    ],
  },
  {
    title: "Siarkan imbauan",
    phones: ["Kabag Ops", "Kapolres", "Grup TPS 1 Jaya Mukti"],
    steps: [
      ["HP Kabag Ops: ketik /siaran, tekan Tulis siaran.", begins("Kirim isi siarannya")],
      ["Tulis imbauannya, misalnya: Mari jaga suasana tetap tenang.", wrote],
      ["Pilih Imbauan, lalu tujuan Grup dan Lanjut.", asks("Wilayah mana")],
      ["Pilih Seluruh wilayah.", asks("Kapan dikirim")],
      ["Pilih Sekarang, baca ringkasannya.", asks("Periksa dulu")],
      ["Tekan Minta persetujuan.", asks("Permintaan persetujuan sudah dikirim")],
      ["Kapolres diminta menyetujui: bukan penyusunnya sendiri.",
        (event, memory) => bot(event) && event.chat.id !== memory.chat && text(event).includes("Mohon persetujuan")],
      ["HP Kapolres: tekan Setujui.",
        (event, memory) => bot(event) && event.chat.id !== memory.chat && text(event).includes("Disetujui")],
      ["Imbauan tiba di grup TPS.",
        (event, memory) => bot(event) && event.chat.type !== "private" && Boolean(memory.words) &&
          text(event).includes(memory.words)],
    ],
  },
  {
    title: "Eskalasi tanpa jawaban",
    phones: ["Warga", "Petugas Polsek Dumai Timur", "Kapolsek Dumai Timur", "Kabag Ops"],
    steps: [
      ["HP Warga: buat laporan dengan /lapor, di Dumai Timur.", begins("Apa yang ingin Anda laporkan")],
      ["Isi sampai selesai, tekan Kirim sekarang.", received],
      ["Petugas Polsek dipanggil. Jangan tekan apa pun.", called],
      ["Lompat +3 menit berkali-kali, atau +1 jam: laporan naik satu tingkat.", climbed(1)],
      ["Lompat lagi: laporan naik ke tingkat berikutnya.", climbed(2)],
      ["Tekan Terima di salah satu HP: laporan berhenti naik.", taken],
    ],
  },
];
