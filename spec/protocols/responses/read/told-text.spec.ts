import { ToldText } from '../../../../src/protocols/responses/read/told-text.js';

function told(...pieces: readonly string[]): ToldText {
  const text = new ToldText();
  for (const piece of pieces) text.add(piece, 0);
  return text;
}

describe('a text that is stated in full', () => {
  it.each([
    ['is no news after its fragments', 'Hello', ''],
    ['is no news where the server trimmed it', ' Hello\n', ''],
    ['is news as far as it goes on', 'Hello, world', ', world'],
    ['is dropped in other words, for what was read cannot be taken back', 'Hullo', ''],
  ])('%s', (_is, whole, news) => {
    expect(told('Hel', 'lo').state('text', whole, 0)).toBe(news);
  });

  it('is news whole where nothing came, and once at all levels', () => {
    const text = told();
    expect((['text', 'text', 'part', 'item', 'item', 'response'] as const).map((level) => text.state(level, 'Hello'))).toEqual(['Hello', '', '', '', '', '']);
    expect(text.text).toBe('Hello');
  });

  it('may be one of several parts, at each level', () => {
    const text = told('one', 'two');
    expect([text.state('text', 'one', 0), text.state('text', 'two', 1), text.state('text', 'three', 2), text.state('text', 'three', 2)]).toEqual(['', '', 'three', '']);
    expect([text.state('part', 'one', 0), text.state('part', 'two', 1), text.state('part', 'three', 2)]).toEqual(['', '', '']);
    expect(text.state('item', 'onetwothree')).toBe('');
  });

  it('is another part where no fragment had its number', () => {
    expect(told('one').state('text', 'two', 1)).toBe('two');
  });

  it('is joined of many thousand pieces', () => {
    const text = told(...Array.from({ length: 5_000 }, (_, at) => `${String(at)} `));
    expect(text.state('item', text.text)).toBe('');
    expect(text.text).toHaveLength(23_890);
  });
});
