import { median } from '../support/median.js';
import type { ProtocolName } from './answer.js';
import { type ByteSource, respond } from './byte-source.js';
import type { Contender } from './contender.js';

/** One contender's result in one workload. */
export interface Row {
  readonly name: string;
  /** How many units (frames, bytes) one run of it read. */
  readonly units: number;
  /** What one unit cost, in the unit of the table: the median of the rounds. */
  readonly value: number;
  /** Against the first contender of the workload: the median of the ratios of the rounds. */
  readonly ratio: number;
  /** Between which the ratios of the middle half of the rounds lie, in each of the processes. */
  readonly quartiles?: readonly [low: number, high: number];
}

/** A contender and what it reads; `units` frames or bytes of it. */
export interface Entry {
  readonly contender: Contender;
  readonly protocol: ProtocolName;
  readonly source: ByteSource;
  readonly units: number;
  /** What it must have read; a contender that reads something else is not measured but refused. */
  readonly expected: string;
}

/**
 * Measures contenders side by side: in every round each of them reads once, one after the other, so that whatever slows the
 * machine down slows all of them. The first is what the others are compared with, round by round.
 */
export async function measure(entries: readonly Entry[], rounds: number, warmUpRounds = 2): Promise<Row[]> {
  const times: number[][] = entries.map(() => []);
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    for (const [at, entry] of entries.entries()) {
      const ns = await timeOf(entry);
      if (round >= 0) times[at]?.push(ns / entry.units);
    }
  }
  return entries.map(({ contender, units }, at) => {
    const own = times[at] ?? [];
    return { name: contender.name, units, value: median(own), ratio: median(own.map((ns, round) => ns / (times[0]?.[round] ?? NaN))) };
  });
}

/** Time on the wall, in nanoseconds; with `BENCH_CLOCK=cpu` that of the processor, for a machine that others use as well. */
export function clock(): number {
  if (process.env['BENCH_CLOCK'] !== 'cpu') return performance.now() * 1e6;
  const { user, system } = process.cpuUsage();
  return (user + system) * 1e3;
}

async function timeOf({ contender, protocol, source, expected }: Entry): Promise<number> {
  // A young collection only: full ones, as often as this, make V8 throw away the code of whoever is waiting for its turn.
  globalThis.gc?.({ type: 'minor' });
  const startedAt = clock();
  const answer = await contender.read(protocol, () => Promise.resolve(respond(source)));
  const ns = clock() - startedAt;
  if (answer !== expected) {
    throw new Error(`${contender.name} read ${String(answer.length)} characters of ${protocol}, which are not the ${String(expected.length)} that were sent.`);
  }
  return ns;
}
