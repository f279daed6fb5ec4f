import { asIdentified, ItemFold, taking } from '../../../../src/protocols/responses/fold/item-fold.js';

describe('ItemFold', () => {
  it('begins an item that nobody has announced as its type begins', () => {
    expect(ItemFold.implied('function_call', 0, 'fc_1').snapshot).toEqual({ id: 'fc_1', type: 'function_call', status: 'in_progress', arguments: '' });
    expect(ItemFold.implied('message', 0, undefined).snapshot).toEqual({ type: 'message', role: 'assistant', status: 'in_progress', content: [] });
  });

  it('keeps the first id of a call, by which its results name it', () => {
    const fold = new ItemFold({ type: 'function_call', id: 'fc_1', call_id: 'call_1', arguments: '' }, 0, true);
    fold.restate({ type: 'function_call', id: 'fc_2', call_id: 'call_2', arguments: '{}' }, true);
    expect(fold).toMatchObject({ id: 'fc_2', callId: 'call_1', isOpen: false, snapshot: { call_id: 'call_1', arguments: '{}' } });
  });

  it('adds, where it is announced again, only what it had not said', () => {
    const fold = new ItemFold({ type: 'message', role: 'assistant', content: [] }, 0, true);
    fold.changeParts('content', (parts) => { parts.change(0, 'output_text', (draft) => { draft.append('text', 'Hi'); }); });
    fold.announceAgain({ type: 'message', content: [], status: 'in_progress' });
    expect(fold.snapshot).toMatchObject({ content: [{ text: 'Hi' }], status: 'in_progress' });
  });

  it('gives the same snapshot until something has changed', () => {
    const fold = new ItemFold({ type: 'message', content: [] }, 0, true);
    const before = fold.snapshot;
    fold.changeParts('content', () => undefined);
    expect(fold.snapshot).toBe(before);
    expect(fold.partCount).toBe(0);
  });

  it('fits a whole text to what has come, and a further one only where it is open', () => {
    const fold = new ItemFold({ type: 'function_call', arguments: '{"a"' }, 0, true);
    expect([fold.fitField('arguments', '{"a":1}'), fold.fitField('arguments', '{"b"')]).toEqual(['begun', 'other']);
    fold.isWhole = true;
    expect(fold.fitField('arguments', '{"a":1}')).toBe('other');
  });
});

describe('taking', () => {
  it('takes items of its type, and those of a type that nobody knows', () => {
    const types = ['message', 'reasoning', 'new_thing'].map((type) => new ItemFold({ type }, 0, true));
    expect(types.map(taking('message'))).toEqual([true, false, true]);
  });
});

describe('asIdentified', () => {
  it('gives a call the id that it was told, and its arguments as text', () => {
    expect(asIdentified({ type: 'function_call', id: 'fc_1', arguments: { a: 1 } }, undefined)).toMatchObject({ call_id: 'fc_1', arguments: '{"a":1}' });
    expect(asIdentified({ type: 'function_call', call_id: 'b' }, 'a')).toMatchObject({ call_id: 'a' });
  });

  it('leaves any other item as it is', () => {
    const item = { type: 'message' };
    expect(asIdentified(item, 'a')).toBe(item);
  });
});
