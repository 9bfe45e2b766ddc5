import twilio from 'twilio';
import webhooks from 'twilio/lib/webhooks/webhooks.js';

// A field that stands once is a string in Twilio's package, one that stands more often an array.
function paramsOf(form) {
  const params = Object.create(null);
  for (const [name, value] of form) {
    params[name] = name in params ? [params[name], value].flat() : value;
  }
  return params;
}

export const sign = cases => cases.map(({ token, url, form }) => webhooks.getExpectedTwilioSignature(token, url, paramsOf(form)));

export const validate = cases => cases.map(({ token, url, form, signature }) => twilio.validateRequest(token, signature, url, paramsOf(form)));

export const hashBodies = bodies => bodies.map(body => webhooks.getExpectedBodyHash(body));

export const validateBodies = cases => cases.map(({ token, url, body, signature }) => twilio.validateRequestWithBody(token, signature, url, body));
