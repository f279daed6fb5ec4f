import { allocatedBytes } from './allocated-bytes.js';

/**
 * How many times the memory of four short streams one stream asks for that is four times as long: 1 if each payload costs the same,
 * nearly 4 if each copies what came before it. It stands for the time, which other work on the machine and the collector of garbage
 * change; that nothing is searched from its beginning for each payload is what the growth of the benchmarks tells.
 *
 * @param short how many payloads a short stream has. The long one must not come to another case, such as a bound.
 */
export function allocationGrowth(run: (payloads: number) => void, short = 2_400): number {
  // What is made once, and what the compiler makes, is made here.
  run(short);
  const shortBytes = allocatedBytes(() => {
    for (let streams = 0; streams < 4; streams += 1) run(short);
  });
  return allocatedBytes(() => { run(4 * short); }) / shortBytes;
}
