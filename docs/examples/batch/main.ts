import { runDemo } from './demo.js';
import { readOptions, USAGE, UsageError } from './options.js';
import { runBatch } from './run-batch.js';
import { stopOnSignals } from './stop.js';

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const stop = stopOnSignals();
  return 'demo' in options ? runDemo(options.demo, stop, process.stderr) : runBatch(options, stop, process.stderr);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
