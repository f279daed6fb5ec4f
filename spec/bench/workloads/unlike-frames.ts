import { writeAnswer, type ProtocolName } from '../answer.js';
import { byteSource } from '../byte-source.js';
import { framewiseCollect } from '../contenders/framewise.js';
import { limit } from '../contenders/limit.js';
import { measure, type Entry } from '../measure.js';
import { textPieces } from '../pieces.js';
import type { Table, Workload } from '../workload.js';

const VALUES = ['null', 'true', '[]', 'false', '{}'];

/** Answers with a field whose value is of another kind in every frame: what is learnt from frames that are alike is of no use there. */
export const unlikeFrames: Workload = async ({ quick }) => {
  const tables: Table[] = [];
  for (const protocol of ['chat-completions', 'responses', 'messages'] as const) {
    const rows = await measure(entriesOf(protocol, quick ? 3_000 : 10_000), quick ? 5 : 15, 5);
    tables.push({ title: `${protocol}, frames that are never alike, 16 KiB chunks`, unit: 'ns per frame', rows });
  }
  return { tables, facts: [] };
};

function entriesOf(protocol: ProtocolName, count: number): Entry[] {
  const pieces = textPieces(count);
  const answer = writeAnswer(protocol, pieces);
  const body = answer.body.map((event, at) => event.replace('data: {', `data: {"flagged":${VALUES[at % VALUES.length] ?? ''},`));
  const source = byteSource({ ...answer, body }, 16_384);
  return [limit, framewiseCollect].map((contender) => ({ contender, protocol, source, units: count, expected: pieces.join('') }));
}
