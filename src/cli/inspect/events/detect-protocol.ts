import type { Delta, PayloadObject, Protocol } from '../../../index.js';
import { writingOf } from '../../../serving/index.js';
import type { Block } from './block.js';
import { blockData } from './block-data.js';

/** What a stream is read as, and why. */
export interface Detection {
  readonly protocol: Protocol;
  /** What gave it away, in a few words. */
  readonly because: string;
}

/** Whole payloads say it: nothing is surer. */
export const BY_SHAPE = 'the shape of its events';

/** So many events decide. */
const MOST_EVENTS = 50;

/**
 * Finds out which protocol a stream speaks: the one whose reader knows its payloads. Where no payload can be read, the words
 * and the shapes that the protocol itself would write decide, then the path of the request.
 *
 * No protocol's names stand here, so a further protocol is detected as soon as it is in the list; between two that are alike
 * the first one wins.
 */
export function detectProtocol(blocks: readonly Block[], protocols: readonly Protocol[], path?: string): Detection | undefined {
  const data = blocks.filter(({ kind }) => kind !== 'comment').slice(0, MOST_EVENTS).map(blockData);
  const texts = data.flatMap(({ text }) => text.split('\n'));
  // An event's lines may be a payload each, and an unframed body may be one payload over many lines.
  const payloads = data.flatMap(({ text }) => {
    const whole = toObject(text);
    return whole.length > 0 ? whole : text.split('\n').flatMap(toObject);
  });
  const names = data.flatMap(({ name }) => name ?? []);
  return (
    best(protocols, BY_SHAPE, (protocol) => readable(protocol, payloads)) ??
    best(protocols, 'the words in its events', (protocol) => wordsFound(protocol, texts, names)) ??
    best(protocols, '[DONE]', ({ endsAtDone }) => Number(endsAtDone && texts.some((text) => text.trim() === '[DONE]'))) ??
    best(protocols, 'the path of the request', (protocol) => Number(path?.endsWith(protocol.path) ?? false)) ??
    best(protocols, 'the shape of its error', (protocol) => Math.max(0, ...payloads.map((payload) => errorLikeness(protocol, payload))))
  );
}

function best(protocols: readonly Protocol[], because: string, score: (protocol: Protocol) => number): Detection | undefined {
  let found: Protocol | undefined;
  let highest = 0;
  for (const protocol of protocols) {
    const own = score(protocol);
    if (own > highest) [found, highest] = [protocol, own];
  }
  return found && { protocol: found, because };
}

/** Whole frames count more than those that a known type has and that lack something. Errors look alike everywhere. */
function readable(protocol: Protocol, payloads: readonly PayloadObject[]): number {
  const reader = protocol.openReader();
  const weights: Readonly<Record<string, number>> = { data: 2, terminal: 2, invalid: 1 };
  return payloads.reduce((sum, payload) => sum + (weights[reader.read(payload).kind] ?? 0), 0);
}

function wordsFound(protocol: Protocol, texts: readonly string[], names: readonly string[]): number {
  const words = wireWords(protocol);
  const inTexts = texts.filter((text) => words.some((word) => text.includes(`"${word}"`)));
  return inTexts.length + names.filter((name) => words.includes(name)).length;
}

function toObject(text: string): readonly PayloadObject[] {
  try {
    const value: unknown = JSON.parse(text);
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === 'object' && first !== null ? [first as PayloadObject] : [];
  } catch {
    return [];
  }
}

const SAMPLES: readonly Delta[] = [
  { type: 'start', id: 'sample', model: 'sample' },
  { type: 'text', text: 'sample', choice: 0 },
  { type: 'finish', reason: 'stop', raw: 'stop', choice: 0 },
];

/** The words by which a server of this protocol names its events: the event names, and the `type` and `object` of its payloads. */
function wireWords(protocol: Protocol): readonly string[] {
  const writer = writingOf(protocol).openWriter({ imitate: true });
  const events = [...SAMPLES.flatMap((delta) => writer.write(delta)), ...writer.end()];
  const words = events.flatMap(({ event, data }) => {
    const { type, object } = data.startsWith('{') ? (JSON.parse(data) as PayloadObject) : {};
    return [event, type, object];
  });
  return [...new Set(words.filter((word) => typeof word === 'string'))];
}

const SAMPLE = { type: 'sample', message: 'sample' };

/** How much a payload looks like an error that a server of this protocol writes: from 0 to 1, by the names at its top. */
function errorLikeness(protocol: Protocol, payload: PayloadObject): number {
  const writing = writingOf(protocol);
  const written = writing.openWriter({ imitate: true }).fail(SAMPLE).map(({ data }) => JSON.parse(data) as PayloadObject);
  return Math.max(...[...written, writing.errorBody(SAMPLE)].map((sample) => likeness(Object.keys(sample), Object.keys(payload))));
}

function likeness(one: readonly string[], other: readonly string[]): number {
  const shared = one.filter((name) => other.includes(name)).length;
  return shared / (one.length + other.length - shared);
}
