import { CallReader } from '../../../../src/protocols/messages/read/call-reader.js';

const begun = (index: number) => ({ type: 'tool-call', index, id: `toolu_${String(index)}`, name: 'weather', arguments: '', choice: 0 });
const piece = (index: number, json: string) => ({ type: 'tool-call', index, arguments: json, choice: 0 });

/** A reader in whose block 3 a call has begun. */
function readerWith(input: unknown): CallReader {
  const calls = new CallReader();
  calls.beginBlock(3);
  expect(calls.begin(3, 'toolu_0', 'weather', input)).toEqual([begun(0)]);
  return calls;
}

describe('CallReader', () => {
  it('tells the fragments of an input, and not what the block began with', () => {
    const calls = readerWith({});
    expect([...calls.add(3, '{"a"'), ...calls.add(3, ':1}'), ...calls.end(3)]).toEqual([piece(0, '{"a"'), piece(0, ':1}')]);
  });

  it.each([[{ a: 1 }, '{"a":1}'], ['{"a":1}', '{"a":1}'], ['', '{}'], [null, '{}']])('tells the whole input %j at the end, where none was streamed', (input, json) => {
    expect(readerWith(input).endAll()).toEqual([piece(0, json)]);
  });

  it('ends the call before it where a block begins under the same number', () => {
    expect(readerWith({ a: 1 }).beginBlock(3)).toEqual([piece(0, '{"a":1}')]);
  });

  it('tells nothing of an input that is nobody\'s to answer', () => {
    const calls = new CallReader();
    calls.beginBlock(0); // a tool that the vendor runs itself
    expect(calls.add(0, '{"query":1}')).toEqual([]);
  });

  it('makes a call of fragments for a block that never began', () => {
    expect(new CallReader().add(7, '{}')).toEqual([piece(0, '{}')]);
  });

  it('tells nothing of an empty fragment', () => {
    expect(new CallReader().add(7, '')).toEqual([]);
  });

  it('goes on with a call that begins again, by its id', () => {
    const calls = readerWith({});
    expect([...calls.beginBlock(3, 'toolu_0'), ...calls.begin(3, 'toolu_0', 'weather', {}), ...calls.add(3, '{}')]).toEqual([piece(0, '{}')]);
  });
});
