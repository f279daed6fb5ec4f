import { runDemo } from './demo.js';
import { readOptions, USAGE, UsageError } from './options.js';
import { runBatch } from './run-batch.js';

/** After this what is asked is given up: whoever stops a service kills it after ten seconds or so. */
const GRACE_MS = 8_000;

const controller = new AbortController();
let isStopping = false;
function stop(): void {
  if (isStopping) controller.abort(); // asked twice
  isStopping = true;
  setTimeout(() => { controller.abort(); }, GRACE_MS).unref();
}
process.on('SIGTERM', stop).on('SIGINT', stop);

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env);
  const how = { isAsked: () => isStopping, signal: controller.signal };
  if (options === 'demo') return runDemo(how, process.stderr);
  if (options !== 'help') return runBatch(options, how, process.stderr);
  process.stdout.write(`${USAGE}\n`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
