// The page's only way to the sandbox: orders out, and the feed of what people can see happen in.

/** GET /sandbox/PATH; throws an Error with the sandbox's own words where it refuses. */
export async function get(path) {
  return answered(await fetch(`/sandbox/${path}`));
}

/** POST a JSON body to /sandbox/PATH; throws as `get` does. */
export async function post(path, body = {}) {
  return answered(
    await fetch(`/sandbox/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

const listeners = new Set();
let feed = null;

/**
 * Call `listener` with every event of the feed. After the line came back, and at the start, it gets
 * {"event": "connected"}: what happened meanwhile was missed, so look again.
 * {"event": "disconnected"} says the line broke; it is taken up again by itself.
 */
export function onEvent(listener) {
  listeners.add(listener);
  if (feed === null) connect();
}

function tell(event) {
  for (const listener of listeners) listener(event);
}

function connect() {
  feed = new EventSource("/sandbox/events");
  feed.onopen = () => tell({ event: "connected" });
  feed.onmessage = (message) => tell(JSON.parse(message.data));
  feed.onerror = () => {
    tell({ event: "disconnected" });
    if (feed.readyState !== EventSource.CLOSED) return; // the browser itself tries again
    setTimeout(connect, 1000);
  };
}

async function answered(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? response.statusText);
  return body;
}
