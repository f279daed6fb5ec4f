/** Runs one workload in this process and prints its result as JSON; `main.ts` starts one process for each. */
import { workloads } from './workloads/index.js';

const [name = '', mode] = process.argv.slice(2);
const workload = workloads.get(name);
if (workload === undefined) throw new TypeError(`There is no workload ${name}; there are ${[...workloads.keys()].join(', ')}.`);
// An aborted SDK stream may reject where nobody listens; that is its affair, and no measurement.
process.on('unhandledRejection', () => undefined);
const result = await workload({ quick: mode === 'quick' });
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit());
