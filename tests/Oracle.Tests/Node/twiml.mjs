import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import twilio from 'twilio';

const declarations = createRequire(import.meta.url).resolve('twilio/lib/twiml/VoiceResponse.js').replace(/\.js$/, '.d.ts');

const textOf = () => readFileSync(declarations, 'utf8');

const all = (text, pattern) => [...text.matchAll(pattern)];

// type DialTrim = "trim-silence" | "do-not-trim";
const enumsOf = text => Object.fromEntries(all(text, /^\s*(?:export )?type (\w+) = ([^;]+);/gm)
  .map(([, name, values]) => [name, all(values, /"([^"]*)"/g).map(([, value]) => value)]));

// export interface DialAttributes { action?: string; … }, some of them in more than one part
function interfacesOf(text) {
  const interfaces = {};
  for (const [, name, body] of all(text, /export interface (\w+)[^{]*\{([\s\S]*?)\n {4}\}/g)) {
    interfaces[name] ??= {};
    for (const [, attribute, type] of all(body, /^\s*"?([\w:-]+)"?\??: ([^;]+);/gm)) {
      interfaces[name][attribute] = type;
    }
  }
  return interfaces;
}

// class Dial extends TwiML { /** <Number> TwiML Noun … */ number(attributes?: VoiceResponse.NumberAttributes, …): VoiceResponse.Number; }
// What may stand inside of Say is described by other words, and named as its method is: sayAs() writes say-as.
function elementsOf(text) {
  const elements = {};
  for (const [, name, body] of all(text, /class (\w+) extends TwiML \{([\s\S]*?)\n(?: {4})?\}/g)) {
    elements[name] = {};
    for (const [, comment, method, overloads] of all(body, /\/\*\*([\s\S]*?)\*\/\s*(\w+)(\([\s\S]*?)(?=\s*\/\*\*|$)/g)) {
      const element = overloads.match(/\): (?:VoiceResponse\.)?(\w+);/)?.[1];
      const child = comment.match(/<([\w-]+)> TwiML/i)?.[1] ?? method.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
      if (element && element !== 'XMLElement') {
        elements[name][child] = { attributes: overloads.match(/attributes\??: (?:VoiceResponse\.)?(\w+)/)?.[1] ?? null, element };
      }
    }
  }
  return elements;
}

export function vocabulary() {
  const text = textOf();
  return { enums: enumsOf(text), interfaces: interfacesOf(text), elements: elementsOf(text) };
}

// verbs: [{ verb: "dial", attributes: {…}, text: null, inside: […] }]
export function build(verbs) {
  const response = new twilio.twiml.VoiceResponse();
  addTo(response, verbs);
  return response.toString();
}

function addTo(parent, verbs) {
  for (const { verb, attributes, text, inside } of verbs) {
    addTo(text === null ? parent[verb](attributes) : parent[verb](attributes, text), inside);
  }
}
