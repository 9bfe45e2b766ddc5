// Committed changes of calls arrive here; the parts of the page that show them fetch themselves anew.
const root = document.documentElement;
const longest = 30_000;
const looksEvery = 5000;

const announce = change => {
  htmx.trigger(document.body, 'callChanged', change);
  htmx.trigger(document.body, `call-${change.callId}`, change);
  if (!document.querySelector(`[data-call-row="${change.callId}"]`)) htmx.trigger(document.body, 'callsStale', change);
};

const catchUp = () => htmx.trigger(document.body, 'liveAgain');

const sign = state => { root.dataset.liveState = state; };

const delay = attempt => Math.min(longest, 500 * 2 ** Math.min(attempt, 8)) * (0.75 + Math.random() / 2);

const connect = () => {
  const connection = new signalR.HubConnectionBuilder()
    .withUrl(root.dataset.hub)
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: context => delay(context.previousRetryCount) })
    .configureLogging(signalR.LogLevel.None)
    .build();

  let attempt = 0;
  const start = async () => {
    try {
      await connection.start();
      sign('here');
      if (attempt > 0 || document.querySelector('.is-live')) catchUp();
      attempt = 0;
    } catch {
      sign('away');
      setTimeout(start, delay(attempt++));
    }
  };

  connection.on('callChanged', announce);
  connection.on('myCallChanged', change => htmx.trigger(document.body, 'myCallChanged', change));
  connection.onreconnecting(() => sign('away'));
  connection.onreconnected(() => { sign('here'); catchUp(); });
  connection.onclose(() => { attempt = 1; sign('away'); setTimeout(start, delay(1)); });
  start();
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
