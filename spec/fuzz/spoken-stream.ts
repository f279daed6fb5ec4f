import fc from 'fast-check';

import type { Delta, FinishReason } from '../../src/answer/delta.js';
import { writingOf } from '../../src/serving/index.js';
import { chunkSizes, cut } from './cut.js';
import { toTree } from './json-tree.js';
import { protocols } from './mutated-stream.js';
import { mutate, type Mutation, mutations, readEvents, type StreamEvent, textOf, writeEvents } from './mutation.js';

const documents: readonly unknown[] = [
  { city: 'Oslo' },
  { city: 'Ålesund 🌊', days: 3 },
  { name: 'root', children: [{ name: 'a', children: [] }, { name: 'b\n"c"' }] },
  { list: [1, -2.5, 1e21, true, false, null, 'x'], nested: { a: { b: { c: [[], {}, ''] } } } },
  [{ city: 'Bergen', days: 1 }, { city: 'Bodø' }],
  'only a text',
  {},
];

const noMutation = fc.constant<Mutation[]>([]);

/** JSON as a model writes it: mostly right, now and then broken, twice, or hostile. */
const json = fc
  .tuple(fc.oneof(fc.constantFrom(...documents), fc.jsonValue({ maxDepth: 4 })), fc.oneof({ weight: 2, arbitrary: noMutation }, mutations))
  .map(([value, deeds]) => deeds.reduce<readonly StreamEvent[]>(mutate, [{ name: '', data: toTree(value) }]).map(({ data }) => textOf(data)).join(''));

const document = fc
  .tuple(
    fc.constantFrom('', '', '', '', '', '', '', ' \n', '```json\n', '```\n', '``', '`x`\n', 'Here it is: ', '\uFEFF'),
    json,
    fc.constantFrom('', '', '', '', '', '', '', '\n', '\n```', '\n```\n', '```', ' Done.', '}'),
  )
  .map((parts) => parts.join(''));

const toolNames = ['wind', 'wind', 'tide', 'lookup', 'lookup', '__proto__', 'toString', ''] as const;
const finishReasons: readonly FinishReason[] = ['stop', 'tool-calls', 'length', 'content-filter', 'refusal', 'pause', 'other'];

/** One thing that a model says: a text, or a call of a tool, in pieces that may end in the middle of a character. */
const part = fc
  .record({ tool: fc.option(fc.constantFrom(...toolNames), { freq: 2 }), document, sizes: chunkSizes, choice: fc.constantFrom(0, 0, 0, 1) })
  .map(({ tool, document, sizes, choice }) => ({ tool, choice, pieces: textPieces(document, sizes) }));

const answer = fc.record({ parts: fc.oneof(fc.tuple(part), fc.array(part, { minLength: 2, maxLength: 3 })), reason: fc.constantFrom(...finishReasons, undefined) });

/** An answer that holds JSON, as a server of some protocol would send it, with nothing or a few things wrong in the stream. */
export const spokenStream = fc
  .record({ protocol: fc.constantFrom(...protocols), answer, deeds: fc.oneof({ weight: 2, arbitrary: noMutation }, mutations) })
  .map(({ protocol, answer: { parts, reason }, deeds }) => {
    const writer = writingOf(protocol).openWriter({ imitate: true });
    const deltas: Delta[] = parts.flatMap(({ tool, choice, pieces }, index) =>
      pieces.map((text, turn) => (tool === null ? { type: 'text' as const, text, choice } : callDelta(index, tool, turn, text, choice))),
    );
    if (reason !== undefined) deltas.push({ type: 'finish', reason, raw: reason, choice: 0 });
    const events = [...deltas.flatMap((delta) => writer.write(delta)), ...writer.end()].map(({ event = '', data }) => ({ event, data }));
    const written = events.map(({ event, data }) => `${event === '' ? '' : `event: ${event}\n`}data: ${data}\n\n`).join('');
    return { name: `spoken/${protocol.name}`, protocol, stream: writeEvents(deeds.reduce<readonly StreamEvent[]>(mutate, readEvents(written))) };
  });

function callDelta(index: number, tool: string, turn: number, text: string, choice: number): Delta {
  return { type: 'tool-call', index, choice, arguments: text, ...(turn === 0 && { id: `call_${String(index)}`, name: tool }) };
}

/** Cut between UTF-16 units, as JSON can say them. */
function textPieces(text: string, sizes: readonly number[]): string[] {
  const coarse = text.length > 500 ? sizes.map((size) => size * 50 + 1) : sizes;
  return cut(Buffer.from(text, 'utf16le'), coarse.map((size) => size * 2)).map((bytes) => Buffer.from(bytes).toString('utf16le'));
}
