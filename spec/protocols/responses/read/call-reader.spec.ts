import { ResponseState } from '../../../../src/protocols/responses/read/response-state.js';

const at = (index: number | undefined, id?: string) => ({ index, id });
const item = (fields: object = {}) => ({ type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'weather', arguments: '', ...fields });
const piece = (json: string, index = 0) => ({ type: 'tool-call', index, arguments: json, choice: 0 });

describe('CallReader', () => {
  it('tells a call, its fragments, and nothing again', () => {
    const { calls } = new ResponseState();
    expect(calls.begin(at(0, 'fc_1'), item())).toEqual([{ ...piece(''), id: 'call_1', name: 'weather' }]);
    expect([calls.fragment(at(0, 'fc_1'), '{"a"'), calls.fragment(at(0, 'fc_1'), ':1}'), calls.fragment(at(0), '')]).toEqual([[piece('{"a"')], [piece(':1}')], []]);
    expect([calls.whole(at(0, 'fc_1'), '{"a":1}', undefined), calls.finish(at(0, 'fc_1'), item({ arguments: '{"a":1}' }))]).toEqual([[], []]);
    expect(calls.count).toBe(1);
  });

  it('tells whole arguments where no fragments came', () => {
    const { calls } = new ResponseState();
    calls.begin(at(0), item());
    expect(calls.whole(at(0), '{"a":1}', undefined)).toEqual([piece('{"a":1}')]);
  });

  it('tells a name that comes with the arguments', () => {
    const { calls } = new ResponseState();
    calls.fragment(at(0), '{}');
    expect(calls.whole(at(0), '{}', 'weather')).toEqual([{ ...piece(''), name: 'weather' }]);
  });

  it('takes another name for another call', () => {
    const { calls } = new ResponseState();
    calls.begin(at(0), item());
    calls.begin(at(1), item({ id: 'fc_2', call_id: 'call_2', name: 'search' }));
    expect(calls.finish(at(0), item({ id: 'fc_2', call_id: 'call_2', name: 'search', arguments: '{}' }))).toEqual([piece('{}', 1)]);
  });

  it('keeps the first id of a call, by which its results name it', () => {
    const { calls } = new ResponseState();
    calls.begin(at(0), item());
    expect(calls.finish(at(0), item({ call_id: 'other', arguments: '{}' }))).toEqual([piece('{}')]);
  });
});
