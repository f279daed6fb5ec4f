import { ItemRegister, type RegisteredItem } from '../../../src/protocols/responses/item-register.js';
import type { Fit } from '../../../src/protocols/responses/stated-item.js';

interface Item extends RegisteredItem {
  readonly name: string;
}

function item(name: string, fields: Partial<Item> = {}): Item {
  return { name, index: undefined, id: undefined, callId: undefined, isAnnounced: true, isOpen: true, isGrowing: true, ...fields };
}

function registerOf(...items: readonly Item[]): ItemRegister<Item> {
  const register = new ItemRegister<Item>();
  for (const each of items) register.add(each);
  return register;
}

const any = (): boolean => true;
const at = (index?: number, id?: string): { index: number | undefined; id: string | undefined } => ({ index, id });
const fits = (answers: Readonly<Record<string, Fit>>) => ({ name }: Item): Fit => answers[name] ?? 'other';

describe('a fragment', () => {
  const two = registerOf(item('a', { index: 0, id: 'ia' }), item('b', { index: 1, id: 'ib' }));

  it.each([
    ['with an id', at(undefined, 'ia'), 'a'],
    ['with a number', at(0), 'a'],
    ['with the id of one and the number of another', at(1, 'ia'), 'a'],
    ['with an id that nobody has', at(0, 'new'), 'a'],
    ['without anything', at(), 'b'],
  ])('%s', (_with, position, name) => {
    expect(two.find(position, any)?.name).toBe(name);
  });

  it('at a number that nobody has is that of another item', () => {
    expect(two.find(at(2), any)).toBeUndefined();
  });

  it('means the item with its id, where all have one number', () => {
    const register = registerOf(item('a', { index: 0, id: 'ia' }), item('b', { index: 0, id: 'ib' }));
    expect(['ia', 'ib'].map((id) => register.find(at(0, id), any)?.name)).toEqual(['a', 'b']);
    expect(register.find(at(0), any)?.name).toBe('b');
  });

  it('means the item with its number, where all have one id', () => {
    const register = registerOf(item('a', { index: 0, id: 'i' }), item('b', { index: 1, id: 'i' }));
    expect([0, 1].map((index) => register.find(at(index, 'i'), any)?.name)).toEqual(['a', 'b']);
  });

  it('is not added to an item that has been stated in full, but where it names that item and no other has its id', () => {
    const done = { isOpen: false, isGrowing: false };
    expect(registerOf(item('a', { index: 0, id: 'ia', ...done })).find(at(0), any)).toBeUndefined();
    expect(registerOf(item('a', { index: 0, id: 'ia', ...done })).find(at(0, 'ia'), any)?.name).toBe('a');
    expect(registerOf(item('a', { index: 0, id: 'i', ...done }), item('b', { index: 1, id: 'i', ...done })).find(at(0, 'i'), any)).toBeUndefined();
  });

  it('with another id at the number of an unannounced item is that of another item, once ids have been seen to stay', () => {
    const register = registerOf(item('a', { index: 0, id: 'ia', isAnnounced: false }));
    expect(register.find(at(0, 'ib'), any)?.name).toBe('a');
    expect(register.find(at(0, 'ia'), any)?.name).toBe('a');
    expect(register.find(at(0, 'ib'), any)).toBeUndefined();
  });
});

describe('what is stated in full', () => {
  it('means the item whose fragments it repeats, where its number says nothing or something else', () => {
    const register = registerOf(item('a', { index: 0 }), item('b', { index: 1 }));
    expect(register.findStated(at(1), any, fits({ a: 'same', b: 'other' }))?.name).toBe('a');
    expect(register.findStated(at(2), any, fits({ a: 'same', b: 'other' }))?.name).toBe('a');
    expect(register.findDone(at(2), undefined, any, fits({ a: 'same', b: 'other' }))?.name).toBe('a');
  });

  it('means the item at its number, where nobody said it before', () => {
    const register = registerOf(item('a', { index: 0 }), item('b', { index: 1 }));
    expect(register.findStated(at(0), any, fits({}))?.name).toBe('a');
    expect(register.findStated(at(0), any, fits({ a: 'nothing', b: 'same' }))?.name).toBe('a');
  });

  it('at a number that nobody has means the announced item that has said nothing', () => {
    expect(registerOf(item('a', { index: 0 })).findStated(at(1), any, fits({ a: 'nothing' }))?.name).toBe('a');
    expect(registerOf(item('a', { index: 0 })).findStated(at(1), any, fits({ a: 'stated' }))).toBeUndefined();
  });

  it('means a call by the id that results name', () => {
    const register = registerOf(item('a', { index: 0, callId: 'k1', isOpen: false }), item('b', { index: 0, callId: 'k2' }));
    expect(register.findDone(at(0), 'k1', any, fits({}))?.name).toBe('a');
  });

  it('a second time means the item that is complete, and something else another one', () => {
    const register = registerOf(item('a', { index: 0, id: 'i', isOpen: false, isGrowing: false }));
    expect(register.findDone(at(0, 'i'), undefined, any, fits({ a: 'same' }))?.name).toBe('a');
    expect(register.findDone(at(0, 'i'), undefined, any, fits({}))).toBeUndefined();
  });
});

describe('an item that begins', () => {
  it('is the one of which fragments came, or which has begun', () => {
    expect(registerOf(item('a', { index: 0, isAnnounced: false })).findBegun(at(0, 'ia'), undefined, any)?.name).toBe('a');
    expect(registerOf(item('a', { index: 0, id: 'ia' })).findBegun(at(0, 'ia'), undefined, any)?.name).toBe('a');
    expect(registerOf(item('a', { index: 0, id: 'ia', callId: 'k1' })).findBegun(at(0, 'ia'), 'k2', any)).toBeUndefined();
    expect(registerOf(item('a', { index: 0 })).findBegun(at(0), undefined, any)).toBeUndefined();
  });
});

it('an event costs no more for the items before it', () => {
  let asked = 0;
  const register = registerOf(...Array.from({ length: 5_000 }, (_, number) => item(String(number), { index: 0 })));
  const never = (): boolean => {
    asked += 1;
    return false;
  };
  register.find(at(0), never);
  register.findStated(at(0), never, fits({}));
  register.findDone(at(), undefined, never, fits({}));
  expect(asked).toBeLessThan(500);
});
