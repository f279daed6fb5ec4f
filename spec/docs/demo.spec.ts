import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { chatCompletions, collect, type Completion, messages, type Protocol, reliably, responses, streamFrames } from 'framewise';
import { mockGateway, writeAnswer } from 'framewise/testing';
import { lastValueFrom, type Observable } from 'rxjs';

import { demo as runDemo } from '../../docs/examples/demo/demo.js';
import type { Scenario } from '../../docs/examples/demo/story/scenario.js';
import { story } from '../../docs/examples/demo/story/story.js';
import { tellStory } from '../../docs/examples/demo/tell-story.js';
import { terminalStyle } from '../../src/cli/terminal/style.js';
import { PATIENCE_MS, type Run, startChild, startWith, textStream } from '../cli/support/run-cli.js';

const KEY = 'fw-key-0123456789abcdef';
const protocols: readonly Protocol[] = [chatCompletions, responses, messages];
const named = protocols.map((protocol) => [protocol.name, protocol] as const);

/** Runs the demo in this process, with nothing of its environment. */
function demo(args: readonly string[], { env = {}, input = '' }: { readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {}): Promise<Run> {
  return startWith((terminal) => runDemo(args, env, terminal), textStream(input)).ended;
}

describe('npm run demo', () => {
  let run: Run;

  beforeAll(async () => {
    run = await demo([]);
  });

  it('ends well when every scenario ended as its script says it must', () => {
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain(`All ${String(story.length * 3)} ended as the story says they must.`);
    expect(run.stdout).not.toContain('✗');
  });

  it.each(story.map(({ title }) => title))('shows the timelines of "%s" and sums it up in three protocols', (title) => {
    const lines = run.stdout.split('\n');
    const start = lines.findIndex((line) => line.endsWith(`. ${title}`));
    const next = lines.findIndex((line, index) => index > start && /^\d+\. |^ +chat-completions +responses/.test(line));
    const chapter = lines.slice(start, next);
    for (const { name } of protocols) expect(chapter).toContain(`  ${name}`);
    expect(chapter.filter((line) => / attempt 1$/.test(line))).toHaveLength(3);
    expect(chapter.filter((line) => / (whole|failed) {2}/.test(line))).toHaveLength(3);
    expect(lines.find((line) => line.startsWith(`${title}  `))?.match(/✓/g)).toHaveLength(3);
  });

  it('shows the words, the wait and the advice', () => {
    expect(run.stdout).toContain('Every│ word│ is│ a│ frame,');
    expect(run.stdout).toContain('wait           1.00 s after rate_limit_error: Rate limit reached');
    expect(run.stdout).toContain('Check the API key');
    expect(run.stdout).toContain('restart        everything before this is void');
    expect(run.stdout).toContain('kept     "Every word is a frame,"');
  });

  it('keeps to 100 columns and to plain text in a pipe', () => {
    expect(run.stdout).not.toContain('\u001b');
    expect(run.stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });
});

describe('the story', () => {
  const clean: Scenario = { title: 'Hello', lesson: '', script: [{ text: 'Hello' }], expected: { text: 'Hello', attempts: 1 } };
  const style = terminalStyle({}, {});

  async function tell(scenario: Scenario): Promise<{ asExpected: boolean; shown: string }> {
    const lines: string[] = [];
    const asExpected = await tellStory([scenario], { write: (line) => lines.push(line), style });
    return { asExpected, shown: lines.join('\n') };
  }

  it('is content with what it expects', async () => {
    expect(await tell(clean)).toMatchObject({ asExpected: true });
  });

  it.each<[string, Partial<Scenario['expected']>]>([
    ['text: expected "Bye", got "Hello"', { text: 'Bye' }],
    ['attempts: expected 2, got 1', { attempts: 2 }],
    ['requests at the gateway: expected 2, got 1', { attempts: 2 }],
    ['restarts: expected 1, got 0', { restarts: 1 }],
    ['waits: expected 5 ms or more, got 0 ms', { leastWaitMs: 5 }],
    ['error type: expected "timeout", got none', { error: { type: 'timeout', origin: 'transport', retryable: true } }],
  ])('finds a difference: %s', async (difference, expected) => {
    const { asExpected, shown } = await tell({ ...clean, expected: { ...clean.expected, ...expected } });
    expect(asExpected).toBe(false);
    expect(shown).toContain(`  ✗ ${difference}`);
    expect(shown).toContain('3 of 3 did not end as the story says they must.');
  });

  it('finds an error that nobody expected', async () => {
    const { asExpected, shown } = await tell({ ...clean, script: [{ status: 401 }] });
    expect(asExpected).toBe(false);
    expect(shown).toContain('  ✗ error status: expected none, got 401');
  });

  it('shows text that could steer a terminal as text', async () => {
    const { shown } = await tell({ ...clean, script: [{ text: '\u001b[2Jgone\u009b\u202e\n' }] });
    expect(shown).toContain('\\u001b[2Jgone\\u009b\\u202e\\n');
    expect(shown).not.toMatch(/[\u001b\u009b\u202e]/);
  });

  it('breaks no word and no line of a narrow terminal', async () => {
    const lines: string[] = [];
    const narrow = terminalStyle({ isTTY: true, columns: 60 }, { NO_COLOR: '1' });
    await tellStory(story.slice(2, 3), { write: (line) => lines.push(line), style: narrow });
    expect(lines.filter((line) => line.length > 60)).toEqual([]);
  });
});

describe('the code beside a timeline', () => {
  it('is what made it: evaluated, it gives the same answer', async () => {
    const scenario = story.find(({ title }) => title === 'A reset, then a restart');
    if (scenario === undefined) throw new Error('the story has this chapter');
    const lines: string[] = [];
    await tellStory([scenario], { write: (line) => lines.push(line), style: terminalStyle({}, {}) });
    const codes = lines.join('\n').match(/streamFrames\([\s\S]*?\n(?= +\d)/g) ?? [];
    expect(codes).toHaveLength(3);
    for (const code of codes) {
      await using gateway = await mockGateway({ script: scenario.script });
      const scope = { streamFrames, reliably, collect, chatCompletions, responses, messages, baseUrl: gateway.baseUrl, apiKey: 'any', body: { model: 'any' } };
      expect((await lastValueFrom(runInNewContext(code, scope) as Observable<Completion>)).text).toBe(scenario.expected.text);
      expect(gateway.requests).toHaveLength(scenario.expected.attempts);
    }
  });
});

describe('npm run demo -- --help', () => {
  it('helps in a process of its own, too', async () => {
    const { code, stdout, stderr } = await startChild(['--help'], 'docs/examples/demo/main.ts').ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('npm run demo -- --file FILE');
  }, PATIENCE_MS);

  it('says how it is used and how it is told the key', async () => {
    const { code, stdout, stderr } = await demo(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of ['--file', '--protocol', '--base-url', '--model', '--prompt', 'FRAMEWISE_API_KEY', 'Exit code']) {
      expect(stdout).toContain(word);
    }
  });
});

describe('bad arguments', () => {
  const live = ['--base-url', 'http://127.0.0.1:1', '--model', 'any'];

  const cases: readonly (readonly [what: string, args: readonly string[], line: string, env?: Record<string, string>])[] = [
    ['an unknown option', ['--nonsense'], "Unknown option '--nonsense'."],
    ['an argument that is no option', [KEY], 'Only options are understood.'],
    ['an option without its value', ['--file'], "Option '--file <value>' argument missing."],
    ['an option with an empty value', ['--file=', '--protocol', 'messages'], '--file needs a value.'],
    ['an unknown protocol', ['--file', 'x', '--protocol', 'nonsense'], '--protocol must be one of chat-completions, responses, messages.'],
    ['a missing file', ['--file', 'nowhere.sse', '--protocol', 'messages'], '"nowhere.sse" cannot be read: there is no such file.'],
    ['a folder', ['--file', 'docs', '--protocol', 'messages'], '"docs" cannot be read: it is a folder.'],
    ['a file and a gateway', ['--file', 'x', ...live], '--file and --base-url exclude each other: a recording or a live gateway.'],
    ['a model without a gateway', ['--model', 'any'], '--model and --prompt need --base-url, the gateway to ask.'],
    ['a gateway without a model', ['--base-url', 'http://127.0.0.1:1'], '--base-url needs --model, the model to ask.'],
    ['a gateway that is no URL', ['--base-url', 'localhost', '--model', 'any'], '--base-url must be an http or https URL.'],
    ['a gateway without a key', live, '--base-url needs a key in the environment: FRAMEWISE_API_KEY, or OPENAI_API_KEY for chat-completions.'],
    ['a key of another vendor', [...live, '--protocol', 'messages'], '--base-url needs a key in the environment: FRAMEWISE_API_KEY, or ANTHROPIC_API_KEY for messages.', { OPENAI_API_KEY: KEY }],
  ];
  it.each(cases.map(([what, args, line, env = {}]) => [what, args, line, env] as const))('get one line for %s', async (_, args, line, env) => {
    expect(await demo(args, { env })).toEqual({ code: 2, stdout: '', stderr: `demo: ${line} See --help.\n` });
  });
});

describe('a recording', () => {
  let folder = '';
  const late = { type: 'inappropriate_content', message: 'We got a bad response from the source.' };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'framewise-demo-'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  async function recorded(content: string): Promise<string> {
    const file = join(folder, 'answer.sse');
    await writeFile(file, content);
    return file;
  }

  it.each(named)('of a whole answer ends well in %s, which it detects, beside the code that reads it', async (name, protocol) => {
    const file = await recorded(writeAnswer(protocol, { text: 'Hello, world', usage: { inputTokens: 3, outputTokens: 2 } }));
    const { code, stdout, stderr } = await demo(['--file', file]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ {4}from\(chunks\)\.pipe\(parseFrames\((?:chatCompletions|responses|messages)\), reliably\(\{ maxRetries: 0 \}\), collect\(\)\)\n/);
    expect(stdout).toContain('✓ The answer is whole: it finished by itself.');
    expect(stdout).toContain(`protocol  ${name}, by the shape of its events`);
    expect(stdout).toMatch(/text ×2 +Hello,│ world/);
  });

  it.each(named)('of an answer that failed late says so in %s', async (name, protocol) => {
    const file = await recorded(writeAnswer(protocol, { text: 'Hello,', error: late }));
    const { code, stdout, stderr } = await demo(['--file', file, '--protocol', name]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('✗ The server reported an error after 6 characters of text: inappropriate_content');
    expect(stdout).toContain('Change the content');
  });

  it('in the disguise of a log is read all the same', async () => {
    const file = await recorded(writeAnswer(messages, { text: 'Hello,' }).replaceAll(/^/gm, '[12:00:01] '));
    expect(await demo(['--file', file])).toMatchObject({ code: 0 });
  });

  it.each([[['--file', '-']], [['--protocol', 'responses']]])('comes from standard input too, with %j', async (args) => {
    const { code, stdout, stderr } = await demo(args, { input: writeAnswer(responses, { text: 'Hello, world' }) });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('protocol  responses');
  });
});

describe('a live gateway', () => {
  it.each([
    ['chat-completions', 'OPENAI_API_KEY', 'authorization', `Bearer ${KEY}`],
    ['responses', 'FRAMEWISE_API_KEY', 'authorization', `Bearer ${KEY}`],
    ['messages', 'ANTHROPIC_API_KEY', 'x-api-key', KEY],
  ])('is asked in %s with the key from %s', async (name, variable, header, value) => {
    await using gateway = await mockGateway({ script: [{ status: 503 }, { text: 'One two' }] });
    const args = ['--base-url', gateway.baseUrl, '--model', 'some-model', '--protocol', name, '--prompt', 'Count!'];
    const { code, stdout, stderr } = await demo(args, { env: { [variable]: KEY } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('attempt 2');
    expect(stdout).toContain('whole          "One two"');
    expect(stdout).not.toContain(KEY);
    expect(gateway.requests).toHaveLength(2);
    const { headers, body } = await gateway.requestAt(1);
    expect(headers[header]).toBe(value);
    expect(body).toMatchObject({ model: 'some-model', stream: true });
    expect(JSON.stringify(body)).toContain('Count!');
  });

  it('speaks Chat Completions unless told otherwise, and may end badly, without a word of the key', async () => {
    await using gateway = await mockGateway({
      script: [{ status: 401, error: { type: 'authentication_error', message: `Incorrect API key provided: ${KEY}` } }],
    });
    const { code, stdout, stderr } = await demo(['--base-url', gateway.baseUrl, '--model', 'any'], { env: { FRAMEWISE_API_KEY: KEY } });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('failed         authentication_error');
    expect(stdout).toContain('advice   Check the API key');
    expect(stdout).not.toContain(KEY);
    expect(gateway.requests[0]?.protocol?.name).toBe('chat-completions');
  });
});
