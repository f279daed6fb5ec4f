import { median, quantile } from '../support/median.js';
import type { Row } from './measure.js';

/** What one contender does in its turn: it reads the whole set once. */
export interface Turn {
  readonly name: string;
  /** How many units (frames, streams) one run reads. */
  readonly units: number;
  readonly run: () => Promise<void>;
}

/** The least time of a turn: below it the clock of the processor and a single collection of garbage tell too much. */
const LEAST_TURN_MS = 100;

/**
 * Measures contenders by the time of the processor, which a busy machine does not lengthen. Each of them is warm before the first round. In
 * each round all have a turn of a tenth of a second at least, one right after the other, and each round begins with another one. What
 * counts are the ratios within a round.
 */
export async function measurePaired(turns: readonly Turn[], { rounds, warmUpMs }: { readonly rounds: number; readonly warmUpMs: number }): Promise<Row[]> {
  const repeats: number[] = [];
  for (const turn of turns) repeats.push(await warmUp(turn, warmUpMs));
  const costs = turns.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (let place = 0; place < turns.length; place += 1) {
      const at = (round + place) % turns.length;
      costs[at]?.push(await costOf(turns[at] as Turn, repeats[at] ?? 1));
    }
  }
  return turns.map(({ name, units }, at) => {
    const own = costs[at] ?? [];
    const ratios = own.map((cost, round) => cost / (costs[0]?.[round] ?? NaN));
    return { name, units, value: median(own), ratio: median(ratios), quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)] };
  });
}

/** Runs until the code is compiled, and says how many runs make a turn. */
async function warmUp(turn: Turn, warmUpMs: number): Promise<number> {
  const startedAt = cpuNs();
  let runs = 0;
  let latestNs = 0;
  while (cpuNs() - startedAt < warmUpMs * 1e6 || runs < 3) {
    const before = cpuNs();
    await turn.run();
    latestNs = cpuNs() - before;
    runs += 1;
  }
  return Math.max(1, Math.ceil((LEAST_TURN_MS * 1e6) / Math.max(latestNs, 1)));
}

async function costOf({ units, run }: Turn, repeats: number): Promise<number> {
  const startedAt = cpuNs();
  for (let left = repeats; left > 0; left -= 1) await run();
  return (cpuNs() - startedAt) / (units * repeats);
}

function cpuNs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1e3;
}
