import type { FinishReason } from '../../src/answer/delta.js';
import { writeFinish } from '../../src/protocols/write-finish.js';

const words = { stop: 'stop', tool_calls: 'tool-calls', function_call: 'tool-calls' } as const;
const write = (reason: FinishReason, raw: string, imitate: boolean): string => writeFinish(words, { refusal: 'content_filter' }, reason, raw, imitate);

describe('writeFinish', () => {
  it('keeps the raw word where it is the protocol\'s own and says the same', () => {
    expect(write('tool-calls', 'function_call', true)).toBe('function_call');
  });

  it('translates the words of other protocols and of gateways', () => {
    expect(write('tool-calls', 'tool_use', true)).toBe('tool_calls');
    expect(write('stop', 'eos', true)).toBe('stop');
    expect(write('stop', 'tool_calls', true)).toBe('stop');
    expect(write('stop', 'STOP', true)).toBe('stop');
  });

  it('keeps a word nobody knows', () => {
    expect(write('other', 'terminated', true)).toBe('terminated');
  });

  it('writes no word that would be read as a break', () => {
    expect(write('other', 'network_error', true)).toBe('stop');
  });

  it('takes the nearest word for a reason that the protocol has none for', () => {
    expect(write('refusal', 'refusal', true)).toBe('content_filter');
    expect(write('pause', 'pause_turn', true)).toBe('stop');
    expect(write('other', '', true)).toBe('stop');
  });
});
