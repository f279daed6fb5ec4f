import { concat, defer, EMPTY, from, lastValueFrom, map, type Observable, of, range, Subject, take, throwError, toArray } from 'rxjs';

import type { Delta } from '../../src/answer/delta.js';
import type { DataFrame, GoodFrame, RestartFrame, TerminalFrame } from '../../src/frame.js';
import { accumulate } from '../../src/operators/accumulate.js';
import { failOnErrorFrame } from '../../src/operators/fail-on-error-frame.js';
import { retryWithBackoff } from '../../src/operators/retry-with-backoff.js';
import { type AccumulatingProtocol, defineProtocol } from '../../src/protocol.js';
import { chatCompletions } from '../../src/protocols/chat-completions/protocol.js';
import { messages } from '../../src/protocols/messages/protocol.js';
import { parseFrames } from '../../src/wire/parsing/parse-frames.js';
import { apiError, restart, unknown } from './frames.js';
import { marbles } from './marbles.js';

interface Word {
  readonly word: string;
}

interface Sentence {
  readonly words: string;
}

type Input = GoodFrame<Word> | RestartFrame;

/** Joins words. An empty one adds nothing; a `!` is refused. */
const sentences = defineProtocol<Word, Sentence>({
  ...(chatCompletions as unknown as AccumulatingProtocol<Word, Sentence>),
  openAccumulator() {
    let sentence: Sentence | undefined;
    return {
      add({ word }) {
        if (word === '!') throw apiError({ type: 'invalid_frame' });
        if (word !== '') sentence = { words: `${sentence?.words ?? ''}${word}` };
        return sentence;
      },
      addUnknown: () => (sentence = { words: `${sentence?.words ?? ''}?` }),
    };
  },
});

const say = (word: string, ...deltas: Delta[]): DataFrame<Word> => ({ kind: 'data', payload: { word }, deltas });
const end = (payload?: Word): TerminalFrame<Word> => ({ kind: 'terminal', payload, deltas: [] });
const output: Delta = { type: 'text', text: 'x', choice: 0 };
const error = apiError();
const values = {
  p: say('P', { type: 'start', id: 'one' }),
  q: say('Q', { type: 'start', id: 'two' }),
  h: say('h'),
  a: say('a', output),
  b: say('b', output),
  n: say(''),
  x: say('!'),
  u: unknown,
  r: restart(2, error),
  t: end(),
  z: end({ word: 'z' }),
};
const snapshots = Object.fromEntries(
  Object.entries({ p: 'P', q: 'Q', a: 'Pa', b: 'Pab', c: 'Qb', d: 'b', e: 'P?', f: 'PaQ', h: 'Ph', z: 'Paz' }).map(([key, words]) => [key, { words }]),
);

describe('accumulate', () => {
  it('emits a snapshot for each frame that changed something, a terminal one too', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>('p-n-a-n-(z|)', values);
      const subs = '              ^-------!';
      const expected = '          p---a---(z|)';

      expectObservable(source.pipe(accumulate(sentences))).toBe(expected, snapshots);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('folds what frames of an unknown type carry, where the protocol can', () => {
    const deaf = defineProtocol<Word, Sentence>({
      ...sentences,
      openAccumulator() {
        const fold = sentences.openAccumulator();
        return { add: (payload) => fold.add(payload) };
      },
    });
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold<Input>('p-u-(t|)', values).pipe(accumulate(sentences))).toBe('p-e-|', snapshots);
      expectObservable(cold<Input>('p-u-(t|)', values).pipe(accumulate(deaf))).toBe('p---|', snapshots);
    });
  });

  it('emits nothing for a stream that said nothing', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold<Input>('n--(t|)', values).pipe(accumulate(sentences))).toBe('---|');
    });
  });

  it('starts over at a restart frame, with the next snapshot', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>('p-a-r-q-b-(t|)', values);
      const subs = '              ^---------!';
      const expected = '          p-a---q-c-|';

      expectObservable(source.pipe(accumulate(sentences))).toBe(expected, snapshots);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('starts over at the preamble of a silent retry, but not after output', () => {
    marbles(({ cold, expectObservable }) => {
      const silent = cold<Input>('p-h-q-b', values);
      const late = cold<Input>('  p-a-q', values);
      const opaque = cold<Input>('p-u-q', values);

      expectObservable(silent.pipe(accumulate(sentences))).toBe('p-h-q-c', snapshots);
      expectObservable(late.pipe(accumulate(sentences))).toBe('  p-a-f', snapshots);
      expectObservable(opaque.pipe(accumulate(sentences))).toBe('p-e-g', { ...snapshots, g: { words: 'P?Q' } });
    });
  });

  it('starts over after a restart as if nothing had been said', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold<Input>('p-a-r-p-q-b', values).pipe(accumulate(sentences))).toBe('p-a---p-q-c', snapshots);
    });
  });

  it.each([
    ['an empty source', '|', '|', '(^!)'],
    ['a silent source', '-', '-', '^'],
    ['an error, after what had arrived', 'p-a-#', 'p-a-#', '^---!'],
  ])('passes %s', (_, marble, expected, subs) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>(marble, values, error);

      expectObservable(source.pipe(accumulate(sentences))).toBe(expected, snapshots, error);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('leaves the source when it is left', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>('p--a--t', values);
      const unsub = '             ^---!';
      const expected = '          p--a-';

      expectObservable(source.pipe(accumulate(sentences)), unsub).toBe(expected, snapshots);
      expectSubscriptions(source.subscriptions).toBe(unsub);
    });
  });

  it('folds each subscription to the same operator value by itself', () => {
    const operator = accumulate(sentences);
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold<Input>('p-a-', values).pipe(operator)).toBe('p-a-', snapshots);
      expectObservable(cold<Input>('-b--', values).pipe(operator)).toBe('-d--', snapshots);
    });
  });

  it('fails at a payload that contradicts those before it, and leaves the source', () => {
    const source = new Subject<Input>();
    const seen: unknown[] = [];
    source.pipe(accumulate(sentences)).subscribe({ next: ({ words }) => seen.push(words), error: ({ type }: { type: string }) => seen.push(type) });
    source.next(values.a);
    source.next(values.x);
    expect(seen).toEqual(['a', 'invalid_frame']);
    expect(source.observed).toBe(false);
  });

  it('stops a synchronous source as soon as its consumer has enough', () => {
    let produced = 0;
    const source = range(0, 1_000).pipe(map((): Input => { produced += 1; return say('a', output); }));
    source.pipe(accumulate(sentences), take(2)).subscribe();
    expect(produced).toBe(2);
  });

  it('keeps order for a consumer that makes the source go on inside next', () => {
    const source = new Subject<Input>();
    const seen: string[] = [];
    source.pipe(accumulate(sentences)).subscribe(({ words }) => {
      seen.push(words);
      if (words === 'a') source.next(say('b', output));
    });
    source.next(say('a', output));
    source.next(say('c', output));
    expect(seen).toEqual(['a', 'ab', 'abc']);
  });
});

const sse = (...events: object[]): string => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
const start = (id: string, model: string): object => ({ type: 'message_start', message: { id, type: 'message', role: 'assistant', model, content: [], [model]: true } });
const empty = { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } };
const word = { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi' } };

describe('accumulate, after a retry', () => {
  function attempts(...bodies: readonly string[]): Observable<string> {
    let attempt = 0;
    return defer(() => {
      const body = bodies[attempt++] ?? '';
      return attempt < bodies.length ? concat(of(body), throwError(() => error)) : of(body);
    });
  }

  it('has nothing of the attempt that failed before it said anything', async () => {
    const answers = attempts(sse(start('msg_1', 'first'), empty), sse(start('msg_2', 'second'), empty, word, { type: 'message_stop' })).pipe(
      parseFrames(messages),
      failOnErrorFrame(),
      retryWithBackoff({ initialDelayMs: 0 }),
      accumulate(messages),
    );
    expect(await lastValueFrom(answers)).toStrictEqual({
      id: 'msg_2', type: 'message', role: 'assistant', model: 'second', second: true, content: [{ type: 'text', text: 'Hi' }],
    });
  });

  it('has nothing of the attempt that an announced replay made void', async () => {
    const answers = attempts(sse(start('msg_1', 'first'), empty, word), sse(start('msg_2', 'second'), empty, word, { type: 'message_stop' })).pipe(
      parseFrames(messages),
      failOnErrorFrame(),
      retryWithBackoff({ initialDelayMs: 0, afterOutput: 'restart' }),
      accumulate(messages),
      map(({ id, content }) => [id, content[0]?.text]),
      toArray(),
    );
    expect(await lastValueFrom(answers)).toEqual([
      ['msg_1', undefined], ['msg_1', ''], ['msg_1', 'Hi'],
      ['msg_2', undefined], ['msg_2', ''], ['msg_2', 'Hi'],
    ]);
  });
});

describe('accumulate, of an answer that fails', () => {
  it('leaves what had come before with the consumer', () => {
    const seen: unknown[] = [];
    from([sse(start('msg_1', 'm'), empty, word), sse({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })])
      .pipe(parseFrames(messages), failOnErrorFrame(), accumulate(messages))
      .subscribe({ next: ({ content }) => seen.push(content[0]?.text), error: ({ type }: { type: string }) => seen.push(type) });
    expect(seen).toEqual([undefined, '', 'Hi', 'overloaded_error']);
  });

  it('opens no fold before there is a subscriber', () => {
    let opened = 0;
    const counted = defineProtocol<Word, Sentence>({
      ...sentences,
      openAccumulator() {
        opened += 1;
        return sentences.openAccumulator();
      },
    });
    const answers = of<Input>(values.a).pipe(accumulate(counted));
    expect(opened).toBe(0);
    answers.subscribe();
    answers.subscribe();
    expect(opened).toBe(2);
    EMPTY.pipe(accumulate(counted)).subscribe();
    expect(opened).toBe(2);
  });
});
