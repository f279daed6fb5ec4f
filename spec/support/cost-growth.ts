import { cpuMs } from './cpu-ms.js';

/** A cost that grows with the square gives 16. Other work on the machine does not take it so far below its own figure. */
const SURELY_LINEAR = 6;
const MOST_RUNS = 5;

/**
 * By how much the time grows when a stream gets four times as long: by 4 if each payload costs the same, by 16 if each costs
 * what came before it. The best of five runs, since other work on the machine only ever adds time; fewer, where a figure leaves no doubt.
 * Four short streams are compared with a long one, so that the garbage of both is collected alike.
 *
 * @param short how many payloads a short stream has. The long one must not come to another case, such as a bound.
 */
export function costGrowth(run: (payloads: number) => void, short = 5_000): number {
  run(short);
  let fourShortMs = Infinity;
  let longMs = Infinity;
  let growth = Infinity;
  for (let runs = 0; runs < MOST_RUNS && growth > SURELY_LINEAR; runs += 1) {
    fourShortMs = Math.min(fourShortMs, cpuMs(() => { for (let times = 0; times < 4; times += 1) run(short); }));
    longMs = Math.min(longMs, cpuMs(() => { run(4 * short); }));
    growth = (4 * longMs) / fourShortMs;
  }
  return growth;
}
