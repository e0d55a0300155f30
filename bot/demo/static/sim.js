// The simulated Telegram server: its JSON control API, on its own port.

const WAIT_SECONDS = 20;
const RETRY_MS = 1500;

export class Sim {
  constructor(origin, onConnection) {
    this.origin = origin;
    this.onConnection = onConnection;
  }

  url(path) {
    return new URL(path, this.origin).href;
  }

  // A form goes as it is, with its file; anything else as JSON.
  async post(path, body = {}) {
    const json = { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(this.url(path), { method: "POST", ...(body instanceof FormData ? { body } : json) });
    const words = await answer.text();
    if (!answer.ok) throw new Error(`Không làm được: ${errorIn(words) || answer.status}`);
  }

  // Long-polls `path` until `signal` aborts; each answer that is new goes to `onAnswer`.
  // Nothing is asked while the browser shows another tab: a browser opens only six connections to a host.
  async follow(path, signal, onAnswer) {
    let since = null;
    while (!signal.aborted) {
      await untilVisible();
      const request = abortedBy(signal);
      const query = since === null ? "since=0&wait=0" : `since=${since}&wait=${WAIT_SECONDS}`;
      try {
        const answer = await fetch(`${this.url(path)}?${query}`, { signal: request.signal, cache: "no-store" });
        if (!answer.ok) throw new Error(String(answer.status));
        const view = await answer.json();
        this.onConnection(true);
        if (!signal.aborted) onAnswer(view);
        since = view.version;
      } catch {
        if (signal.aborted || document.hidden) continue;
        this.onConnection(false);
        since = null;
        await new Promise((wake) => setTimeout(wake, RETRY_MS));
      } finally {
        request.abort(); // its listeners go with it
      }
    }
  }
}

function errorIn(words) {
  try {
    return JSON.parse(words).error;
  } catch {
    return words;
  }
}

function untilVisible() {
  if (!document.hidden) return Promise.resolve();
  return new Promise((wake) => {
    const look = () => {
      if (document.hidden) return;
      document.removeEventListener("visibilitychange", look);
      wake();
    };
    document.addEventListener("visibilitychange", look);
  });
}

// Aborts with `signal`, and as soon as the browser shows another tab.
function abortedBy(signal) {
  const request = new AbortController();
  const own = { signal: request.signal };
  signal.addEventListener("abort", () => request.abort(), own);
  document.addEventListener("visibilitychange", () => document.hidden && request.abort(), own);
  return request;
}
