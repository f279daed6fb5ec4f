import { MessageFold } from '../../../../src/protocols/messages/fold/message-fold.js';

const text = (piece: string) => ({ type: 'text_delta', text: piece }) as const;

describe('MessageFold', () => {
  it('is nothing before the first event', () => {
    expect(new MessageFold().snapshot()).toBeUndefined();
  });

  it('keeps counts that later events leave out', () => {
    const fold = new MessageFold();
    fold.start({ id: 'msg_1', usage: { input_tokens: 10, output_tokens: 1 } });
    fold.merge({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } });
    expect(fold.snapshot()).toEqual({ type: 'message', role: 'assistant', id: 'msg_1', usage: { input_tokens: 10, output_tokens: 5 }, stop_reason: 'end_turn', content: [] });
  });

  it('stands blocks in the order in which they begin', () => {
    const fold = new MessageFold();
    for (const [index, piece] of [[3, 'a'], [1, 'b'], [3, 'c']] as const) fold.addDelta(index, text(piece));
    expect(fold.snapshot()?.content).toEqual([{ type: 'text', text: 'ac' }, { type: 'text', text: 'b' }]);
  });

  it('closes all blocks at a stop reason, for servers that leave their ends out', () => {
    const fold = new MessageFold();
    fold.startBlock(0, { type: 'tool_use', input: {} });
    fold.addDelta(0, { type: 'input_json_delta', partial_json: '{"a":1}' });
    fold.merge({ delta: { stop_reason: 'tool_use' } });
    expect(fold.snapshot()?.content).toMatchObject([{ input: { a: 1 } }]);
  });

  it.each<[string, (fold: MessageFold) => void, string]>([
    ['a second message', (fold) => { fold.start({}); }, 'A second message begins inside the first.'],
  ])('refuses %s', (_, add, message) => {
    const fold = new MessageFold();
    fold.startBlock(0, { type: 'text', text: '' });
    expect(() => { add(fold); }).toThrow(message);
  });

  it('ends a block where another begins under its number', () => {
    const fold = new MessageFold();
    fold.startBlock(0, { type: 'text', text: 'a' });
    fold.startBlock(0, { type: 'text', text: 'b' });
    expect(fold.snapshot()?.content).toEqual([{ type: 'text', text: 'a' }, { type: 'text', text: 'b' }]);
  });
});
