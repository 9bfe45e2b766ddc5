import twilio from 'twilio';

// Twilio's client knows hosts of twilio.com only; its requests go to the sandbox instead, otherwise unchanged.
class SandboxRequestClient extends twilio.RequestClient {
  constructor(sandbox) {
    super();
    this.sandbox = sandbox;
  }

  request(options) {
    return super.request({ ...options, uri: options.uri.replace('https://api.twilio.com', this.sandbox) });
  }
}

const clients = new Map();

function clientOf({ url, user, password, accountSid }) {
  const key = [url, user, password].join();
  if (!clients.has(key)) {
    clients.set(key, twilio(user, password, { accountSid, httpClient: new SandboxRequestClient(url) }));
  }
  return clients.get(key);
}

// A time cannot be written in JSON.
const timesOf = value => JSON.parse(JSON.stringify(value), (_, each) => (each?.time ? new Date(each.time) : each));

// steps: ["calls", ["CA…"], "fetch", []] stands for client.calls("CA…").fetch().
export async function rest({ connection, steps }) {
  let owner, present = clientOf(connection);
  try {
    for (const step of timesOf(steps)) {
      [owner, present] = Array.isArray(step) ? [undefined, present.apply(owner, step)] : [present, present[step]];
    }
    return { result: (await present) ?? null };
  } catch (error) {
    if (error.constructor.name !== 'RestException') throw error;
    const { status, code, message, moreInfo } = error;
    return { error: { status, code, message, moreInfo } };
  }
}
