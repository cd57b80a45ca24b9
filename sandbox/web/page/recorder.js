// Voice messages from the microphone.

import { encoded } from "./attach.js";
import { button } from "./dom.js";

/** A button: the first press records, the second one sends. Hidden where there is no microphone to ask for. */
export class Recorder {
  #recorder = null;

  constructor(phone) {
    this.phone = phone;
    this.element = button("🎤", () => this.#toggle(), {
      className: "record",
      aria: { label: "Rekam suara", pressed: "false" },
    });
    this.element.hidden = !navigator.mediaDevices || typeof MediaRecorder === "undefined";
  }

  async #toggle() {
    if (this.#recorder) return this.#recorder.stop();
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return this.phone.toast("Mikrofon tidak bisa dipakai di sini. Kirim rekaman lewat 📎.");
    }
    const pieces = [];
    const begun = performance.now();
    const recorder = new MediaRecorder(stream);
    recorder.ondataavailable = (event) => pieces.push(event.data);
    recorder.onstop = async () => {
      for (const track of stream.getTracks()) track.stop();
      this.#recorder = null;
      this.element.setAttribute("aria-pressed", "false");
      const seconds = Math.max(1, Math.round((performance.now() - begun) / 1000));
      await this.phone.send({ do: "voice", data: await encoded(new Blob(pieces)), seconds });
    };
    recorder.start();
    this.#recorder = recorder;
    this.element.setAttribute("aria-pressed", "true");
  }
}
