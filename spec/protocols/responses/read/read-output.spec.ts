import { readOutput } from '../../../../src/protocols/responses/read/read-output.js';
import { ResponseState } from '../../../../src/protocols/responses/read/response-state.js';

const message = (text: string, id?: string) => ({ type: 'message', ...(id !== undefined && { id }), content: [{ type: 'output_text', text }] });
const nowhere = { index: 0, id: undefined, part: 0 };

/** A state in which this text was streamed. */
function told(...pieces: string[]): ResponseState {
  const state = new ResponseState();
  for (const piece of pieces) state.texts.fragment('text', nowhere, piece);
  return state;
}

describe('readOutput', () => {
  it('tells all where nothing was streamed', () => {
    const output = [{ type: 'reasoning', summary: [{ text: 'hm' }] }, message('Hi'), { type: 'function_call', call_id: 'c', name: 'x', arguments: '{}' }];
    expect(readOutput(output, new ResponseState())).toMatchObject([{ type: 'reasoning', text: 'hm' }, { type: 'text', text: 'Hi' }, { type: 'tool-call', id: 'c', arguments: '{}' }]);
  });

  it('tells nothing again, however the items are cut', () => {
    expect(readOutput([message('Hel'), message('lo')], told('Hello'))).toEqual([]);
  });

  it('tells what is missing', () => {
    expect(readOutput([message('Hello')], told('Hel'))).toEqual([{ type: 'text', text: 'lo', choice: 0 }]);
  });

  it('does not say a text in other words a second time', () => {
    expect(readOutput([message('Good day')], told('Hello'))).toEqual([]);
  });

  it.each([undefined, null, 'none', [], [null]])('tells nothing of %j', (output) => {
    expect(readOutput(output, new ResponseState())).toEqual([]);
  });
});
