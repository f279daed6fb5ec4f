import { readFileSync } from 'node:fs';
import { ApiError, chatCompletions, collect, fallBackTo, messages, reliably, type ReliablyOptions, type RequestOptions, resumableFrames, streamFrames, Upstream } from 'framewise';
import { type AnswerLog, ResumableAnswers } from 'framewise/serving';
import { mockGateway, type ScriptEntry } from 'framewise/testing';
import { lastValueFrom, map, NEVER, type Observable, of, throwError } from 'rxjs';

const quiet = { warn: () => undefined, error: () => undefined };
const fast = { initialDelayMs: 1, maxDelayMs: 2, logger: quiet };
const busy: ScriptEntry = { status: 503, error: { type: 'overloaded_error', message: 'Busy.' } };
const whole: ScriptEntry = { text: ['One ', 'two.'] };

/** What a user sees: the whole answer, or the type of the error. */
async function seen(answer: Observable<{ readonly text: string }>): Promise<string> {
  try {
    const { text } = await lastValueFrom(answer);
    return text === 'One two.' ? 'the whole answer' : `another answer: ${text}`;
  } catch (error) {
    return ApiError.is(error) ? error.type : `no ApiError: ${String(error)}`;
  }
}

type Wrap = (request: RequestOptions) => Observable<{ readonly text: string }>;

const through = (options: ReliablyOptions<object>): Wrap => (request) => streamFrames<object>(chatCompletions as never, request).pipe(reliably({ ...fast, ...options }), collect());

/** What is seen of the last of some calls, to a gateway with this script. */
async function calls(script: readonly ScriptEntry[], wrap: Wrap, before = 0): Promise<string> {
  await using gateway = await mockGateway({ script });
  const request = { baseUrl: gateway.baseUrl, apiKey: 'key', body: { model: 'm' } };
  for (let call = 0; call < before; call += 1) await seen(wrap(request));
  return await seen(wrap(request));
}

const event = (id: number, text: string): string => `id: ${String(id)}\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"${text}"}}\n\n`;
const stop = 'id: 9\ndata: {"type":"message_stop"}\n\n';

function resumed(...bodies: string[]): Promise<string> {
  const open = (): Promise<Response> => Promise.resolve(new Response(bodies.shift() ?? '', { headers: { 'content-type': 'text/event-stream' } }));
  return seen(resumableFrames<object>(messages as never, open, { initialDelayMs: 1, maxDelayMs: 1 }).pipe(reliably(fast), collect()));
}

/** What the reader of a kept answer sees. */
const read = (log: Partial<AnswerLog>): Promise<string> =>
  seen(new ResumableAnswers({ begin: () => Promise.resolve(undefined), cancel: () => Promise.resolve(false), read: () => NEVER, ...log }).read('id').pipe(map(({ data }) => ({ text: data as string }))));

const faults: Readonly<Record<string, () => Promise<string>>> = {
  'a 503 before any output': () => calls([busy, whole], through({})),
  'a 503 each time': () => calls([busy, busy, busy], through({})),
  'a reset in the middle': () => calls([{ ...whole, fault: { kind: 'reset', afterText: 'One ' } }], through({})),
  'a reset in the middle, `afterOutput: \'restart\'`': () => calls([{ ...whole, fault: { kind: 'reset', afterText: 'One ' } }, whole], through({ afterOutput: 'restart' })),
  'a used-up balance, `fallBackTo`': () => calls([{ status: 402, error: { type: 'insufficient_credits', message: 'Pay.' } }, whole], (request) =>
    streamFrames(chatCompletions, request).pipe(reliably(fast), fallBackTo(() => streamFrames(chatCompletions, request).pipe(reliably(fast))), collect())),
  'silence in the middle, `betweenFramesMs`': () => calls([{ ...whole, fault: { kind: 'stall', afterText: 'One ' } }], through({ betweenFramesMs: 300 })),
  'pings without end, `betweenOutputMs`': () => calls([{ ...whole, fault: { kind: 'stall', afterText: 'One ', heartbeatMs: 5 } }], through({ betweenOutputMs: 400 })),
  'attempts without end, `failAfterMs`': () => calls(Array.from({ length: 50 }, () => busy), through({ failAfterMs: 50, maxRetries: 40, jitter: 'none', maxDelayMs: 20, initialDelayMs: 20 })),
  'failures in a row, with an `Upstream`': () => calls(Array.from({ length: 3 }, () => busy), through({ maxRetries: 0, upstream: new Upstream({ breaker: { failuresInRow: 3 } }) }), 3),
  'a 429 with a wait, with an `Upstream`': () => calls([{ status: 429, headers: { 'retry-after-ms': '40' } }, whole], through({ upstream: new Upstream() })),
  'a 429 with a wait beyond `maxHoldMs`': () => calls([{ status: 429, headers: { 'retry-after': '90' } }], through({ upstream: new Upstream() }), 1),
  'more callers than `maxQueued`': async () => {
    const upstream = new Upstream({ maxConcurrent: 1, maxQueued: 0 });
    const first = NEVER.pipe(upstream.admit()).subscribe({ error: () => undefined });
    const outcome = await calls([whole], through({ upstream }));
    first.unsubscribe();
    return outcome;
  },
  'a used-up retry budget': () => calls([busy, whole], through({ upstream: new Upstream({ retryBudget: { ratio: 0, reserve: 0 } }) })),
  'a broken connection, `resumableFrames`': () => resumed(event(1, 'One '), event(2, 'two.') + stop),
  'a resume that begins too late': () => resumed(event(1, 'One ') + event(2, 'two.'), event(4, '')),
  'resumes that bring nothing': () => resumed(event(1, 'One ')),
  'the writer of a kept answer is killed': () => read({ read: () => of({ end: { stopped: 'lost' as const } }) }),
  'a kept answer is cancelled': () => read({ read: () => of({ end: { stopped: 'cancelled' as const } }) }),
  'the log of answers is gone': () => read({ read: () => throwError(() => new Error('down')) }),
};

const page = readFileSync(new URL('../../docs/resilience.md', import.meta.url), 'utf8');
const table = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
const rows = table.slice(table.findIndex((cells) => cells[1] === 'fault') + 2).filter((cells) => cells.length === 5);

describe('the table of faults', () => {
  it('names those that are tried here, and no other', () => {
    expect(rows.map(([, fault]) => fault)).toEqual(Object.keys(faults));
  });

  it.each(Object.entries(faults))('says what the user sees of %s', async (fault, run) => {
    const sees = rows.find((cells) => cells[1] === fault)?.[3] ?? '';
    expect(sees.replaceAll('`', '')).toContain(await run());
  });
});
