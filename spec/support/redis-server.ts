import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** `describe` where there is a redis-server; where there is none the specs say that they are skipped, but not in CI. */
export function describeWithRedis(name: string, specs: () => void): void {
  if (hasRedis) describe(name, specs);
  else if (process.env['CI'] === undefined) describe.skip(`${name} (skipped: there is no redis-server; apt-get install redis-server)`, specs);
  else it(`${name}: CI must not skip this`, () => { throw new Error('There is no redis-server.'); });
}

/** A real server on a port of its own. */
export class RedisServer implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly url: string;

  private constructor(process: ChildProcess, folder: string, port: number) {
    this.#process = process;
    this.#folder = folder;
    this.url = `redis://127.0.0.1:${String(port)}`;
  }

  static async start(): Promise<RedisServer> {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'redis-'));
    const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    for await (const text of child.stdout.iterator({ destroyOnReturn: false })) {
      said += String(text);
      if (said.includes('Ready to accept connections')) break;
    }
    if (child.exitCode !== null) throw new Error(`redis-server did not start: ${said}`);
    child.stdout.resume();
    return new RedisServer(child, folder, port);
  }

  /** It keeps its connections, and says nothing, for so long or until it is told to go on. */
  hang(ms?: number): void {
    this.#process.kill('SIGSTOP');
    if (ms !== undefined) setTimeout(() => { this.goOn(); }, ms);
  }

  goOn(): void {
    this.#process.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const gone = once(this.#process, 'close');
      this.#process.kill('SIGKILL');
      await gone;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
