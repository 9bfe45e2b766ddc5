// Answers questions by Twilio's own packages: one JSON object per line in, one per line out, until the input ends.
import { createInterface } from 'node:readline';
import * as client from './client.mjs';
import * as signatures from './signatures.mjs';
import * as twiml from './twiml.mjs';

const questions = { ...signatures, ...client, ...twiml };

for await (const line of createInterface({ input: process.stdin })) {
  const { id, what, about } = JSON.parse(line);
  Promise.resolve()
    .then(() => questions[what](about))
    .then(answer => ({ id, answer: answer ?? null }), failure => ({ id, failure: String(failure?.stack ?? failure) }))
    .then(reply => process.stdout.write(JSON.stringify(reply) + '\n'));
}
