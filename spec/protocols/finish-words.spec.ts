import { finishWords } from '../../src/protocols/finish-words.js';

const words = finishWords(
  { stop: 'stop', tool_calls: 'tool-calls', function_call: 'tool-calls' },
  { eos: 'stop' },
  { refusal: 'content_filter' },
);

describe('finish words', () => {
  it.each([
    ['stop', 'stop'],
    ['function_call', 'tool-calls'],
    ['eos', 'stop'],
    ['terminated', 'other'],
    ['__proto__', 'other'],
  ])('reads %s as %s', (word, reason) => {
    expect(words.read(word)).toBe(reason);
  });

  it('keeps the raw word where it is the protocol\'s own and says the same', () => {
    expect(words.write('tool-calls', 'function_call')).toBe('function_call');
  });

  it('translates the words of other protocols and of gateways', () => {
    expect(words.write('tool-calls', 'tool_use')).toBe('tool_calls');
    expect(words.write('stop', 'eos')).toBe('stop');
    expect(words.write('stop', 'tool_calls')).toBe('stop');
  });

  it('keeps a word nobody knows', () => {
    expect(words.write('other', 'terminated')).toBe('terminated');
  });

  it('takes the nearest word for a reason that the protocol has none for', () => {
    expect(words.write('refusal', 'refusal')).toBe('content_filter');
    expect(words.write('pause', 'pause_turn')).toBe('stop');
    expect(words.write('other', '')).toBe('stop');
  });
});
