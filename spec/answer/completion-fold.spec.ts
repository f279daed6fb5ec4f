import { type Completion, emptyCompletion } from '../../src/answer/completion.js';
import { CompletionFold } from '../../src/answer/completion-fold.js';
import type { Delta } from '../../src/answer/delta.js';

/** A fold of these deltas, with every snapshot frozen deeply on the way: a fold that wrote into one would throw. */
function foldOf(deltas: readonly Delta[]): CompletionFold {
  const fold = new CompletionFold();
  for (const delta of deltas) {
    fold.add(delta);
    deepFreeze(fold.snapshot());
  }
  return fold;
}

const fold = (deltas: readonly Delta[]): Completion => foldOf(deltas).snapshot();

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

const text = (piece: string, choice = 0): Delta => ({ type: 'text', text: piece, choice });
const call = (index: number, fragment: string, more: { id?: string; name?: string } = {}): Delta => ({
  type: 'tool-call',
  index,
  arguments: fragment,
  choice: 0,
  ...more,
});

describe('CompletionFold', () => {
  it('joins text, reasoning and refusal, each for itself', () => {
    const answer = fold([
      text('Hel'),
      { type: 'reasoning', text: 'hm', choice: 0 },
      { type: 'refusal', text: 'no', choice: 0 },
      text('lo'),
      { type: 'reasoning', text: '...', choice: 0 },
    ]);
    expect(answer).toMatchObject({ text: 'Hello', reasoning: 'hm...', refusal: 'no' });
  });

  it('joins the fragments of each tool call', () => {
    const answer = fold([call(0, '', { id: 'a', name: 'add' }), call(1, '{"y"', { id: 'b' }), call(0, '{"x"'), call(1, ':2}', { name: 'sub' }), call(0, ':1}')]);
    expect(answer.toolCalls).toEqual([
      { index: 0, id: 'a', name: 'add', arguments: '{"x":1}' },
      { index: 1, id: 'b', name: 'sub', arguments: '{"y":2}' },
    ]);
  });

  it('lets an empty id or name of a later fragment take nothing back', () => {
    const [toolCall] = fold([call(0, '{', { id: 'a', name: 'add' }), call(0, '}', { id: '', name: '' })]).toolCalls;
    expect(toolCall).toEqual({ index: 0, id: 'a', name: 'add', arguments: '{}' });
  });

  it('keeps a tool call whose index is far away without filling the gap', () => {
    expect(fold([call(9_999, '{}')]).toolCalls).toEqual([{ index: 9_999, arguments: '{}' }]);
  });

  it('lists citations and media as they come', () => {
    const answer = fold([
      { type: 'citation', citation: { url: 'a' }, choice: 0 },
      { type: 'media', mediaType: 'image/png', data: 'AAAA', choice: 0 },
      { type: 'citation', citation: { url: 'b' }, choice: 0 },
    ]);
    expect(answer.citations).toEqual([{ url: 'a' }, { url: 'b' }]);
    expect(answer.media).toEqual([{ mediaType: 'image/png', data: 'AAAA' }]);
  });

  it('merges usage field by field: the newest wins and undefined takes nothing back', () => {
    const { usage } = fold([
      { type: 'usage', usage: { inputTokens: 10, outputTokens: 1 } },
      { type: 'usage', usage: { inputTokens: undefined, outputTokens: 7, reasoningTokens: 2 } },
    ]);
    expect(usage).toEqual({ inputTokens: 10, outputTokens: 7, reasoningTokens: 2 });
  });

  it('keeps why a choice ended, in both words', () => {
    const answer = fold([{ type: 'finish', reason: 'length', raw: 'max_tokens', choice: 0 }]);
    expect(answer).toMatchObject({ finishReason: 'length', rawFinishReason: 'max_tokens' });
  });

  it('shows choice 0 as its own fields and every choice at its index', () => {
    const answer = fold([text('c', 2), text('a'), text('C', 2)]);
    expect(answer.text).toBe('a');
    expect([answer, ...answer.otherChoices].map((choice) => choice.text)).toEqual(['a', '', 'cC']);
  });

  it('begins a new answer at a start before any output', () => {
    const failed: Delta[] = [{ type: 'start', id: 'one', model: 'm' }, { type: 'usage', usage: { inputTokens: 3 } }];
    expect(fold([...failed, { type: 'start', id: 'two' }])).toEqual({ ...emptyCompletion, id: 'two' });
  });

  it.each<Delta>([
    text('a'),
    { type: 'reasoning', text: 'a', choice: 0 },
    { type: 'refusal', text: 'a', choice: 0 },
    { type: 'citation', citation: null, choice: 0 },
    { type: 'media', mediaType: 'image/png', data: '', choice: 0 },
    call(0, ''),
    text('a', 1),
  ])('only names the answer anew at a start after $type', (output) => {
    const deltas: readonly Delta[] = [{ type: 'start', id: 'one', model: 'm' }, output];
    expect(fold([...deltas, { type: 'start', id: 'two' }])).toEqual({ ...fold(deltas), id: 'two', model: 'm' });
  });

  it.each<[string, Delta]>([
    ['an empty text', text('')],
    ['an empty text of a choice yet unheard', text('', 3)],
    ['a start that names it as before', { type: 'start', id: 'one', model: 'm' }],
    ['the same finish', { type: 'finish', reason: 'stop', raw: 'stop', choice: 0 }],
    ['the same usage', { type: 'usage', usage: { inputTokens: 3 } }],
    ['no usage', { type: 'usage', usage: {} }],
    ['an empty fragment of a known call', call(0, '', { id: 'a' })],
  ])('returns the same object for %s', (_, delta) => {
    const answer = foldOf([
      { type: 'start', id: 'one', model: 'm' },
      text('a'),
      call(0, '{', { id: 'a' }),
      { type: 'usage', usage: { inputTokens: 3 } },
      { type: 'finish', reason: 'stop', raw: 'stop', choice: 0 },
    ]);
    const before = answer.snapshot();
    answer.add(delta);
    expect(answer.snapshot()).toBe(before);
  });

  it('returns the same object for a start that says nothing of an answer that has not begun', () => {
    expect(fold([{ type: 'start' }])).toBe(emptyCompletion);
    expect(fold([{ type: 'usage', usage: {} }])).toBe(emptyCompletion);
  });

  it('shares with the snapshot before whatever stayed the same', () => {
    const answer = foldOf([text('a', 1), call(0, '{}'), call(1, '{'), { type: 'usage', usage: { inputTokens: 3 } }]);
    const before = answer.snapshot();
    answer.add(call(1, '}'));
    const after = answer.snapshot();
    expect(after.usage).toBe(before.usage);
    expect(after.otherChoices[0]).toBe(before.otherChoices[0]);
    expect(after.toolCalls[0]).toBe(before.toolCalls[0]);
    expect(after.citations).toBe(before.citations);
    expect(before.toolCalls[1]?.arguments).toBe('{');
  });

  it.each([-1, 0.5, Number.NaN, Infinity, 10_000])('refuses %p as the index of a choice', (choice) => {
    const message = `${String(choice)} is no index of a choice.`;
    let failure: unknown;
    try {
      fold([text('a', choice)]);
    } catch (thrown) {
      failure = thrown;
    }
    expect(failure).toMatchObject({ type: 'invalid_frame', origin: 'protocol', message });
  });

  it('keeps hostile usage fields from the prototype', () => {
    const usage = JSON.parse('{"inputTokens":1,"__proto__":{"polluted":true}}') as { inputTokens: number };
    const merged = fold([{ type: 'usage', usage }, { type: 'usage', usage: { outputTokens: 2 } }]).usage;
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
