// What a tapped button does on a phone, the bot's answer to it, and links that lead to the bot.

import { post } from "./api.js";
import { place } from "./attach.js";
import { ask } from "./dialogs.js";
import { button, el } from "./dom.js";

/** Press a button at its place on a message; true once the bot has been told. */
export async function press(phone, message, pressed, row, column, element) {
  const order = { do: "presses", on: message.message_id, row, column };
  if (pressed.url) {
    if (!follow(phone, pressed.url)) open(pressed.url, "_blank", "noopener");
    return false;
  }
  if (pressed.copy_text) {
    await navigator.clipboard?.writeText(pressed.copy_text.text).catch(() => {});
    phone.toast("Disalin");
    return false;
  }
  if (pressed.request_location) {
    const chosen = await place("Bagikan lokasi Anda ke bot?");
    if (!chosen) return false;
    Object.assign(order, chosen);
  }
  if (pressed.request_contact && !(await ask(`Bagikan nomor HP ${phone.speaker} ke bot?`, [], { yes: "Bagikan" })))
    return false;
  if (pressed.callback_data) element.setAttribute("aria-busy", "true");
  const sent = await phone.send(order);
  if (!sent) element.removeAttribute("aria-busy");
  return sent;
}

/** The bot's answer to a tap: a toast, or an alert that waits for an OK. */
export function answered(phone, { user, text, alert, url }) {
  phone.log.settle();
  const whom = phone.private ? "" : `${user.first_name}: `;
  if (url) follow(phone, url);
  if (!text) return;
  if (!alert) return phone.toast(whom + text);
  const dialog = el("dialog", { className: "alert", role: "alertdialog", aria: { label: `${whom}${text}` } });
  const done = () => dialog.close();
  dialog.append(el("p", {}, whom + text), button("OK", done));
  dialog.onclose = () => dialog.remove();
  dialog.onkeydown = (event) => event.key === "Escape" && done();
  phone.element.append(dialog);
  dialog.show();
  dialog.querySelector("button").focus();
}

/** Follow a link that opens the bot; false if it leads elsewhere. */
export function follow(phone, address) {
  const start = `https://t.me/${phone.act.bot.username}`.toLowerCase();
  const [base, query] = address.split("?");
  if (base.toLowerCase() !== start) return false;
  const payload = new URLSearchParams(query).get("start") ?? "";
  post("act", { as: phone.speaker, do: "opens", text: payload }).catch((refusal) => phone.toast(refusal.message));
  return true;
}
