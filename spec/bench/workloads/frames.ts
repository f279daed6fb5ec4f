import { type ProtocolName, writeAnswer } from '../answer.js';
import { byteSource, type Chunking } from '../byte-source.js';
import { bareParser } from '../contenders/bare-parser.js';
import { delivery } from '../contenders/delivery.js';
import { framewiseAccumulate, framewiseCollect, framewiseReliably, framewiseText } from '../contenders/framewise.js';
import { limit } from '../contenders/limit.js';
import { loadPeers } from '../contenders/load-peers.js';
import { type Entry, measure } from '../measure.js';
import { textPieces } from '../pieces.js';
import type { Workload } from '../workload.js';

const chunkings: readonly (readonly [Chunking, string])[] = [[16_384, '16 KiB chunks'], ['frame', 'one frame per chunk']];

/** Generated answers of one protocol, whose frames are alike, by every contender that reads it: one long answer of one server. */
export function frames(protocol: ProtocolName): Workload {
  return async ({ quick }) => {
    const peers = await loadPeers();
    const contenders = [limit, delivery, bareParser, framewiseCollect, framewiseText, framewiseReliably, framewiseAccumulate, ...Object.values(peers)]
      .filter(({ protocols }) => protocols.includes(protocol));
    const tables = [];
    for (const [chunking, title] of chunkings) {
      const entries = contenders.map((contender): Entry => {
        // The folding helpers of the SDKs and `ai` are so much slower that the same number of frames would take all the time.
        const count = (quick ? 3_000 : 10_000) / (contender.name.includes('.stream()') || contender.name === 'ai' ? 5 : 1);
        const pieces = textPieces(count);
        return { contender, protocol, source: byteSource(writeAnswer(protocol, pieces), chunking), units: count, expected: contender === delivery ? '' : pieces.join('') };
      });
      const rows = await measure(entries, quick ? 5 : 15, 5);
      tables.push({ title: `generated ${protocol}, ${title}`, unit: 'ns per frame', rows });
    }
    return { tables, facts: [] };
  };
}
