import { cpuMs } from './cpu-ms.js';

/**
 * By how much the time grows when a stream gets four times as long: by 4 if each payload costs the same, by 16 if each costs
 * what came before it. The best of three runs, since other work on the machine only ever adds time.
 */
export function costGrowth(run: (payloads: number) => void): number {
  run(1_000);
  return bestMs(() => { run(20_000); }) / bestMs(() => { run(5_000); });
}

function bestMs(run: () => void): number {
  return Math.min(...[1, 2, 3].map(() => cpuMs(run)));
}
