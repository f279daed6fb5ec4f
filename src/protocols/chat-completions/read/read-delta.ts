import type * as z from 'zod/mini';

import type { Delta } from '../../../answer/delta.js';
import { jsonText } from '../../../json/json-text.js';
import { schemaCheck } from '../../schema/schema-check.js';
import { ToolCallNumbers } from '../call-numbers.js';
import { type ChatCompletionDelta, deltaSchemas } from '../payload.js';

type Key = keyof typeof deltaSchemas;
type Value<K extends Key> = z.infer<(typeof deltaSchemas)[K]>;

interface Part {
  readonly key: Key;
  /** Gateways say the same reasoning under several keys at once; where one of these said it, this part stays silent. */
  readonly unless: readonly Key[];
  /** What the value lacks. A part that stays silent is checked, too: `accumulate()` reads it. */
  readonly check: (value: unknown) => string | undefined;
  readonly read: (value: unknown, choice: Choice, deltas: Delta[]) => void;
}

function part<K extends Key>(
  key: K,
  read: (value: Value<K>, choice: Choice, deltas: Delta[]) => void,
  unless: readonly Key[] = [],
): Part {
  const check = schemaCheck(deltaSchemas[key]);
  return {
    key,
    unless,
    check: (value) => check(value, key),
    read(value, choice, deltas) {
      read(value as Value<K>, choice, deltas);
    },
  };
}

/** In the order in which one chunk's parts are told. */
const parts: readonly Part[] = [
  part('reasoning_content', (text, choice, deltas) => {
    say('reasoning', text, choice, deltas);
  }),
  part('reasoning', (text, choice, deltas) => {
    say('reasoning', text, choice, deltas);
  }, ['reasoning_content']),
  part('reasoning_details', (details, choice, deltas) => {
    for (const { text, summary } of details) say('reasoning', text ?? summary, choice, deltas);
  }, ['reasoning_content', 'reasoning']),
  part('content', (content, choice, deltas) => {
    if (typeof content === 'string') {
      say('text', content, choice, deltas);
      return;
    }
    for (const { text, thinking } of content) {
      for (const thought of thinking ?? []) say('reasoning', thought.text, choice, deltas);
      say('text', text, choice, deltas);
    }
  }),
  part('refusal', (text, choice, deltas) => {
    say('refusal', text, choice, deltas);
  }),
  part('tool_calls', (calls, choice, deltas) => {
    for (const [position, call] of calls.entries()) {
      const { name, arguments: text } = call.function ?? { name: call.custom?.name, arguments: call.custom?.input };
      fragment(choice.calls.number(String(position), call.index, call.id, name), text, choice, deltas);
    }
  }),
  part('function_call', ({ name, arguments: text }, choice, deltas) => {
    fragment(choice.calls.number('function_call', undefined, undefined, name), text, choice, deltas);
  }),
  part('audio', ({ data, transcript }, choice, deltas) => {
    // Streamed audio is always 16-bit PCM: https://platform.openai.com/docs/guides/audio
    if (data) deltas.push({ type: 'media', mediaType: 'audio/pcm', data, choice: choice.index });
    say('text', transcript, choice, deltas);
  }),
  part('images', (images, choice, deltas) => {
    for (const image of images) {
      const media = readDataUrl(image.image_url?.url ?? '');
      if (media !== undefined) deltas.push({ type: 'media', ...media, choice: choice.index });
    }
  }),
  part('annotations', (annotations, choice, deltas) => {
    for (const citation of annotations) deltas.push({ type: 'citation', citation, choice: choice.index });
  }),
];

function say(
  type: 'text' | 'reasoning' | 'refusal',
  text: string | null | undefined,
  choice: Choice,
  deltas: Delta[],
): void {
  if (text) deltas.push({ type, text, choice: choice.index });
}

function fragment(
  call: ReturnType<Choice['calls']['number']>,
  text: string | object | null | undefined,
  choice: Choice,
  deltas: Delta[],
): void {
  const json = (typeof text === 'object' && text !== null ? jsonText(text) : text) ?? '';
  if (json === '' && call.id === undefined && call.name === undefined) return;
  deltas.push({ type: 'tool-call', ...call, arguments: json, choice: choice.index });
}

const partOf: ReadonlyMap<string, Part> = new Map(parts.map((each) => [each.key, each]));

/**
 * Reads one choice's delta, part by part.
 *
 * @returns what a part lacks, if one lacks something.
 */
export function readDelta(delta: ChatCompletionDelta, choice: Choice, deltas: Delta[]): string | undefined {
  if (typeof delta !== 'object') return 'delta: expected object';
  // Nearly every delta has one part. Only those of one that has several are in need of an order.
  let only: Part | undefined;
  for (const key in delta) {
    const found = delta[key] === null ? undefined : partOf.get(key);
    if (found === undefined) continue;
    if (only !== undefined) return readParts(delta, choice, deltas);
    only = found;
  }
  return only && readPart(only, delta, choice, deltas);
}

function readParts(delta: ChatCompletionDelta, choice: Choice, deltas: Delta[]): string | undefined {
  for (const each of parts) {
    if (delta[each.key] === undefined || delta[each.key] === null) continue;
    const reason = readPart(each, delta, choice, deltas);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function readPart({ key, unless, check, read }: Part, delta: ChatCompletionDelta, choice: Choice, deltas: Delta[]): string | undefined {
  const reason = check(delta[key]);
  if (reason !== undefined) return `delta.${reason}`;
  if (!unless.some((other) => typeof delta[other] === 'string' && delta[other] !== '')) read(delta[key], choice, deltas);
  return undefined;
}

/** What is remembered of one choice while its deltas arrive. */
export class Choice {
  readonly calls = new ToolCallNumbers();
  sawDelta = false;
  finished = false;

  constructor(readonly index: number) {}
}

/**
 * Takes a base64 data URL apart.
 *
 * @returns `undefined` for any other URL: a link is no data.
 */
export function readDataUrl(url: string): { mediaType: string; data: string } | undefined {
  const comma = url.indexOf(',');
  const head = url.slice(0, Math.max(comma, 0)).toLowerCase();
  if (!head.startsWith('data:') || !head.endsWith(';base64')) return undefined;
  return { mediaType: head.slice('data:'.length, -';base64'.length), data: url.slice(comma + 1) };
}
