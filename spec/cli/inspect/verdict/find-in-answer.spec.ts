import { codes, DONE, HI, inspected } from '../../support/inspected.js';

const finish = (reason: string, delta: object = {}) => `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
const call = (json: string) => ({ tool_calls: [{ index: 0, id: 'call_1', function: { name: 'weather', arguments: json } }] });

describe('findInAnswer', () => {
  it('finds an end that is not the model\'s own, with the word of the server', async () => {
    expect((await inspected(HI + finish('length') + DONE)).findings).toMatchObject([{ code: 'finish', message: 'The answer reached the limit of its length: raise the limit if it must be longer. (length)' }]);
    expect(codes(await inspected(HI + finish('stop') + DONE))).toEqual([]);
  });

  it('finds an end without a reason', async () => {
    expect(codes(await inspected(HI + DONE))).toEqual(['no_finish_reason']);
  });

  it('finds arguments that are no JSON, and says from where on', async () => {
    expect((await inspected(finish('tool_calls', call('{"city":')) + DONE)).findings).toMatchObject([{ code: 'broken_arguments', message: 'The arguments of tool call 0 (weather) are no JSON from character 8 on.' }]);
    expect(codes(await inspected(finish('tool_calls', call('free text')) + DONE))).toEqual([]);
  });
});
