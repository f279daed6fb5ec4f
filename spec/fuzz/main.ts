/**
 * Runs the properties for as long as you like: `npm run fuzz -- --runs 1000000 --seed 7 [--property payloads]`. What fails is
 * printed with its seed and path, shrunk; the exit code says so, too.
 */
import { inspect, parseArgs } from 'node:util';
import fc, { type IRawProperty } from 'fast-check';

import { framingProperty } from './framing.js';
import { outputProperty } from './outputs.js';
import { payloadProperty } from './payloads.js';
import { stayingUpProperty } from './staying-up.js';
import { transportProperty } from './transport.js';

const properties = new Map<string, IRawProperty<unknown>>([
  ['framing', framingProperty],
  ['payloads', payloadProperty],
  ['outputs', outputProperty],
  ['transport', transportProperty],
  ['staying up', stayingUpProperty],
]);

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    property: { type: 'string', multiple: true, default: [...properties.keys()] },
  },
});

function find(name: string): IRawProperty<unknown> {
  const property = properties.get(name);
  if (property === undefined) throw new TypeError(`There is no property ${name}; there are ${[...properties.keys()].join(', ')}.`);
  return property;
}
const chosen = values.property.map((name) => [name, find(name)] as const);

/** A run is split so that progress shows, and so that a failure costs one slice and not the rest of the run. */
const SLICE_RUNS = 10_000;
const SLOW_MS = 2_000;

// Nothing may fail behind the back of a subscriber.
const unhandled: unknown[] = [];
process.on('unhandledRejection', (reason) => unhandled.push(reason));
process.on('uncaughtException', (error) => unhandled.push(error));
Error.stackTraceLimit = 0; // a stack costs more than the rest of an input

process.exitCode = 1; // until all of it has gone well
let failures = 0;
for (const [name, property] of chosen) {
  failures += await fuzz(name, property, Number(values.runs), Number(values.seed));
}
if (failures === 0 && unhandled.length === 0) process.exitCode = 0;

async function fuzz(name: string, property: IRawProperty<unknown>, runs: number, firstSeed: number): Promise<number> {
  const startedAt = performance.now();
  let slowestMs = 0;
  let failed = 0;
  const timed = timedProperty(property, (ms, input) => {
    slowestMs = Math.max(slowestMs, ms);
    if (ms > SLOW_MS) console.log(`${name}: ${ms.toFixed(0)} ms for ${readable(input)}`);
  });
  for (let done = 0, seed = firstSeed; done < runs; done += SLICE_RUNS, seed += 1) {
    const result = await fc.check(timed, { seed, numRuns: Math.min(SLICE_RUNS, runs - done) });
    await new Promise(setImmediate);
    for (const error of unhandled.splice(0)) {
      failed += 1;
      console.log(`${name}: unhandled, seed ${String(seed)}: ${inspect(error)}`);
    }
    if (!result.failed) continue;
    failed += 1;
    console.log(`${name}: seed ${String(seed)}, path ${String(result.counterexamplePath)}: ${String(result.errorInstance)}`);
    console.log(readable(result.counterexample));
  }
  if (slowestMs > SLOW_MS) failed += 1;
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(`${name}: ${String(runs)} inputs from seed ${String(firstSeed)} on, ${String(failed)} failures, slowest ${slowestMs.toFixed(0)} ms, ${seconds.toFixed(0)} s`);
  return failed;
}

/** Times in CPU milliseconds: what else the machine does is no fault of an input. */
function timedProperty(property: IRawProperty<unknown>, onTime: (ms: number, input: unknown) => void): IRawProperty<unknown> {
  const run = property.run.bind(property);
  const timed = Object.create(property) as IRawProperty<unknown>;
  timed.run = (value) => {
    const startedAt = process.cpuUsage();
    const note = <Result>(result: Result): Result => {
      const { user, system } = process.cpuUsage(startedAt);
      onTime((user + system) / 1_000, value);
      return result;
    };
    const result = run(value);
    return result instanceof Promise ? result.then(note) : note(result);
  };
  return timed;
}

/** Bytes as text, and what is long and monotonous short. */
function readable(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) => {
    const isBuffer = typeof part === 'object' && part !== null && 'type' in part && part.type === 'Buffer' && 'data' in part;
    return isBuffer ? Buffer.from(part.data as number[]).toString() : part;
  });
  return text.replaceAll(/(.)\1{40,}/g, '$1...$1').slice(0, 4_000);
}
