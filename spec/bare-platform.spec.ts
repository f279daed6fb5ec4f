import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build, stop } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The core as one script, with a few names of it under the global `framewise`. */
async function script(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: "export * from 'framewise'; export { of } from 'rxjs'", resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'framewise',
    platform: 'browser',
    tsconfig: `${root}tsconfig.json`,
  });
  return outputFiles[0]?.text ?? '';
}

/** Runs code in a realm that has the language and, of a platform, only what is given here; `say` collects what it says. */
async function run(code: string, globals: object = {}): Promise<unknown[]> {
  const said: unknown[] = [];
  const context = createContext({ ...globals, say: (word: unknown) => said.push(word) });
  runInContext(await script(), context);
  await runInContext(`(async () => { ${code} })()`, context);
  return said;
}

/** jest's jsdom has these, and neither TextDecoder, TextEncoder, ReadableStream, Response, Headers nor fetch. */
const jsdom = { AbortController, AbortSignal, URL, setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask };

// Its process would live as long as that of the specs.
afterAll(() => stop());

describe('on a platform that lacks what browsers have', () => {
  it('the core can be imported', async () => {
    expect(await run("say(typeof framewise.streamFrames); say(new framewise.ApiError({ type: 'x', origin: 'stream', message: 'ü\\n' }).message)"))
      .toEqual(['function', 'ü\\n']);
  });

  it('text is parsed', async () => {
    const stream = 'data: {"choices":[{"index":0,"delta":{"content":"Hi"}}]}\\n\\ndata: [DONE]\\n\\n';
    const code = `framewise.of('${stream}').pipe(framewise.parseFrames(framewise.chatCompletions)).subscribe(({ kind }) => say(kind))`;
    expect(await run(code, jsdom)).toEqual(['data', 'terminal']);
  });

  it('a request says that there is no fetch', async () => {
    const code = `await new Promise((resolve) => framewise
      .streamFrames(framewise.messages, { baseUrl: 'https://gateway.example', apiKey: 'test', body: {} })
      .subscribe({ error: (error) => { say(error.type); say(error.message); resolve(); } }))`;
    expect(await run(code, jsdom)).toEqual(['invalid_request', expect.stringContaining('no global fetch')]);
  });
});
