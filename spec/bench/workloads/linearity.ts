import { median } from '../../support/median.js';
import { type AnswerKind, type ProtocolName, type WireAnswer, writeAnswer } from '../answer.js';
import { type ByteSource, byteSource, type Chunking, respond } from '../byte-source.js';
import type { Contender } from '../contender.js';
import { framewiseAccumulate, framewiseCollect } from '../contenders/framewise.js';
import { clock } from '../measure.js';
import { argumentPieces, textPieces } from '../pieces.js';
import type { Fact, Workload } from '../workload.js';

const KiB = 1_024;

interface Growing {
  readonly name: string;
  readonly contender?: Contender;
  readonly protocol?: ProtocolName;
  readonly source: (size: number) => ByteSource;
  /** The smallest of the three sizes; the others are twice and four times as large. */
  readonly size: number;
}

function padded(padding: string, chunking: Chunking): ByteSource {
  const { head, body, tail } = writeAnswer('chat-completions', ['x']);
  return byteSource({ head: [...head, padding], body, tail }, chunking);
}

function answerOf(protocol: ProtocolName, pieces: readonly string[], kind: AnswerKind): WireAnswer {
  return writeAnswer(protocol, pieces, kind);
}

const inLength = (['chat-completions', 'responses', 'messages'] as const).flatMap((protocol): Growing[] => [
  { name: `frames of ${protocol}`, protocol, size: 25_000, source: (size) => byteSource(answerOf(protocol, textPieces(size), 'text'), 16_384) },
  {
    name: `frames of ${protocol}, accumulate()`, protocol, contender: framewiseAccumulate, size: 25_000,
    source: (size) => byteSource(answerOf(protocol, textPieces(size), 'text'), 16_384),
  },
  {
    name: `tool arguments of ${protocol}, accumulate()`, protocol, contender: framewiseAccumulate, size: 512 * KiB,
    source: (size) => byteSource(answerOf(protocol, argumentPieces(size, 64), 'arguments'), 16_384),
  },
]);

const chunk = (delta: object, more: object = {}): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', ...more, choices: [{ index: 0, delta, finish_reason: null }] })}\n\n`;
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const call = (at: number): object => ({ id: `call_${String(at)}`, type: 'function', function: { name: 'f', arguments: '{}' } });
const tail = ['data: [DONE]\n\n'];

/** Lists and objects of the answer that grow, by one entry a frame or all at once: nothing may be copied whole for each entry. */
const inEntries: readonly Growing[] = [
  ...([['collect()', framewiseCollect], ['accumulate()', framewiseAccumulate]] as const).flatMap(([fold, contender]): Growing[] => [
    {
      name: `citations of one frame, ${fold}`, contender, size: 24_000,
      source: (size) => byteSource({ head: [], body: [chunk({ annotations: times(size, () => ({})) })], tail }, 16_384),
    },
    { name: `citations, one a frame, ${fold}`, contender, size: 6_000, source: (size) => byteSource({ head: [], body: times(size, () => chunk({ annotations: [{}] })), tail }, 16_384) },
    // Nobody makes more than 10,000 calls: more is refused.
    { name: `calls without an index, one a frame, ${fold}`, contender, size: 2_400, source: (size) => byteSource({ head: [], body: times(size, (at) => chunk({ tool_calls: [call(at)] })), tail }, 16_384) },
    { name: `calls of one frame, ${fold}`, contender, size: 2_400, source: (size) => byteSource({ head: [], body: [chunk({ tool_calls: times(size, call) })], tail }, 16_384) },
    { name: `pieces of sound, ${fold}`, contender, size: 6_000, source: (size) => byteSource({ head: [], body: times(size, () => chunk({ audio: { data: 'AAAA' } })), tail }, 16_384) },
  ]),
  {
    name: 'field names nobody knows, accumulate()', contender: framewiseAccumulate, size: 4_000,
    source: (size) => byteSource({ head: [], body: times(size, (at) => chunk({ content: 'a', [`d${String(at)}`]: 1 }, { [`c${String(at)}`]: 1 })), tail }, 16_384),
  },
];

/** Everything that grows, and the bodies that have made other parsers quadratic. */
const all: readonly Growing[] = [
  ...inLength,
  ...inEntries,
  { name: 'one frame, 16 KiB chunks', size: 2_560 * KiB, source: (size) => byteSource(writeAnswer('chat-completions', ['x'.repeat(size)]), 16_384) },
  { name: 'one frame, one byte per chunk', size: 256 * KiB, source: (size) => byteSource(writeAnswer('chat-completions', ['x'.repeat(size)]), 'one byte') },
  { name: 'frames, one byte per chunk', size: 1_000, source: (size) => byteSource(writeAnswer('chat-completions', textPieces(size)), 'one byte') },
  { name: 'bare CR', size: 256 * KiB, source: (size) => padded('\r'.repeat(size), 16_384) },
  { name: 'bare CR, one byte per chunk', size: 256 * KiB, source: (size) => padded('\r'.repeat(size), 'one byte') },
  { name: 'comments', size: 256 * KiB, source: (size) => padded(': keep-alive\n\n'.repeat(size / 14), 16_384) },
  { name: 'one long comment, one byte per chunk', size: 256 * KiB, source: (size) => padded(`: ${'x'.repeat(size)}\n\n`, 'one byte') },
  { name: 'empty data lines of one event', size: 256 * KiB, source: (size) => padded(`${'data:\n'.repeat(size / 6)}\n`, 16_384) },
  { name: 'lines that are no field', size: 256 * KiB, source: (size) => padded('{"a":\n'.repeat(size / 6), 16_384) },
  { name: 'lines that are no field, one byte per chunk', size: 256 * KiB, source: (size) => padded('no field\n'.repeat(size / 9), 'one byte') },
  { name: 'JSON bodies that are no field', size: 256 * KiB, source: (size) => padded('{"a":[]}\n'.repeat(size / 9), 16_384) },
  { name: 'comments sent as data', size: 256 * KiB, source: (size) => padded('data: : keep-alive\n\n'.repeat(size / 20), 16_384) },
  { name: 'comments sent as the data of one event', size: 256 * KiB, source: (size) => padded(`${'data: : keep-alive\n'.repeat(size / 19)}\n`, 16_384) },
  { name: 'events named error_log', size: 256 * KiB, source: (size) => padded('event: error_log\n'.repeat(size / 17), 16_384) },
];

/** Reads each of them at three sizes, in turns, and compares the largest with the smallest: 4 is linear, 16 is quadratic. */
export const linearity: Workload = async ({ quick }) => {
  const facts: Fact[] = [];
  for (const { name, contender = framewiseCollect, protocol = 'chat-completions', source, size } of all) {
    const sizes = [1, 2, 4].map((times) => source((quick ? size / 4 : size) * times));
    const ratios: number[] = [];
    for (let round = -1; round < (quick ? 3 : 5); round += 1) {
      const times: number[] = [];
      for (const bytes of sizes) times.push(await timeOf(contender, protocol, bytes));
      if (round >= 0) ratios.push((times[2] ?? NaN) / (times[0] ?? NaN));
    }
    facts.push({ name: `time for 4 times as much: ${name}`, value: median(ratios) });
  }
  return { tables: [], facts };
};

async function timeOf(contender: Contender, protocol: ProtocolName, source: ByteSource): Promise<number> {
  globalThis.gc?.({ type: 'minor' });
  const startedAt = clock();
  await contender.read(protocol, () => Promise.resolve(respond(source)));
  return clock() - startedAt;
}
