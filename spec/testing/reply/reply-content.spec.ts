import { chatCompletions } from '../../../src/protocols/chat-completions/protocol.js';
import type { Reply } from '../../../src/testing/reply.js';
import { replyContent } from '../../../src/testing/reply/reply-content.js';

const content = (reply: Reply, streams = true) => {
  const { events, ...rest } = replyContent(reply, chatCompletions, streams);
  return { ...rest, events: events.map((event) => Buffer.from(event).toString()) };
};

describe('replyContent', () => {
  it('cuts a raw body behind every blank line, of any line end', () => {
    expect(content({ body: 'a\n\nb\r\n\r\nc\r\rd' })).toEqual({ contentType: 'text/event-stream', events: ['a\n\n', 'b\r\n\r\n', 'c\r\r', 'd'] });
  });

  it.each<[string, Reply, object]>([
    ['JSON', { json: { a: 1 } }, { contentType: 'application/json', events: ['{"a":1}'] }],
    ['a failure with a body', { status: 502, body: 'Bad gateway' }, { contentType: 'text/plain', events: ['Bad gateway'] }],
    ['a failure without one', { status: 502 }, { contentType: null, events: [] }],
    ['nothing', {}, { contentType: null, events: [] }],
  ])('says %s', (_, reply, said) => {
    expect(content(reply)).toEqual(said);
  });

  it('says a failure in the form of the protocol', () => {
    expect(content({ status: 429, error: { type: 'rate_limit_error', message: 'm' } }).events.join('')).toContain('"type":"rate_limit_error"');
  });

  it('says a late error as a failure where no stream is asked for', () => {
    expect(content({ error: { type: 'api_error', message: 'm' } }, false)).toMatchObject({ status: 500, contentType: 'application/json' });
  });

  it('refuses to count the text of what is no stream', () => {
    expect(() => content({ text: 'Hi', fault: { kind: 'reset', afterText: 'H' } }, false)).toThrow('the answer is no stream');
  });
});
