// Committed changes of calls arrive here; the parts of the page that show them fetch themselves anew.
const root = document.documentElement;
const longest = 30_000;
const looksEvery = 5000;

const announce = change => {
  htmx.trigger(document.body, 'callChanged', change);
  htmx.trigger(document.body, `call-${change.callId}`, change);
  if (change.type === 'call.ended') htmx.trigger(document.body, 'callEnded', change);
  if (!document.querySelector(`[data-call-row="${change.callId}"]`)) {
    htmx.trigger(document.body, 'callsStale', change);
    if (!['call.updated', 'call.ended'].includes(change.type)) htmx.trigger(document.body, 'callBegan', change);
  }
  // Whoever was in somebody else's call is told by nobody once out of it.
  const bar = document.getElementById('call-bar-live');
  if (bar?.dataset.call === change.callId && bar.dataset.others) htmx.trigger(document.body, 'myCallChanged', change);
};

const catchUp = () => htmx.trigger(document.body, 'liveAgain');

const sign = state => { root.dataset.liveState = state; };

const delay = attempt => Math.min(longest, 500 * 2 ** Math.min(attempt, 8)) * (0.75 + Math.random() / 2);

// The next try comes after a while, or as soon as the browser is online again.
const pause = milliseconds => new Promise(resolve => {
  const go = () => {
    clearTimeout(timer);
    removeEventListener('online', go);
    resolve();
  };
  const timer = setTimeout(go, milliseconds);
  addEventListener('online', go);
});

const connect = () => {
  const connection = new signalR.HubConnectionBuilder().withUrl(root.dataset.hub).configureLogging(signalR.LogLevel.None).build();
  connection.on('callChanged', announce);
  connection.on('myCallChanged', change => htmx.trigger(document.body, 'myCallChanged', change));

  const start = async attempt => {
    try {
      await connection.start();
      sign('here');
      if (attempt > 0 || document.querySelector('.is-live')) catchUp();
    } catch {
      retry(attempt);
    }
  };
  const retry = async attempt => {
    sign('away');
    await pause(delay(attempt));
    await start(attempt + 1);
  };

  connection.onclose(() => retry(0));
  start(0);
};

// While nothing arrives, the page looks for itself every few seconds, and says that it may be late.
const look = () => {
  if (root.dataset.liveState === 'here') return;
  sign('away');
  if (!document.hidden && navigator.onLine) catchUp();
};

if (root.dataset.hub) {
  connect();
  setInterval(look, looksEvery * (0.8 + Math.random() * 0.4));
}
