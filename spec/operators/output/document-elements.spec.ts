import { type Delta, type FinishReason, type GoodFrame, type RestartFrame, structured } from 'framewise';
import { from, lastValueFrom, map, toArray } from 'rxjs';
import * as z from 'zod';

import { apiError, data, type Payload, restart, terminal, words } from '../frames.js';
import { marbles } from '../marbles.js';

type Input = GoodFrame<Payload> | RestartFrame;

const city = z.object({ name: z.string() }).transform(({ name }) => name.toUpperCase());
const finish = (reason: FinishReason = 'stop'): Delta => ({ type: 'finish', reason, raw: reason, choice: 0 });
const element = (index: number, value: unknown) => ({ kind: 'element', index, value });

function answer(frames: readonly Input[], options: { elements: string | true; from?: { tool: string } }, schema: z.ZodType = city): Promise<unknown[]> {
  return lastValueFrom(from(frames).pipe(structured(schema, options), toArray()));
}
const said = (text: string, reason?: FinishReason): Input[] => [words(text), data(finish(reason)), terminal];

describe('structured with elements', () => {
  it('gives each element once, validated, when it is closed', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>('a-b-c-d-t', { a: words('[{"name":"Os'), b: words('lo"},{"name":"Rome"}'), c: words(','), d: words('{"name":"Bern"}]'), t: terminal });
      const subs = '                 ^-------!';
      const expected = '             --(xy)--z-|'.replace('(xy)--', '(xy)');

      expectObservable(source.pipe(structured(city, { elements: true }))).toBe(expected, { x: element(0, 'OSLO'), y: element(1, 'ROME'), z: element(2, 'BERN') });
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('reads a field, a fence, and the arguments of a tool', async () => {
    const both = [element(0, 'A'), element(1, 'B')];
    expect(await answer(said('{"note":"x","cities":[{"name":"a"},{"name":"b"}],"end":1}'), { elements: 'cities' })).toEqual(both);
    expect(await answer(said('```json\n[{"name":"a"},{"name":"b"}]\n```'), { elements: true })).toEqual(both);
    const call = data({ type: 'tool-call', index: 0, id: 'c', name: 'save', arguments: '{"cities":[{"name":"a"},{"name":"b"}]}', choice: 0 });
    expect(await answer([call, data(finish('tool-calls')), terminal], { elements: 'cities', from: { tool: 'save' } })).toEqual(both);
  });

  it('waits for a schema that is asynchronous, and keeps the order', async () => {
    const slow = z.number().transform((value) => (value === 3 ? new Promise((resolve) => { setImmediate(resolve, value); }) : value));
    expect(await answer(said('[3,1,2]'), { elements: true }, slow)).toEqual([element(0, 3), element(1, 1), element(2, 2)]);
  });

  it('begins anew at a restart frame', async () => {
    const frames: Input[] = [words('[{"name":"a"},{"na'), restart(2, apiError()), ...said('[{"name":"b"}]')];
    expect(await answer(frames, { elements: true })).toEqual([element(0, 'A'), element(0, 'B')]);
  });

  it('gives what was closed before it fails at an element that the schema refuses', async () => {
    const seen: unknown[] = [];
    const failure = await new Promise((resolve) => {
      from(said('[{"name":"a"},{"name":7}]')).pipe(structured(city, { elements: true })).subscribe({ next: (each) => seen.push(each), error: resolve });
    });
    expect(seen).toEqual([element(0, 'A')]);
    expect(failure).toMatchObject({ type: 'invalid_output', message: expect.stringContaining('The text: element 1 does not match the schema: name:') as string, raw: '{"name":7}' });
  });

  it.each<[what: string, frames: Input[], elements: string | true, message: string]>([
    ['is cut', said('[{"name":"a"},{"na', 'length'), true, 'The text was cut short: the answer ended with "length".'],
    ['has no list', said('{"name":"a"}'), true, 'The text is no list.'],
    ['lacks the field', said('{"towns":[]}'), 'cities', 'The text is without a list "cities".'],
    ['is no JSON', said('Sorry'), true, 'The text is not valid JSON.'],
    ['is empty', said(''), true, 'The text is missing: the answer ended with "stop".'],
  ])('fails at the end of an answer that %s', async (_, frames, elements, message) => {
    await expect(answer(frames, { elements })).rejects.toMatchObject({ type: 'invalid_output', message });
  });

  it('has the types of elements only', () => {
    const elements = from<Input[]>([]).pipe(structured(city, { elements: true }));
    const typed = elements.pipe(map(({ kind, index, value }): ['element', number, string] => [kind, index, value]));
    // @ts-expect-error a flag that is false is no list
    structured(city, { elements: false });
    expect(typed).toBeDefined();
  });
});
