import { type MockGateway, mockGateway, type MockGatewayOptions } from '../testing/index.js';
import { protocols } from './protocols.js';
import { logRequests } from './serve/log-requests.js';
import { loadScript, looped } from './serve/script.js';
import { readArgs } from './terminal/read-args.js';
import type { Terminal } from './terminal/terminal.js';
import { UsageError } from './terminal/usage-error.js';

/** What `framewise serve --help` prints. */
const USAGE = `Usage: framewise serve [script] [options]

Runs a mock gateway on 127.0.0.1: a real HTTP server that answers, or fails, as
an LLM gateway would. It speaks every protocol; the path of a request chooses.
It stops at Ctrl-C.

The script is a JSON file with a list of replies, one for each request, or an
ES module whose default export is one, or is a function that makes a reply from
each request:

  [
    { "status": 429, "headers": { "retry-after": "1" },
      "error": { "type": "rate_limit_error", "message": "Slow down" } },
    { "text": "Hello, world",
      "fault": { "kind": "reset", "afterText": "Hello" } },
    { "text": "Hello, world", "betweenChunksMs": 200 }
  ]

Without a script every request is greeted. After the last reply a request gets
a 501 that says so. A request without "stream": true gets its answer as JSON.

  --port N          the port to listen on; without it, a free one
  --loop            begins the script again after its last reply
  --cors            lets pages of other origins ask
  --strict          refuses what a real gateway would: a path other than
                    /v1/..., a missing key, a body without a model
  -h, --help        this text

Exit code: 0 when it was stopped, 2 if the script, the port or the arguments
make no sense.`;

/**
 * `framewise serve`: runs the mock gateway until it is stopped.
 *
 * @returns the exit code, once everything is closed.
 * @throws UsageError for arguments it can do nothing with.
 */
export async function serve(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArgs(args, {
    port: { type: 'string' },
    loop: { type: 'boolean' },
    cors: { type: 'boolean' },
    strict: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  }, 1);
  if (values.help === true) {
    terminal.write(USAGE);
    return 0;
  }
  const port = readPort(values.port);
  const [file] = positionals;
  const script = file === undefined ? undefined : await loadScript(file);
  const gateway: MockGateway = await start({
    port,
    script: values.loop === true && typeof script === 'object' ? looped(script, () => gateway) : script,
    cors: values.cors,
    strict: values.strict,
    // It may run for days, and only the line that it logs is wanted of a request.
    keepRequests: 1_000,
  });
  const stopped = new Promise<void>((resolve) => terminal.onStop(resolve));

  terminal.write(`The mock gateway listens on ${gateway.baseUrl}`);
  for (const { name, path } of protocols) {
    terminal.write(`  ${name.padEnd(18)}curl -sSN ${gateway.baseUrl}${path} -d '{"model":"any","stream":true}'`);
  }
  const logged = logRequests(gateway, terminal);
  await stopped;
  await gateway.close();
  await logged;
  return 0;
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new UsageError('--port must be a whole number from 0 to 65535.');
  return port;
}

async function start(options: MockGatewayOptions): Promise<MockGateway> {
  try {
    return await mockGateway(options);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new UsageError(`The port ${String(options.port)} is in use.`);
    if (code === 'EACCES') throw new UsageError(`The port ${String(options.port)} may not be used.`);
    throw error instanceof TypeError ? new UsageError(`The script makes no sense. ${message}.`) : error;
  }
}
