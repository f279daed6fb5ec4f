import { type ProtocolName, writeAnswer } from '../answer.js';
import { byteSource, respondAndStall } from '../byte-source.js';
import type { Contender } from '../contender.js';
import { bareParser } from '../contenders/bare-parser.js';
import { framewiseCollect, framewiseReliably } from '../contenders/framewise.js';
import { limit } from '../contenders/limit.js';
import { loadPeers } from '../contenders/load-peers.js';
import { median } from '../median.js';
import type { Table, Workload } from '../workload.js';

/** From the call to the first piece of the answer, when the server has answered already: what the client itself adds. */
export const firstFrame: Workload = async ({ quick }) => {
  const peers = await loadPeers();
  const tables: Table[] = [];
  for (const protocol of ['chat-completions', 'responses', 'messages'] as const) {
    const contenders = [limit, bareParser, framewiseCollect, framewiseReliably, peers.openai, peers.anthropic, peers.ai]
      .filter(({ protocols }) => protocols.includes(protocol));
    const { head, body } = writeAnswer(protocol, ['Hello']);
    const { chunks } = byteSource({ head, body, tail: [] }, 'frame');
    const times = contenders.map((): number[] => []);
    for (let round = quick ? -20 : -50; round < (quick ? 50 : 300); round += 1) {
      for (const [at, contender] of contenders.entries()) {
        const ns = await timeToFirstPiece(contender, protocol, chunks);
        if (round >= 0) times[at]?.push(ns);
      }
    }
    const rows = contenders.map(({ name }, at) => {
      const own = times[at] ?? [];
      return { name, units: 1, value: median(own), ratio: median(own.map((ns, round) => ns / (times[0]?.[round] ?? NaN))) };
    });
    tables.push({ title: `time to the first piece, ${protocol}`, unit: 'ns', rows });
  }
  return { tables, facts: [] };
};

async function timeToFirstPiece(contender: Contender, protocol: ProtocolName, chunks: readonly Uint8Array[]): Promise<number> {
  const controller = new AbortController();
  const startedAt = process.hrtime.bigint();
  await new Promise<void>((resolve, reject) => {
    contender.read(protocol, () => Promise.resolve(respondAndStall(chunks)), { signal: controller.signal, onPiece: () => { resolve(); } })
      .catch(reject); // once it is settled, what the abort raises is nobody's concern
  });
  const ns = Number(process.hrtime.bigint() - startedAt);
  controller.abort();
  return ns;
}
