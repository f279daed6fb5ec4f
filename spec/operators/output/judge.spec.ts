import { lastValueFrom } from 'rxjs';
import * as z from 'zod';

import type { FinishReason } from '../../../src/answer/delta.js';
import { AnswerDocument } from '../../../src/operators/output/answer-document.js';
import { judgeCall, judgeDocument } from '../../../src/operators/output/judge.js';
import type { EndedCall } from '../../../src/operators/output/open-calls.js';

const city = z.object({ city: z.string() });
const finishOf = (reason: FinishReason) => ({ type: 'finish', reason, raw: reason, choice: 0 }) as const;
const ended = (raw: string, { name = 'weather', reason }: { name?: string; reason?: FinishReason } = {}): EndedCall => ({
  call: { index: 0, choice: 0, id: 'call_1', name, raw } as unknown as EndedCall['call'],
  finish: reason && finishOf(reason),
});
const judged = (call: EndedCall) => lastValueFrom(judgeCall(call, { weather: city }));

describe('judgeCall', () => {
  it('gives a call that can be made', async () => {
    await expect(judged(ended('{"city":"Oslo"}'))).resolves.toEqual({ name: 'weather', id: 'call_1', index: 0, choice: 0, raw: '{"city":"Oslo"}', arguments: { city: 'Oslo' } });
  });

  it('takes no arguments for an empty object', async () => {
    await expect(lastValueFrom(judgeCall(ended('  '), undefined))).resolves.toMatchObject({ arguments: {} });
  });

  it.each([
    ['no name', ended('{}', { name: '' }), 'The model called a tool without a name.'],
    ['an unknown name', ended('{}', { name: 'search' }), 'There is no tool "search"; the tools are: weather.'],
    ['no JSON', ended('{"city":', { reason: 'stop' }), 'The arguments of "weather" are not valid JSON.'],
    ['a cut', ended('{"city":', { reason: 'length' }), 'The call of "weather" was cut short: the answer ended with "length".'],
    ['a cut before the first argument', ended('', { reason: 'length' }), 'The call of "weather" was cut short: the answer ended with "length".'],
    ['the wrong form', ended('{"city":1}'), 'The arguments of "weather" do not match the schema: city: Invalid input: expected string, received number.'],
  ])('says what is wrong with %s', async (_, call, message) => {
    const { error } = await judged(call);
    expect(error).toMatchObject({ type: 'invalid_output', origin: 'protocol', message, retryable: false });
  });

  it('names a few issues, and counts the rest', async () => {
    const fields = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`f${String(index)}`, z.string()]));
    const { error } = await lastValueFrom(judgeCall(ended('{}'), { weather: z.object(fields) }));
    expect(error?.message).toMatch(/f4: [^;]+; and 3 more\.$/);
  });
});

describe('judgeDocument', () => {
  const documentOf = (text: string, reason?: FinishReason, refusal = ''): AnswerDocument =>
    Object.assign(new AnswerDocument('text'), { text, refusal, hasEnded: true, finish: reason && finishOf(reason) });
  const outcome = async (document: AnswerDocument): Promise<unknown> => lastValueFrom(judgeDocument(document, city));

  it('gives the value, out of a fence too', async () => {
    await expect(outcome(documentOf('```json\n{"city":"Oslo"}\n```', 'stop'))).resolves.toEqual({ city: 'Oslo' });
  });

  it.each([
    ['nothing', documentOf('', 'stop'), 'The text is missing: the answer ended with "stop".'],
    ['a chat', documentOf('Sure!', 'stop'), 'The text is not valid JSON.'],
    ['a cut', documentOf('{"city":"Os', 'length'), 'The text was cut short: the answer ended with "length".'],
    ['a refusal', documentOf('', undefined, 'I will not'), 'The model refused: the answer ended with "refusal".'],
    ['the wrong form', documentOf('{"city":1}', 'stop'), 'The text does not match the schema: city: Invalid input: expected string, received number.'],
  ])('says why there is none after %s', async (_, document, message) => {
    await expect(outcome(document)).rejects.toMatchObject({ type: 'invalid_output', message });
  });

  it('advises by how the answer ended', async () => {
    await expect(outcome(documentOf('{"c', 'length'))).rejects.toMatchObject({ advice: 'Raise the limit of output tokens, or ask for a shorter answer: this one was cut off at the limit.' });
  });
});
