import { cpuMs } from './cpu-ms.js';

/**
 * By how much the time grows when a stream gets four times as long: by 4 if each payload costs the same, by 16 if each costs
 * what came before it. The best of five runs, since other work on the machine only ever adds time. Four short streams are
 * compared with a long one, so that the garbage of both is collected alike.
 *
 * @param short how many payloads a short stream has. The long one must not come to another case, such as a bound.
 */
export function costGrowth(run: (payloads: number) => void, short = 5_000): number {
  run(short);
  const fourShortMs = bestMs(() => { for (let times = 0; times < 4; times += 1) run(short); });
  return (4 * bestMs(() => { run(4 * short); })) / fourShortMs;
}

function bestMs(run: () => void): number {
  return Math.min(...[1, 2, 3, 4, 5].map(() => cpuMs(run)));
}
