import { PartsFold } from '../../../../src/protocols/responses/fold/parts-fold.js';

const text = (value: string) => ({ type: 'output_text', text: value, annotations: [] });

/** Lengthens the text under each of these numbers. */
function lengthened(parts: PartsFold, ...fragments: [index: number | undefined, piece: string][]): PartsFold {
  for (const [index, piece] of fragments) parts.change(index, 'output_text', (draft) => { draft.append('text', piece); });
  return parts;
}

describe('PartsFold', () => {
  it('lengthens the part of a number, and begins one where there is none', () => {
    expect(lengthened(new PartsFold([]), [0, 'a'], [5, 'x'], [0, 'b']).list.items()).toEqual([text('ab'), text('x')]);
  });

  it('lengthens the newest part where there is no number', () => {
    expect(lengthened(new PartsFold([text('a')]), [undefined, 'b']).list.items()).toEqual([text('ab')]);
  });

  it('joins fragments that were numbered as parts, where their texts are stated as one', () => {
    const parts = lengthened(new PartsFold([]), [0, 'Hel'], [1, 'lo'], [2, '!']);
    expect(parts.list).toHaveLength(3);
    parts.state(3, 'output_text', 'Hello!', (draft) => { draft.set('text', 'Hello!'); });
    expect(parts.list.items()).toEqual([text('Hello!')]);
  });

  it('begins another part after one that has been stated', () => {
    const parts = lengthened(new PartsFold([]), [0, 'a']);
    parts.finish(0, text('a'), 'a');
    expect(lengthened(parts, [0, 'b']).list.items()).toEqual([text('a'), text('b')]);
  });

  it('annotates a part though its text has been stated', () => {
    const parts = lengthened(new PartsFold([]), [0, 'a']);
    parts.state(0, 'output_text', 'a', () => undefined);
    parts.annotate(0, 'output_text', undefined, 'source');
    expect(parts.list.items()).toEqual([{ ...text('a'), annotations: ['source'] }]);
  });

  it('tells how a text that is stated relates to what has come', () => {
    const parts = new PartsFold([]);
    expect(parts.fit('part', 'output_text', 'Hello')).toBe('nothing');
    lengthened(parts, [0, 'Hel']);
    expect(parts.fit('part', 'output_text', 'Hello')).toBe('begun');
    parts.finish(0, text('Hello'), 'Hello');
    expect(parts.fit('part', 'output_text', 'Hello')).toBe('stated');
    expect(parts.endsWith('output_text', 'Hello')).toBe(true);
  });

  it('counts changes', () => {
    const parts = lengthened(new PartsFold([]), [0, 'a']);
    const { version } = parts;
    lengthened(parts, [0, '']);
    expect(parts.version).toBe(version);
    expect(lengthened(parts, [0, 'b']).version).not.toBe(version);
  });
});
