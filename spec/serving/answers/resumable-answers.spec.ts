import { ApiError } from 'framewise';
import { type AnswerLog, ResumableAnswers, sse, type SseEvent } from 'framewise/serving';
import { defer, EMPTY, firstValueFrom, lastValueFrom, NEVER, Observable, of, Subject, throwError, toArray } from 'rxjs';

import { failureOf } from '../../support/failure-of.js';

const idsIn = (events: readonly SseEvent[]): (string | undefined)[] => events.map(({ id }) => id);
const all = (events$: Observable<SseEvent>): Promise<SseEvent[]> => lastValueFrom(events$.pipe(toArray()));
const event = (data: string): SseEvent => ({ data, id: 'of the source', type: 'word' });

/** Events by hand, and how many are subscribed to them. */
function source(): { events$: Observable<SseEvent>; next: Subject<SseEvent>; open: () => number } {
  let open = 0;
  const next = new Subject<SseEvent>();
  const events$ = new Observable<SseEvent>((subscriber) => {
    open += 1;
    subscriber.add(() => { open -= 1; });
    return next.subscribe(subscriber);
  });
  return { events$, next, open: () => open };
}

describe('ResumableAnswers', () => {
  it('numbers the events, goes on without a reader, and lets one come back behind the last it has seen', async () => {
    const answers = new ResumableAnswers();
    const { events$, next, open } = source();
    await answers.start('a', events$);
    next.next(event('one'));
    const first = await firstValueFrom(answers.read('a'));
    expect(first).toEqual({ data: 'one', type: 'word', id: '1' });
    next.next(event('two'));
    const rest = all(answers.read('a', first.id));
    next.next(event('three'));
    next.complete();
    expect(idsIn(await rest)).toEqual(['2', '3']);
    expect(idsIn(await all(answers.read('a')))).toEqual(['1', '2', '3']);
    expect(open()).toBe(0);
  });

  it('refuses an id that exists with a 409, before anything is asked of the upstream', async () => {
    const answers = new ResumableAnswers();
    await answers.start('a', NEVER);
    let asked = 0;
    const again = answers.start('a', defer(() => { asked += 1; return EMPTY; }));
    await expect(again).rejects.toMatchObject({ status: 409, type: 'conflict_error', retryable: false });
    expect(asked).toBe(0);
    await answers.close();
  });

  it('is a 503 before anything is asked of the upstream, where the log fails', async () => {
    const broken: AnswerLog = {
      begin: () => Promise.reject(new Error('redis://secret@host')),
      cancel: () => Promise.reject(new Error('down')),
      read: () => throwError(() => new Error('down')),
    };
    const answers = new ResumableAnswers(broken);
    let asked = 0;
    const started = answers.start('a', defer(() => { asked += 1; return EMPTY; }));
    await expect(started).rejects.toMatchObject({ status: 503, type: 'overloaded_error', message: 'The log of answers cannot be reached.' });
    expect(asked).toBe(0);
    await expect(answers.cancel('a')).rejects.toMatchObject({ status: 503 });
    expect(await failureOf(answers.read('a'))).toMatchObject({ status: 503 });
  });

  it('is a 404 for an id that is unknown, and a 400 for what is no id of an event', async () => {
    const answers = new ResumableAnswers();
    expect(await failureOf(answers.read('a'))).toMatchObject({ status: 404, type: 'not_found_error' });
    await answers.start('a', of(event('one')));
    for (const id of ['-1', 'one', '1.5', '9'.repeat(40)]) expect(await failureOf(answers.read('a', id))).toMatchObject({ status: 400 });
    for (const id of ['', null, '0']) expect(await all(answers.read('a', id))).toHaveLength(1);
  });

  it('is a 400 for an event that a living answer has not had: it is of another answer, and to wait or to begin anew would lose or mix words', async () => {
    const answers = new ResumableAnswers();
    const { events$, next } = source();
    await answers.start('a', events$);
    expect(await failureOf(answers.read('a', '1'))).toMatchObject({ status: 400 });
    next.next(event('one'));
    const failure = await failureOf(answers.read('a', '2'));
    expect([failure, await failureOf(answers.read('a', '99999'))]).toMatchObject([{ status: 400 }, { status: 400 }]);
    const rest = all(answers.read('a', '1'));
    next.next(event('two'));
    next.complete();
    expect(idsIn(await rest)).toEqual(['2']);
    expect(await all(answers.read('a', '99999'))).toEqual([]);
  });

  it('gives every reader the error of the source, with its status, and behind what was said', async () => {
    const answers = new ResumableAnswers();
    const limited = new ApiError({ type: 'rate_limit_error', origin: 'http', status: 429, retryAfterMs: 2_000, message: 'Slow down.', raw: { prompt: 'private' } });
    await answers.start('early', throwError(() => limited));
    expect(await failureOf(answers.read('early'))).toMatchObject({ type: 'rate_limit_error', origin: 'http', status: 429, retryAfterMs: 2_000, message: 'Slow down.', retryable: true });
    expect(JSON.stringify(await failureOf(answers.read('early')))).not.toContain('private');
    const { events$, next } = source();
    await answers.start('late', events$);
    next.next(event('one'));
    next.error(new Error('a bug'));
    expect(idsIn([await firstValueFrom(answers.read('late'))])).toEqual(['1']);
    expect(await failureOf(answers.read('late', '1'))).toMatchObject({ type: 'unknown_error' });
  });

  it('cancels: the source is left, readers are told, and what was said stays', async () => {
    const answers = new ResumableAnswers();
    const { events$, next, open } = source();
    await answers.start('a', events$);
    next.next(event('one'));
    const failure = failureOf(answers.read('a'));
    expect(await answers.cancel('a')).toBe(true);
    expect(open()).toBe(0);
    expect(await failure).toMatchObject({ type: 'answer_cancelled', status: 410, retryable: false });
    expect((await firstValueFrom(answers.read('a'))).data).toBe('one');
    expect(await answers.cancel('a')).toBe(false);
    expect(await answers.cancel('b')).toBe(false);
  });

  it('ends an answer that cannot be kept', async () => {
    const answers = new ResumableAnswers();
    const { events$, next, open } = source();
    await answers.start('a', events$);
    const circle: { self?: unknown } = {};
    circle.self = circle;
    next.next({ data: circle });
    expect(open()).toBe(0);
    expect(await failureOf(answers.read('a'))).toMatchObject({ type: 'unknown_error' });
  });

  it('ends all answers that are written here when it is closed, and takes no more', async () => {
    const answers = new ResumableAnswers();
    const sources = [source(), source()];
    for (const [index, { events$ }] of sources.entries()) await answers.start(String(index), events$);
    const failure = failureOf(answers.read('1'));
    await answers.close();
    expect(sources.map(({ open }) => open())).toEqual([0, 0]);
    expect(await failure).toMatchObject({ type: 'aborted' });
    await expect(answers.start('2', NEVER)).rejects.toMatchObject({ type: 'aborted' });
  });
});

describe('sse of an answer', () => {
  it('is 204 where nothing is left, and the events from there where something is', async () => {
    const answers = new ResumableAnswers();
    await answers.start('a', of(event('one'), event('two')));
    const nothing = await sse(answers.read('a', '2'));
    expect([nothing.status, nothing.headers.get('cache-control')]).toEqual([204, 'no-cache, no-store, no-transform']);
    const response = await sse(answers.read('a', '1'));
    expect([response.status, await response.text()]).toEqual([200, 'event: word\nid: 2\ndata: two\n\n']);
  });

  it('is 200 without events for any other source that is empty', async () => {
    const response = sse(EMPTY);
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('rejects with an error before the first event, and writes one behind it', async () => {
    const answers = new ResumableAnswers();
    await expect(sse(answers.read('a'))).rejects.toMatchObject({ status: 404 });
    const { events$, next } = source();
    await answers.start('a', events$);
    next.next(event('one'));
    const response = await sse(answers.read('a'));
    const text = response.text();
    await answers.cancel('a');
    expect(await text).toContain('event: error\ndata: {"error":{"type":"answer_cancelled","message":"The answer was cancelled."}}');
  });
});
