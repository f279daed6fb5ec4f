import { median } from '../../support/median.js';
import { type ProtocolName, writeAnswer } from '../answer.js';
import { byteSource, respondAndStall } from '../byte-source.js';
import type { Contender } from '../contender.js';
import { bareParser } from '../contenders/bare-parser.js';
import { framewiseCollect, framewiseReliably } from '../contenders/framewise.js';
import { limit } from '../contenders/limit.js';
import { loadPeers } from '../contenders/load-peers.js';
import type { Row } from '../measure.js';
import { textPieces } from '../pieces.js';
import { settledHeap } from '../settled-heap.js';
import type { Fact, Table, Workload } from '../workload.js';

const PIECES = 20;

/** What one open stream keeps on the heap after twenty pieces, the response and its body included. */
export const memory: Workload = async ({ quick }) => {
  const peers = await loadPeers();
  const streams = quick ? 40 : 200;
  const tables: Table[] = [];
  const facts: Fact[] = [];
  for (const protocol of ['chat-completions', 'messages'] as const) {
    const contenders = [limit, bareParser, framewiseCollect, framewiseReliably, peers.openai, peers.anthropic, peers.ai]
      .filter(({ protocols }) => protocols.includes(protocol));
    const sizes = contenders.map((): number[] => []);
    for (let round = -1; round < (quick ? 1 : 2); round += 1) {
      for (const [at, contender] of contenders.entries()) {
        // `ai` is slow enough for a few of them to do.
        const bytes = await heapPerStream(contender, protocol, contender.name === 'ai' ? streams / 4 : streams);
        if (round >= 0) sizes[at]?.push(bytes);
      }
    }
    const rows = contenders.map(({ name }, at): Row => {
      const bytes = median(sizes[at] ?? []);
      return { name, units: streams, value: bytes, ratio: bytes / median(sizes[0] ?? []) };
    });
    tables.push({ title: `heap of one open stream, ${protocol}`, unit: 'bytes', rows });
    const ratioOf = ({ name }: Contender): number => rows.find((row) => row.name === name)?.ratio ?? NaN;
    facts.push({ name: `heap of an open stream: ${protocol}`, value: ratioOf(framewiseCollect) });
    facts.push({ name: `heap of an open stream read reliably: ${protocol}`, value: ratioOf(framewiseReliably) });
  }
  return { tables, facts };
};

async function heapPerStream(contender: Contender, protocol: ProtocolName, streams: number): Promise<number> {
  const { head, body } = writeAnswer(protocol, textPieces(PIECES));
  const { chunks } = byteSource({ head, body, tail: [] }, 'frame');
  const controllers: AbortController[] = [];
  const before = await settledHeap();
  await Promise.all(Array.from({ length: streams }, () => {
    const controller = new AbortController();
    controllers.push(controller);
    let missing = PIECES;
    return new Promise<void>((resolve, reject) => {
      contender.read(protocol, () => Promise.resolve(respondAndStall(chunks)), {
        signal: controller.signal,
        onPiece: () => {
          missing -= 1;
          if (missing === 0) resolve();
        },
      }).catch(reject);
    });
  }));
  const after = await settledHeap();
  for (const controller of controllers) controller.abort();
  await settledHeap();
  return (after - before) / streams;
}
