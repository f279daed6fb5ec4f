import type { ProtocolName } from '../answer.js';
import { respond } from '../byte-source.js';
import type { Contender } from '../contender.js';
import { bareParser } from '../contenders/bare-parser.js';
import { framewiseAccumulate, framewiseCollect, framewiseReliably, framewiseText } from '../contenders/framewise.js';
import { limit } from '../contenders/limit.js';
import { loadPeers } from '../contenders/load-peers.js';
import type { Row } from '../measure.js';
import { measurePaired, type Turn } from '../measure-paired.js';
import { type RecordedAnswer, recordedAnswers } from '../recorded.js';
import type { Fact, Table, Workload } from '../workload.js';

const chunkings = [['perFrame', 'a frame per chunk'], ['in16KiB', '16 KiB chunks']] as const;

/**
 * Recorded answers of one protocol, by every contender that reads it. All of them in turns are what a client of many servers sees. What
 * one server's answers cost, whose frames are alike, the workloads of generated streams tell.
 */
export function recorded(protocol: ProtocolName): Workload {
  return async ({ quick }) => {
    const peers = await loadPeers();
    const contenders = [limit, bareParser, framewiseCollect, framewiseText, framewiseReliably, framewiseAccumulate, peers.openai, peers.anthropic]
      .filter(({ protocols }) => protocols.includes(protocol));
    const { origin, answers } = recordedAnswers(protocol);
    const readable = await readableBy(contenders, protocol, answers);
    const frames = readable.reduce((sum, answer) => sum + answer.frames, 0);
    const tables: Table[] = [];
    const facts: Fact[] = [];
    for (const [chunking, title] of chunkings) {
      const turns = contenders.map((contender): Turn => ({ name: contender.name, units: frames, run: async () => {
        for (const answer of readable) await contender.read(protocol, () => Promise.resolve(respond(answer[chunking])));
      } }));
      const rows = await measurePaired(turns, { rounds: quick ? 7 : 15, warmUpMs: quick ? 1_000 : 1_500 });
      tables.push({ title: `${protocol}, ${title}`, unit: 'ns per frame', note: `${origin}: ${String(readable.length)} answers, ${String(frames)} frames`, rows });
      if (chunking === 'perFrame') facts.push(...compare(protocol, rows));
    }
    return { tables, facts };
  };
}

/** Answers that every contender reads to its end. What one of them refuses nobody is measured with. */
async function readableBy(contenders: readonly Contender[], protocol: ProtocolName, answers: readonly RecordedAnswer[]): Promise<RecordedAnswer[]> {
  const readable: RecordedAnswer[] = [];
  for (const answer of answers) {
    try {
      for (const contender of contenders) await contender.read(protocol, () => Promise.resolve(respond(answer.perFrame)));
      readable.push(answer);
    } catch (error) {
      console.error(`${answer.name} is left out: ${String(error)}`);
    }
  }
  if (readable.length === 0) throw new Error(`There is no answer of ${protocol} to read.`);
  return readable;
}

/** The ratios that the targets are about. */
function compare(protocol: ProtocolName, rows: readonly Row[]): Fact[] {
  const own = ratioOf(rows, framewiseCollect);
  return [
    { name: `of the loop, collect(): ${protocol}`, value: own },
    { name: `of the loop, accumulate() of ${protocol}`, value: ratioOf(rows, framewiseAccumulate) },
    ...['openai', '@anthropic-ai/sdk'].filter((peer) => rows.some(({ name }) => name === peer))
      .map((peer) => ({ name: `faster than ${peer}, recorded: ${protocol}`, value: (rows.find(({ name }) => name === peer)?.ratio ?? NaN) / own })),
  ];
}

function ratioOf(rows: readonly Row[], contender: Contender): number {
  return rows.find(({ name }) => name === contender.name)?.ratio ?? NaN;
}
