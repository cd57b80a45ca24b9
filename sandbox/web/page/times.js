// Times as the bot writes them: in the resort's zone, with a dot.

let clock;
let day;

/** Show times in this zone from now on, such as Asia/Jakarta. */
export function useZone(timeZone) {
  clock = new Intl.DateTimeFormat("id-ID", { timeZone, hour: "2-digit", minute: "2-digit" });
  day = new Intl.DateTimeFormat("id-ID", { timeZone, weekday: "long", day: "numeric", month: "long" });
}

/** `06.00` for seconds since 1970. */
export function clockOf(seconds) {
  return clock.format(seconds * 1000).replace(":", ".");
}

/** `Rabu, 27 November`. */
export function dayOf(seconds) {
  return day.format(seconds * 1000);
}

useZone("Asia/Jakarta");
