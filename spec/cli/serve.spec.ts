import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastValueFrom } from 'rxjs';

import { protocols } from '../../src/cli/protocols.js';
import { collect, reliably, streamFrames } from '../../src/index.js';
import { PATIENCE_MS, runHere, startChild, startHere } from './support/run-cli.js';

const KEY = 'sk-0123456789abcdef';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'framewise-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function ask(baseUrl: string, protocol = protocols[0]): Promise<string | undefined> {
  if (protocol === undefined) throw new Error('there is a protocol');
  const frames = streamFrames(protocol, { baseUrl, apiKey: KEY, body: { model: 'any' } });
  return (await lastValueFrom(frames.pipe(reliably({ maxRetries: 0, logger: { warn: () => undefined, error: () => undefined } }), collect()))).text;
}

/** The gateway's address, as soon as it is told. */
async function baseUrlOf({ says, output }: { says: (text: string) => Promise<void>; output: () => string }): Promise<string> {
  await says('/v1/messages');
  return /http:\S+:\d+/.exec(output())?.[0] ?? '';
}

describe('framewise serve', () => {
  it('answers real requests in every protocol, logs each in one line, and stops at SIGTERM', async () => {
    const script = await file('script.json', JSON.stringify([{ text: 'one' }, { text: 'two' }, { text: 'three' }]));
    const gateway = startChild(['serve', script, '--port', '0']);
    const { child, says, ended } = gateway;
    const baseUrl = await baseUrlOf(gateway);
    const texts = [];
    for (const protocol of protocols) texts.push(await ask(baseUrl, protocol));
    expect(texts).toEqual(['one', 'two', 'three']);

    await says('#3');
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { path } of protocols) expect(stdout).toContain(`curl -sSN ${baseUrl}${path} -d '{"model":"any","stream":true}'`);
    expect(stdout.split('\n').filter((line) => line.startsWith('#'))).toEqual(
      protocols.map(({ name, path }, index) => `#${String(index + 1)} POST ${path}, ${name}, model any`),
    );
    expect(stdout).not.toContain(KEY);
  }, PATIENCE_MS);

  it('takes a module, functions and all, begins again with --loop, and stops with a request open', async () => {
    const script = await file('script.mjs', 'export default [{ text: "one" }, ({ body }) => ({ text: body.model }), { text: "x", fault: { kind: "stall", afterText: "x" } }];');
    const gateway = startHere(['serve', script, '--loop']);
    const { stop, says, ended } = gateway;
    const baseUrl = await baseUrlOf(gateway);
    expect([await ask(baseUrl), await ask(baseUrl)]).toEqual(['one', 'any']);
    const stalled = await fetch(`${baseUrl}/chat/completions`, { method: 'POST', body: '{"stream":true}' });
    expect(await ask(baseUrl)).toBe('one');
    await says('#4');
    stop();
    const { code, stdout } = await ended;
    await stalled.body?.cancel().catch(() => undefined);
    expect(code).toBe(0);
    expect(stdout).toMatch(/#3 the gateway broke it off after \d+/);
  });

  it('takes a function as its script, lets pages of other origins ask, and is strict where it is told to', async () => {
    const script = await file('every.mjs', 'export default ({ body }) => ({ text: body.model });');
    const gateway = startHere(['serve', script, '--cors', '--strict']);
    const { stop, ended } = gateway;
    const baseUrl = await baseUrlOf(gateway);
    const preflight = await fetch(`${baseUrl}/v1/responses`, {
      method: 'OPTIONS',
      headers: { origin: 'http://app.test', 'access-control-request-method': 'POST' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, 'http://app.test']);
    expect([await ask(`${baseUrl}/v1`), await ask(`${baseUrl}/v1`)]).toEqual(['any', 'any']);
    await expect(ask(baseUrl)).rejects.toMatchObject({ status: 404, type: 'not_found_error' });
    stop();
    expect((await ended).stdout.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(3);
  });

  it.each([
    ['bad.json', '{', /^framewise: "[^"]+bad\.json" is not JSON: .+\n$/],
    ['object.json', '{}', /must hold a list of replies\. See --help\.\n$/],
    ['reply.json', '[{"txt":"x"}]', /^framewise: The script makes no sense\. script\[0\]: knows no field "txt".+\n$/],
    ['throws.mjs', 'throw new Error("not today");', /cannot be imported: not today\. See --help\.\n$/],
  ])('says in one line what is wrong with the script %s', async (name, content, complaint) => {
    const run = await runHere(['serve', await file(name, content)]);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(complaint);
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each(['nowhere.json', 'nowhere.mjs'])('says in one line that there is no %s', async (name) => {
    expect(await runHere(['serve', name])).toEqual({ code: 2, stdout: '', stderr: `framewise: "${name}" cannot be read: there is no such file. See --help.\n` });
  });

  it('says in one line that a port is in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const run = await runHere(['serve', '--port', String(port)]);
    server.close();
    expect(run).toEqual({ code: 2, stdout: '', stderr: `framewise: The port ${String(port)} is in use. See --help.\n` });
  });
});
