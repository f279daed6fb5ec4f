import { ResponseState } from '../../../../src/protocols/responses/read/response-state.js';

const at = (part: number | undefined, id?: string, index: number | undefined = 0) => ({ index, id, part });
const text = (piece: string) => [{ type: 'text', text: piece, choice: 0 }];

describe('TextReader', () => {
  it('tells a text once: in fragments, not again as a text, a part or an item', () => {
    const { texts } = new ResponseState();
    expect([texts.fragment('text', at(0), 'Hel'), texts.fragment('text', at(0), 'lo'), texts.fragment('text', at(0), '')]).toEqual([text('Hel'), text('lo'), []]);
    expect([texts.whole('text', 'text', at(0), 'Hello'), texts.whole('text', 'part', at(0), 'Hello')]).toEqual([[], []]);
    expect(texts.finish('message', at(0), { text: 'Hello', refusal: '', reasoning: '', summary: '', arguments: '' })).toEqual([]);
    expect(texts.textOf('text')).toBe('Hello');
  });

  it('tells what of a whole text has not come', () => {
    const { texts } = new ResponseState();
    texts.fragment('text', at(0), 'Hel');
    expect(texts.whole('text', 'text', at(0), 'Hello')).toEqual(text('lo'));
  });

  it('tells reasoning once that is streamed as a summary and stated as raw', () => {
    const { texts } = new ResponseState();
    texts.fragment('summary', at(0), 'hm');
    expect(texts.whole('reasoning', 'text', at(0), 'hm')).toEqual([]);
  });

  it('takes a text that came as many items of changing ids for the same', () => {
    const { texts } = new ResponseState();
    for (const [piece, id] of [['Hel', 'a'], ['lo', 'b']] as const) texts.fragment('text', { index: undefined, id, part: undefined }, piece);
    expect(texts.whole('text', 'text', { index: undefined, id: 'c', part: undefined }, 'Hello')).toEqual([]);
  });

  it('tells a transcript, which belongs to no item', () => {
    const { texts } = new ResponseState();
    expect([texts.transcript('Hi'), texts.transcript('')]).toEqual([text('Hi'), []]);
  });
});
