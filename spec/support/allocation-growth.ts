import { allocatedBytes } from './allocated-bytes.js';

/**
 * By how much the memory that is asked for grows when a stream gets four times as long: by 4 if each payload costs the same, by 16 if each
 * copies what came before it. It stands for the time, which other work on the machine and the collector of garbage change;
 * that nothing is searched from its beginning for each payload is what the growth of the benchmarks tells.
 *
 * @param short how many payloads a short stream has. The long one must not come to another case, such as a bound.
 */
export function allocationGrowth(run: (payloads: number) => void, short = 2_400): number {
  // What is made once, and what the compiler makes, is made here.
  run(short);
  const shortBytes = allocatedBytes(() => { run(short); });
  return allocatedBytes(() => { run(4 * short); }) / shortBytes;
}
