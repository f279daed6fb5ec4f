import { jest } from '@jest/globals';
import { lastValueFrom, of } from 'rxjs';

import { accumulate } from '../../src/operators/accumulate.js';
import { collect } from '../../src/operators/collect.js';
import { failOnErrorFrame } from '../../src/operators/fail-on-error-frame.js';
import { untilTerminal } from '../../src/operators/until-terminal.js';
import type { AccumulatingProtocol } from '../../src/protocol.js';
import { parseFrames } from '../../src/wire/parsing/parse-frames.js';
import { describeRecorded } from '../support/recordings.js';
import type { Difference, Plain } from './difference.js';
import { fixtureStreams, goodRecordings, payloadsIn, type Stream } from './stream.js';

export interface Comparison<P extends object, A> {
  readonly protocol: AccumulatingProtocol<P, A>;
  readonly sdk: string;
  /** What the SDK's own helper makes of a response; it never reaches the network. */
  readonly askSdk: (response: Response) => Promise<unknown>;
  readonly written: readonly Stream[];
  readonly differences: readonly Difference[];
  /** Streams that the SDK refuses, by name, and with what words. */
  readonly refused: Readonly<Record<string, string>>;
  /** Streams that contradict themselves, and with what words `accumulate` refuses them, as the SDK does with its own. */
  readonly bothRefuse?: readonly (readonly [name: string, message: string])[];
  /** Recordings that the SDK refuses and that somebody has shortened by hand, so that their fragments are not all of the text. */
  readonly shortened?: readonly string[];
}

type Outcome = { readonly answer: Plain } | { readonly failure: Error };

/** What each of the two makes of one stream. */
interface Compared {
  readonly bytes: Uint8Array;
  readonly ours: Outcome;
  readonly theirs: Outcome;
}

type Row = readonly [name: string, open: () => Promise<Compared>];

/** Declares the tests that `accumulate` builds of every stream, field for field, what the vendor's SDK builds. */
export function compareWithSdk<P extends object, A>(comparison: Comparison<P, A>): void {
  const { protocol, sdk, differences, refused, bothRefuse = [], shortened = [] } = comparison;
  const isRefused = ([name]: Row): boolean => Object.hasOwn(refused, name);
  const isContradictory = ([name]: Row): boolean => bothRefuse.some(([other]) => other === name);
  const isTaken = (row: Row): boolean => !isRefused(row) && !isContradictory(row);
  const rowsOf = (streams: readonly Stream[]): readonly Row[] => streams.map((stream) => rowOf(comparison, stream));

  // The OpenAI SDK prints what it cannot parse.
  beforeAll(() => jest.spyOn(console, 'error').mockImplementation(() => undefined));
  afterAll(() => jest.restoreAllMocks());

  const expectSame = async (_: string, open: Row[1]): Promise<void> => {
    const compared = await open();
    expect(compared.ours).toEqual({ answer: mended(compared, differences) });
  };
  const expectRefused = async (name: string, open: Row[1]): Promise<void> => {
    const { ours, theirs, bytes } = await open();
    expect(theirs).toHaveProperty('failure.message', expect.stringContaining(refused[name] ?? 'an entry in the list'));
    // What it would have built nobody knows; that ours has all the words, and no others, the neutral fold does.
    const { text } = await lastValueFrom(framesOf(protocol, bytes).pipe(collect()));
    const isAsStreamed = 'answer' in ours && textIn(ours.answer) === text;
    expect(isAsStreamed).toBe(!shortened.includes(name));
  };

  const local = rowsOf([...fixtureStreams(protocol), ...comparison.written]);
  describe(`accumulate(${protocol.name}) builds what the ${sdk} builds`, () => {
    it.each(local.filter(isTaken))('of the %s', expectSame);
    it.each(local.filter(isRefused))('or more: the SDK refuses the %s', expectRefused);
  });

  const recorded = rowsOf(goodRecordings(protocol));
  describeRecorded(`accumulate(${protocol.name}) builds what the ${sdk} builds of recordings (FRAMEWISE_RECORDINGS)`, () => {
    it.each(recorded.filter(isTaken))('%s', expectSame);
    it.each(recorded.filter(isRefused))('%s, which the SDK refuses', expectRefused);

    for (const [name, message] of bothRefuse) {
      it(`${name}, which both refuse`, async () => {
        const compared = await recorded.find(([other]) => other === name)?.[1]();
        expect(compared).toMatchObject({ ours: { failure: { type: 'invalid_frame', message } }, theirs: { failure: {} } });
      });
    }

    it('meets every stream that is listed as refused', () => {
      const names = [...local, ...recorded].map(([name]) => name);
      expect(names).toEqual(expect.arrayContaining(Object.keys(refused)));
    });

    it.each(differences)('needs the difference that $what', async (difference) => {
      const others = differences.filter((other) => other !== difference);
      const all = await Promise.all([...local, ...recorded].filter(isTaken).map(([, open]) => open()));
      const unexplained = all.filter((compared) => !isSame(compared.ours, { answer: mended(compared, others) }));
      expect(unexplained.length).toBeGreaterThan(0);
    });
  });
}

function rowOf<P extends object, A>({ protocol, askSdk }: Comparison<P, A>, { name, bytes }: Stream): Row {
  let compared: Promise<Compared> | undefined;
  const compare = async (): Promise<Compared> => {
    const response = new Response(bytes.slice(), { headers: { 'content-type': 'text/event-stream' } });
    const ours = await outcomeOf(lastValueFrom(framesOf(protocol, bytes).pipe(accumulate(protocol))));
    return { bytes, ours, theirs: await outcomeOf(askSdk(response)) };
  };
  return [name, () => (compared ??= compare())];
}

function framesOf<P extends object, A>(protocol: AccumulatingProtocol<P, A>, bytes: Uint8Array) {
  return of(bytes).pipe(parseFrames(protocol), failOnErrorFrame(), untilTerminal());
}

/** As plain JSON, so that only what is said counts. */
async function outcomeOf(answer: Promise<unknown>): Promise<Outcome> {
  try {
    return { answer: JSON.parse(JSON.stringify(await answer)) as Plain };
  } catch (failure) {
    return { failure: failure as Error };
  }
}

/** The SDK's answer with each of the differences mended, in their order. */
function mended({ theirs, bytes }: Compared, differences: readonly Difference[]): Plain {
  if ('failure' in theirs) throw theirs.failure;
  const payloads = payloadsIn(bytes);
  return differences.reduce((answer, { mend }) => mend(answer, payloads), theirs.answer);
}

/** The text of the first choice, or of the blocks, or of the output. */
function textIn({ choices, content, output_text: outputText }: Plain): string {
  if (typeof outputText === 'string') return outputText;
  const [choice] = (choices ?? []) as readonly { readonly message: Plain }[];
  const said = choice === undefined ? content : choice.message.content;
  if (!Array.isArray(said)) return typeof said === 'string' ? said : '';
  return (said as readonly Plain[]).map(({ type, text }) => (type === 'text' ? text : '')).join('');
}

function isSame(a: unknown, b: unknown): boolean {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
}
