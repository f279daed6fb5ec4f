import { readIndex, readPosition } from '../../../../src/protocols/responses/fold/positions.js';

describe('readIndex', () => {
  it('gives an index, and none for what is no index', () => {
    expect([{ command_index: 3 }, { command_index: -1 }, {}].map((event) => readIndex(event, 'command_index'))).toEqual([3, undefined, undefined]);
  });

  it('refuses an absurd one, for those who fold payloads that no reader has seen', () => {
    expect(() => readIndex({ command_index: 10_000 }, 'command_index')).toThrow('command_index is no index from 0 to 9999.');
    expect(() => readPosition({ output_index: 1e9 })).toThrow('output_index is no index from 0 to 9999.');
  });
});
