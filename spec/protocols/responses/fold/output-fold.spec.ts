import { taking } from '../../../../src/protocols/responses/fold/item-fold.js';
import { OutputFold } from '../../../../src/protocols/responses/fold/output-fold.js';

const message = (text: string) => ({ type: 'message', content: [{ type: 'output_text', text }] });

describe('OutputFold', () => {
  it('shows the text of all messages', () => {
    expect(new OutputFold([message('a'), { type: 'reasoning' }, message('b')]).showIn({ id: 'r' })).toEqual({
      id: 'r', output: [message('a'), { type: 'reasoning' }, message('b')], output_text: 'ab',
    });
  });

  it('keeps a text that the response states where no message has one', () => {
    expect(new OutputFold([]).showIn({ output_text: 'stated' })).toMatchObject({ output_text: 'stated' });
  });

  it('joins the text of a large output when somebody reads it', () => {
    const fold = new OutputFold(Array.from({ length: 65 }, () => message('a')));
    const shown = fold.showIn({});
    expect(Object.getOwnPropertyDescriptor(shown, 'output_text')).toMatchObject({ enumerable: true, get: expect.any(Function) as unknown });
    expect(shown).toMatchObject({ output_text: 'a'.repeat(65) });
  });

  it('begins an item where an event speaks of one that is not there', () => {
    const fold = new OutputFold([]);
    fold.change({ index: 0, id: 'ws_1' }, 'web_search_call', taking('web_search_call'), ({ draft }) => { draft.set('status', 'searching'); });
    expect(fold.list.items()).toEqual([{ id: 'ws_1', type: 'web_search_call', status: 'searching' }]);
  });

  it('counts changes, and none where nothing changed', () => {
    const fold = new OutputFold([]);
    fold.begin({ index: 0, id: undefined }, message('a'));
    const { version } = fold;
    fold.begin({ index: 0, id: undefined }, message('b'));
    expect(fold.list).toHaveLength(2);
    expect(fold.version).toBe(version + 1);
  });

  it('takes an item that is done for the one that began under its number', () => {
    const fold = new OutputFold([]);
    fold.begin({ index: 0, id: 'msg_1' }, { type: 'message', id: 'msg_1', content: [] });
    fold.finish({ index: 0, id: 'msg_2' }, { ...message('a'), id: 'msg_2' });
    expect(fold.list.items()).toEqual([{ ...message('a'), id: 'msg_2' }]);
  });
});
