import { type ProtocolName, writeAnswer } from '../answer.js';
import { byteSource, respondAndStall } from '../byte-source.js';
import type { Contender } from '../contender.js';
import { bareParser } from '../contenders/bare-parser.js';
import { framewiseCollect, framewiseReliably } from '../contenders/framewise.js';
import { limit } from '../contenders/limit.js';
import { loadPeers } from '../contenders/load-peers.js';
import { measurePaired, type Turn } from '../measure-paired.js';
import type { Fact, Table, Workload } from '../workload.js';

/** From the call to the first piece of the answer, when the server has answered already: what the client itself adds. */
export const firstFrame: Workload = async ({ quick }) => {
  const peers = await loadPeers();
  const tables: Table[] = [];
  const facts: Fact[] = [];
  for (const protocol of ['chat-completions', 'responses', 'messages'] as const) {
    const contenders = [limit, bareParser, framewiseCollect, framewiseReliably, peers.openai, peers.anthropic, peers.ai]
      .filter(({ protocols }) => protocols.includes(protocol));
    const { head, body } = writeAnswer(protocol, ['Hello']);
    const { chunks } = byteSource({ head, body, tail: [] }, 'frame');
    const turns = contenders.map((contender): Turn => ({ name: contender.name, units: 1, run: () => firstPiece(contender, protocol, chunks) }));
    const rows = await measurePaired(turns, { rounds: quick ? 5 : 15, warmUpMs: quick ? 200 : 1_000 });
    tables.push({ title: `time to the first piece, ${protocol}`, unit: 'ns', rows });
    facts.push({ name: `first piece: ${protocol}`, value: rows.find(({ name }) => name === framewiseCollect.name)?.ratio ?? NaN });
  }
  return { tables, facts };
};

async function firstPiece(contender: Contender, protocol: ProtocolName, chunks: readonly Uint8Array[]): Promise<void> {
  const controller = new AbortController();
  await new Promise<void>((resolve, reject) => {
    contender.read(protocol, () => Promise.resolve(respondAndStall(chunks)), { signal: controller.signal, onPiece: () => { resolve(); } })
      .catch(reject); // once it is settled, what the abort raises is nobody's concern
  });
  controller.abort();
}
