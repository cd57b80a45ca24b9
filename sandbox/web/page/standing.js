// The line below a phone's name: whom it speaks with, or what kind of group it is and what the bot may do there.

/** The line for a conversation, from its head as the sandbox tells it. */
export function standing({ chat, bot, bot_status: status, members, blocked, silenced }) {
  if (chat.type === "private") return blocked ? `Memblokir ${bot.first_name}` : `dengan ${bot.first_name}`;
  const kind = { group: "grup", supergroup: chat.is_forum ? "forum" : "supergrup", channel: "saluran" }[chat.type];
  const allowed = { administrator: "admin", creator: "admin", member: "anggota", restricted: "tanpa hak menulis" }[
    status
  ];
  const quiet = silenced ? ", dibungkam" : "";
  return `${kind}, ${members.length} orang, bot ${allowed ? allowed + quiet : "tidak di dalam"}`;
}
