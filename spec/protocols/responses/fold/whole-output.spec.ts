import { ItemFold } from '../../../../src/protocols/responses/fold/item-fold.js';
import { wholeOutput } from '../../../../src/protocols/responses/fold/whole-output.js';

const message = (id: string, text: string) => ({ type: 'message', id, content: [{ type: 'output_text', text }] });
const call = (id: string, name: string) => ({ type: 'function_call', id, call_id: `call ${id}`, name, arguments: '{}' });
const known = (...items: object[]) => items.map((item, index) => new ItemFold(item as Record<string, unknown>, index, true));

describe('wholeOutput', () => {
  it('takes what the response states', () => {
    expect(wholeOutput([message('b', 'Hello')], known(message('a', 'Hello')))).toEqual([message('b', 'Hello')]);
  });

  it('keeps a call that the response leaves out, after the item that it followed', () => {
    const items = known(message('a', 'Hi'), call('b', 'weather'), message('c', 'Bye'));
    expect(wholeOutput([message('a', 'Hi'), message('c', 'Bye')], items)).toEqual([message('a', 'Hi'), call('b', 'weather'), message('c', 'Bye')]);
  });

  it('keeps a text that the response does not say anywhere', () => {
    expect(wholeOutput([message('b', 'Bye')], known(message('a', 'Hello'), message('b', 'Bye')))).toEqual([message('a', 'Hello'), message('b', 'Bye')]);
  });

  it('lets one message stand for several that say the same together', () => {
    expect(wholeOutput([message('a', 'Hello')], known(message('a', 'Hel'), message('b', 'lo')))).toEqual([message('a', 'Hello')]);
  });

  it('drops an item of another kind that the response does not list', () => {
    expect(wholeOutput([message('a', 'Hi')], known({ type: 'web_search_call', id: 'ws' }, message('a', 'Hi')))).toEqual([message('a', 'Hi')]);
  });

  it('passes on what is no object', () => {
    expect(wholeOutput([null, message('a', 'Hi')], known(message('a', 'Hi')))).toEqual([null, message('a', 'Hi')]);
  });
});
