import { ChoiceFold } from '../../src/answer/choice-fold.js';

const text = (piece: string) => ({ type: 'text', text: piece, choice: 0 }) as const;
const call = (fields: object) => ({ type: 'tool-call', index: 0, arguments: '', choice: 0, ...fields }) as const;

describe('ChoiceFold', () => {
  it('joins texts, each kind for itself', () => {
    const fold = new ChoiceFold();
    for (const piece of ['Hel', 'lo']) fold.add(text(piece));
    fold.add({ type: 'reasoning', text: 'hm', choice: 0 });
    fold.add({ type: 'refusal', text: 'no', choice: 0 });
    expect(fold.snapshot()).toMatchObject({ text: 'Hello', reasoning: 'hm', refusal: 'no', finishReason: undefined });
  });

  it('says whether a delta changed anything', () => {
    const fold = new ChoiceFold();
    const finish = { type: 'finish', reason: 'stop', raw: 'stop', choice: 0 } as const;
    expect([text('a'), text(''), finish, finish].map((delta) => fold.add(delta))).toEqual([true, false, true, false]);
  });

  it('keeps the id and the name of a call where later fragments repeat them empty', () => {
    const fold = new ChoiceFold();
    fold.add(call({ id: 'call_1', name: 'weather', arguments: '{' }));
    fold.add(call({ id: '', name: '', arguments: '}' }));
    expect(fold.snapshot().toolCalls).toEqual([{ index: 0, id: 'call_1', name: 'weather', arguments: '{}' }]);
    expect(fold.add(call({ id: 'call_1', name: 'weather' }))).toBe(false);
  });

  it('lists calls in the order in which they begin, whatever their numbers are', () => {
    const fold = new ChoiceFold();
    for (const index of [5, 2, 5]) fold.add(call({ index, arguments: String(index) }));
    expect(fold.snapshot().toolCalls.map(({ index, arguments: json }) => [index, json])).toEqual([[5, '55'], [2, '2']]);
  });

  it('tells output from a bare end', () => {
    const fold = new ChoiceFold();
    fold.add({ type: 'finish', reason: 'stop', raw: 'stop', choice: 0 });
    expect(fold.hasOutput).toBe(false);
    fold.add({ type: 'citation', citation: 'a', choice: 0 });
    expect(fold.hasOutput).toBe(true);
  });

  it('does not change a snapshot that is out', () => {
    const fold = new ChoiceFold();
    fold.add({ type: 'media', mediaType: 'image/png', data: 'AA==', choice: 0 });
    const before = fold.snapshot();
    fold.add({ type: 'media', mediaType: 'image/png', data: 'BB==', choice: 0 });
    expect(before.media).toHaveLength(1);
    expect(fold.snapshot().media).toHaveLength(2);
  });
});
