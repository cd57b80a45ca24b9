// Times as the bot writes them: WIB, with a dot.

const ZONE = "Asia/Jakarta";
const clock = new Intl.DateTimeFormat("id-ID", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("id-ID", { timeZone: ZONE, weekday: "long", day: "numeric", month: "long" });

/** `06.00` for seconds since 1970. */
export function clockOf(seconds) {
  return clock.format(seconds * 1000).replace(":", ".");
}

/** `Rabu, 27 November`. */
export function dayOf(seconds) {
  return day.format(seconds * 1000);
}
