import { idIn, isNoText, textIn, thoughtIn } from '../../src/protocols/wire-text.js';

describe('textIn', () => {
  it.each<[unknown, string]>([
    ['Hi', 'Hi'],
    [{ text: 'Hi' }, 'Hi'],
    [{ content: [{ type: 'text', text: 'H' }, 'i'] }, 'Hi'],
    [{ text: '', value: 'Hi' }, 'Hi'],
    [{ thinking: 'hm' }, ''],
    [5, ''],
    [null, ''],
  ])('of %j is %j', (value, text) => {
    expect(textIn(value)).toBe(text);
  });

  it('stops in a wrapping that has no end', () => {
    const endless: Record<string, unknown> = {};
    endless['text'] = endless;
    expect(textIn(endless)).toBe('');
  });

  it('reads own fields only', () => {
    expect(textIn(Object.create({ text: 'inherited' }))).toBe('');
  });
});

describe('thoughtIn', () => {
  it('knows more names, and those of a text', () => {
    expect([{ thinking: 'a' }, { reasoningText: { text: 'b' } }, [{ summary: 'c' }, { text: 'd' }]].map(thoughtIn)).toEqual(['a', 'b', 'cd']);
  });
});

describe('isNoText', () => {
  it('is what stands in the place of a text and would be lost', () => {
    expect([5, true, false, null, '', {}].map(isNoText)).toEqual([true, true, false, false, false, false]);
  });
});

describe('idIn', () => {
  it('takes a text that is not empty, and a number', () => {
    expect(['call_1', 7, 0, '', null, {}].map(idIn)).toEqual(['call_1', '7', '0', undefined, undefined, undefined]);
  });
});
