import { TextFold } from '../../../../src/protocols/chat-completions/fold/text-fold.js';
import { Draft } from '../../../../src/protocols/fold/draft.js';

/** The field of a message after each of these values. */
function shown(...values: unknown[]): unknown[] {
  const fold = new TextFold();
  const draft = new Draft();
  return values.map((value) => {
    fold.add(value);
    fold.showIn(draft, 'content');
    return draft.snapshot().content;
  });
}

describe('TextFold', () => {
  it('stays a text as long as texts come', () => {
    expect(shown('Hel', 'lo')).toEqual(['Hel', 'Hello']);
  });

  it('joins parts of one type that have texts', () => {
    expect(shown([{ type: 'text', text: 'Hel' }], [{ type: 'text', text: 'lo' }]).at(-1)).toEqual([{ type: 'text', text: 'Hello' }]);
  });

  it('joins the pieces of a thought, and begins another part after it', () => {
    const thought = (text: string) => [{ type: 'thinking', thinking: [{ type: 'text', text }] }];
    expect(shown(thought('h'), thought('m'), [{ type: 'text', text: 'Hi' }]).at(-1)).toEqual([...thought('hm'), { type: 'text', text: 'Hi' }]);
  });

  it('keeps the fields of an object that wraps a text, as they come', () => {
    expect(shown({ text: 'h' }, { text: 'm' }, { signature: 's' })).toEqual([{ text: 'h' }, { text: 'hm' }, { text: 'hm', signature: 's' }]);
  });

  it('makes a part of the text that came before the first part, and of one that comes after', () => {
    expect(shown('Look: ', [{ type: 'image_url', image_url: 'x' }], 'nice').at(-1)).toEqual([
      { type: 'text', text: 'Look: ' }, { type: 'image_url', image_url: 'x' }, { type: 'text', text: 'nice' },
    ]);
  });

  it('says nothing of what is no text', () => {
    expect(shown(undefined, 5)).toEqual([undefined, undefined]);
  });
});
