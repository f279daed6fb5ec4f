import type { PayloadObject } from '../../../src/payload-object.js';
import { type KnownItem, pairItems } from '../../../src/protocols/responses/pair-items.js';
import { kindOf, saidBy } from '../../../src/protocols/responses/stated-item.js';

const message = (text: string, id?: string): PayloadObject => ({ type: 'message', id, content: [{ type: 'output_text', text }] });
const call = (callId: string, json: string, name = 'f'): PayloadObject => ({ type: 'function_call', call_id: callId, name, arguments: json });

function known(item: PayloadObject, index?: number): KnownItem & { readonly item: PayloadObject } {
  const { id, call_id: callId, name } = item as { id?: string; call_id?: string; name?: string };
  return { item, kind: kindOf(item), index, id, callId, name, said: saidBy(item) };
}

function pairs(stated: readonly PayloadObject[], before: readonly PayloadObject[]): readonly (number | undefined)[] {
  const items = before.map((item, at) => known(item, at));
  return pairItems(stated, items).map((item) => (item === undefined ? undefined : items.indexOf(item)));
}

describe('an item of the whole response', () => {
  it.each<[string, PayloadObject[], PayloadObject[], (number | undefined)[]]>([
    ['the call with its id, whatever its place', [call('b', '1'), call('a', '1')], [call('a', '1'), call('b', '2')], [1, 0]],
    ['the call with its arguments, under other ids', [call('x', '2'), call('y', '1')], [call('a', '1'), call('b', '2')], [1, 0]],
    ['the text that it repeats, where some are left out', [message('b')], [message('a'), message('b')], [1]],
    ['the text that it repeats, where all have one id', [message('b', 'i'), message('a', 'i')], [message('a', 'i'), message('b', 'i')], [1, 0]],
    ['the item with its id, in other words', [message('B!', 'b'), message('A!', 'a')], [message('a', 'a'), message('b', 'b')], [1, 0]],
    ['the item at its number, in other words and under another id', [message('A!', 'x'), message('B!', 'y')], [message('a', 'a'), message('b', 'b')], [0, 1]],
    ['the one of its kind, whatever it says, and wherever', [message('A!', 'x'), call('y', '2')], [call('a', '1'), message('a', 'a')], [1, 0]],
    ['the one of its kind under another name, where the id says so', [call('a', '2', 'g')], [call('a', '1', 'f')], [0]],
    ['no call of another name', [call('x', '1', 'g')], [call('a', '1', 'f')], [undefined]],
    ['no item of another kind', [message('a')], [call('a', 'a')], [undefined]],
    ['none, where it is further', [message('a'), message('b')], [message('a')], [0, undefined]],
  ])('is %s', (_which, stated, before, expected) => {
    expect(pairs(stated, before)).toEqual(expected);
  });
});
