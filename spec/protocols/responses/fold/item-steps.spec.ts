import type { PayloadObject } from '../../../../src/payload-object.js';
import { boundsItem, changesDiff, lengthensField, setsStatus, showsPartialImage, statesField } from '../../../../src/protocols/responses/fold/item-steps.js';
import { type FoldStep, ResponseFold } from '../../../../src/protocols/responses/fold/response-fold.js';

/** The first item after these steps, each with its event. */
function folded(...steps: [FoldStep, PayloadObject][]): unknown {
  const response = new ResponseFold();
  for (const [step, event] of steps) step({ output_index: 0, ...event }, response);
  return response.output.list.at(0);
}

const lengthens = lengthensField('function_call', 'arguments');
const states = statesField('function_call', 'arguments');

describe('the steps of an item', () => {
  it('begin it and finish it', () => {
    expect(folded([boundsItem('begin'), { item: { type: 'message', id: 'a' } }], [boundsItem('finish'), { item: { type: 'message', id: 'a', status: 'completed' } }])).toEqual({ type: 'message', id: 'a', status: 'completed' });
    expect(folded([boundsItem('begin'), { item: 'no object' }])).toBeUndefined();
  });

  it('lengthen a text, and take the one that is stated, with a name that came with it', () => {
    expect(folded([lengthens, { delta: '{"a"' }], [lengthens, { delta: ':1}' }], [states, { arguments: '' }])).toMatchObject({ type: 'function_call', arguments: '{"a":1}' });
    expect(folded([lengthens, { delta: '{' }], [states, { arguments: '{"a":1}', name: 'x' }])).toMatchObject({ arguments: '{"a":1}', name: 'x' });
  });

  it('speak of one kind of call with the events of another', () => {
    expect(folded([boundsItem('begin'), { item: { type: 'custom_tool_call', arguments: '' } }], [lengthens, { delta: '{}' }])).toMatchObject({ type: 'custom_tool_call', arguments: '{}' });
  });

  it('set a status', () => {
    expect(folded([setsStatus, { type: 'response.web_search_call.searching', item_id: 'ws_1' }])).toEqual({ id: 'ws_1', type: 'web_search_call', status: 'searching' });
  });

  it('join the diff of a patch, and leave the rest of its operation', () => {
    const begun = { type: 'apply_patch_call', operation: { type: 'update_file', path: 'a.ts' } };
    expect(folded([boundsItem('begin'), { item: begun }], [changesDiff, { delta: '+a' }], [changesDiff, { delta: '+b' }], [changesDiff, { diff: '' }])).toMatchObject({ operation: { type: 'update_file', path: 'a.ts', diff: '+a+b' } });
  });

  it('show the newest partial image under the names of the wire', () => {
    expect(folded([showsPartialImage, { partial_image_b64: 'AA', sequence_number: 5 }], [showsPartialImage, { partial_image_b64: 'BB' }])).toEqual({ type: 'image_generation_call', status: 'in_progress', partial_image_b64: 'BB' });
  });
});
