import { failurePayload } from '../../../src/wire/reading/failure-payload.js';

const error = { code: 'Throttling.AllocationQuota', message: 'Allocated quota exceeded.', request_id: 'r-1' };
const json = JSON.stringify(error);

describe('failurePayload', () => {
  it.each<[string, string, unknown]>([
    ['JSON', json, error],
    ['a text', 'upstream exploded', 'upstream exploded'],
    ['nothing', '', ''],
    ['a page', '<html><title>502</title></html>', '<html><title>502</title></html>'],
    // zhengxs2018/ai#12; DeliciousBuding/new-api#142
    ['an event with an id and a comment before its data', `id:1\nevent:error\n:HTTP_STATUS/429\ndata:${json}\n\n`, error],
    ['an event that begins with a comment', `: PROCESSING\n\ndata: ${json}\n\n`, error],
    ['an event with CRLF and a byte order mark', `\uFEFFevent: error\r\ndata: ${json}\r\n\r\n`, error],
    ['an event without its closing blank line', `event: error\ndata: ${json}`, error],
    ['an event in two lines of data', `data: {"error":\ndata: {"type":"overloaded_error"}}\n\n`, { error: { type: 'overloaded_error' } }],
    ['an error after a preamble', `data: {"id":"c1","object":"chat.completion.chunk","choices":[]}\n\ndata: {"error":{"message":"x"}}\n\ndata: [DONE]\n\n`, { error: { message: 'x' } }],
    ['an event whose data is text', 'event: error\ndata: upstream exploded\n\n', 'upstream exploded'],
    ['an event of no known form', 'data: {"weird":true}\n\n', { weird: true }],
    ['comments only', ': one\n\n: two\n\n', ': one\n\n: two\n\n'],
    ['a text that begins like a field', 'data center on fire', 'data center on fire'],
  ])('of %s', (_name, text, payload) => {
    expect(failurePayload(text)).toEqual(payload);
  });
});
