import { chatCompletions } from '../../../src/protocols/chat-completions/protocol.js';
import { writingOf } from '../../../src/serving/writing.js';
import { writeError, writeEvent } from '../../../src/testing/reply/write-events.js';

describe('writeEvent', () => {
  it('writes data of many lines as many lines, whatever ends them', () => {
    expect(writeEvent('a\r\nb\rc\nd')).toBe('data: a\ndata: b\ndata: c\ndata: d\n\n');
    expect(writeEvent({ event: 'ping', data: '{}' })).toBe('event: ping\ndata: {}\n\n');
  });
});

describe('writeError', () => {
  const error = { type: 'api_error', message: 'm' };
  const write = (as: Parameters<typeof writeError>[1]) => writeError(error, as, writingOf(chatCompletions).openWriter());

  it('writes the form of the protocol, a form by its name, or a form of your own', () => {
    expect(write(undefined)).toEqual([expect.stringContaining('"type":"api_error"')]);
    expect(write('detail')).toEqual(['data: {"detail":"m"}\n\n']);
    expect(write(({ message }) => `oops ${message}`)).toEqual(['oops m']);
  });
});
