import type { Delta } from '../../../src/answer/delta.js';
import { OpenCalls } from '../../../src/operators/output/open-calls.js';
import { apiError, data, errorFrame, restart, terminal, unknown } from '../frames.js';

const call = (index: number, json: string, head: object = {}): Delta => ({ type: 'tool-call', index, arguments: json, choice: 0, ...head });
const weather = { id: 'call_1', name: 'weather' };
const finish: Delta = { type: 'finish', reason: 'tool-calls', raw: 'tool_calls', choice: 0 };
const namesIn = (ended: ReturnType<OpenCalls['add']>) => ended.map(({ call: { name, raw } }) => `${name} ${raw}`);

describe('OpenCalls', () => {
  it('ends a call with the bracket that closes it', () => {
    const open = new OpenCalls();
    expect(open.add(data(call(0, '{"city":"{', weather)))).toEqual([]);
    expect(namesIn(open.add(data(call(0, '}"}'))))).toEqual(['weather {"city":"{}"}']);
    expect(open.add(data(call(0, ' '), finish))).toEqual([]);
  });

  it('waits for the finish where nobody can tell: no arguments, or no id', () => {
    const open = new OpenCalls();
    expect(open.add(data(call(0, '{}', weather), call(1, '{"a":1}', { name: 'save' })))).toEqual([]);
    const ended = open.add(data(finish));
    expect(namesIn(ended)).toEqual(['weather {}', 'save {"a":1}']);
    expect(ended[0]?.finish).toBe(finish);
  });

  it('ends all at the terminal, each once', () => {
    const open = new OpenCalls();
    open.add(data(call(0, '', weather)));
    expect(namesIn(open.add(terminal))).toEqual(['weather ']);
    expect(open.add(terminal)).toEqual([]);
  });

  it('forgets the void attempt at a restart', () => {
    const open = new OpenCalls();
    open.add(data(call(0, '{"a"', weather)));
    open.add(restart(2, apiError()));
    expect(open.add(unknown)).toEqual([]);
    expect(open.add(terminal)).toEqual([]);
  });

  it('throws the error of an error frame, which plain JavaScript may let through', () => {
    const error = apiError();
    expect(() => new OpenCalls().add(errorFrame(error))).toThrow(error);
  });
});
