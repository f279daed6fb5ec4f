import type { Reply } from '../../../src/testing/index.js';
import { checkReply } from '../../../src/testing/reply/check-reply.js';

const error = { type: 't', message: 'm' };

function complaint(reply: unknown): string {
  try {
    checkReply(reply, 'script[0]');
    return 'none';
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(TypeError);
    return (thrown as TypeError).message;
  }
}

describe('checkReply', () => {
  it.each<Reply>([
    {},
    { text: 'a' },
    { text: ['a', 'b'], finish: 'length', usage: { inputTokens: 1 }, chunks: { bytes: 3 }, gzip: true, heartbeat: true },
    { toolCalls: [{ name: 'a' }, { name: 'b', arguments: {}, id: 'c' }, { name: 'c', arguments: '{' }] },
    { text: 'a', toolCalls: [{ name: 'a', arguments: [] }], error },
    { deltas: [{ type: 'text', text: 'a' }, { type: 'finish', reason: 'stop' }], error, as: 'string', trailing: '' },
    { events: ['1', { event: 'x', data: '' }], contentType: null, closeDelimited: true },
    { status: 500, error, headers: { 'x-a': ['1', '2'] }, beforeHeadersMs: 0, betweenChunksMs: 1.5 },
    { json: null },
    { text: 'a', stream: false, usage: { inputTokens: 0, outputTokens: undefined } },
    {
      deltas: [
        { type: 'start', id: 'a', model: 'm' }, { type: 'reasoning', text: 'a', choice: 1 }, { type: 'refusal', text: '' },
        { type: 'tool-call', index: 0, id: 'c', name: 'n', arguments: '{}' }, { type: 'citation', citation: null },
        { type: 'media', mediaType: 'image/png', data: 'AA==' }, { type: 'usage', usage: {} }, { type: 'finish', reason: 'other', raw: 'x' },
      ],
    },
    { body: new Uint8Array(), fault: { kind: 'stall', atByte: 0, heartbeatMs: 1 } },
    { text: undefined, body: 'a', fault: undefined },
  ])('accepts %j', (reply) => {
    expect(complaint(reply)).toBe('none');
  });

  it.each<[unknown, string]>([
    [null, 'must be an object'],
    [{ toolCalls: {} }, 'toolCalls must be a list of calls'],
    [{ toolCalls: [{}] }, 'toolCalls[0]: name is missing'],
    [{ toolCalls: [{ name: 'a' }, 'b'] }, 'toolCalls[1]: must be an object'],
    [{ toolCalls: [{ name: 'a', input: {} }] }, 'toolCalls[0]: knows no field "input"; it has name, arguments, id'],
    [{ toolCalls: [{ name: 'a', arguments: 1 }] }, 'toolCalls[0]: arguments must be an object, or text'],
    [{ toolCalls: [], deltas: [] }, 'toolCalls and deltas exclude each other'],
    [{ text: '', toolCalls: [], events: [] }, 'text and events exclude each other'],
    [{ status: 500, toolCalls: [] }, 'an HTTP 500 cannot have toolCalls: give it an error, a body or json'],
    [['a'], 'must be an object'],
    ['Hello', 'must be an object'],
    [{ txt: 'a' }, 'knows no field "txt"; it has text, toolCalls, deltas, '],
    [JSON.parse('{"__proto__": 1}'), 'knows no field "__proto__"'],
    [{ text: 1 }, 'text must be a string or a list of strings'],
    [{ deltas: 'a' }, 'deltas must be a list of deltas'],
    [{ deltas: ['a'] }, 'deltas[0]: type must be one of start, text, '],
    [{ deltas: [{ type: 'toString' }] }, 'deltas[0]: type must be one of start, text, '],
    [{ deltas: [{ type: 'text', text: 'a' }, { type: 'text' }] }, 'deltas[1]: text is missing'],
    [{ deltas: [{ type: 'text', text: 1 }] }, 'deltas[0]: text must be a string'],
    [{ deltas: [{ type: 'text', text: 'a', choice: -1 }] }, 'deltas[0]: choice must be a whole number from 0'],
    [{ deltas: [{ type: 'tool-call', index: 0, argument: '{}' }] }, 'deltas[0]: knows no field "argument"; it has type, choice, index, '],
    [{ deltas: [{ type: 'finish', reason: 'end_turn' }] }, 'deltas[0]: reason must be one of stop, length, tool-calls, '],
    [{ text: 'a', finish: 'end_turn' }, 'finish must be one of stop, length, tool-calls, '],
    [{ text: 'a', usage: { input_tokens: 1 } }, 'usage must be whole numbers from 0 for some of inputTokens, '],
    [{ text: 'a', usage: { inputTokens: '1' } }, 'usage must be whole numbers from 0 for some of inputTokens, '],
    [{ text: 'a', stream: 'no' }, 'stream must be true or false'],
    [{ error, as: 'string', stream: false }, 'an error outside of a stream has no as'],
    [{ text: 'a', gzip: true, fault: { kind: 'stall', heartbeatMs: 1 } }, 'gzip and fault.heartbeatMs exclude each other'],
    [{ error: 'Overloaded' }, 'error must be an object with a type and a message'],
    [{ text: 'a', as: 'string' }, 'as needs an error'],
    [{ error, as: 'toString' }, 'as must be a function or one of object, '],
    [{ status: 101 }, 'status must be a whole number from 200 to 599'],
    [{ status: '429' }, 'status must be a whole number from 200 to 599'],
    [{ events: [{ event: 'x' }] }, 'events must be a list of strings or of { event, data }'],
    [{ body: { a: 1 } }, 'body must be a string or a Uint8Array (an object goes into json)'],
    [{ json: () => 1 }, 'json must be a value that JSON can express'],
    [{ json: 1n }, 'json must be a value that JSON can express'],
    [{ headers: { 'a b': '1' } }, 'headers must be valid header names and values'],
    [{ headers: { a: '1\n2' } }, 'headers must be valid header names and values'],
    [{ headers: { a: 1 } }, 'headers must be valid header names and values'],
    [{ headers: 'a: 1' }, 'headers must be valid header names and values'],
    [{ contentType: 1 }, 'contentType must be a string or null'],
    [{ chunks: { bytes: 0 } }, "chunks must be 'event', 'whole' or { bytes: a whole number above 0 }"],
    [{ chunks: 1 }, "chunks must be 'event', 'whole' or"],
    [{ beforeHeadersMs: -1 }, 'beforeHeadersMs must be milliseconds'],
    [{ betweenChunksMs: Infinity }, 'betweenChunksMs must be milliseconds'],
    [{ text: 'a', body: 'b' }, 'text and body exclude each other'],
    [{ body: 'b', error }, 'body and error exclude each other'],
    [{ status: 502, text: 'Bad gateway' }, 'an HTTP 502 cannot have text: give it an error, a body or json'],
    [{ status: 502, error, as: 'string' }, 'an HTTP 502 cannot have as: give it a body or json'],
    [{ fault: 'reset' }, 'fault must be an object'],
    [{ fault: {} }, 'fault: kind is missing'],
    [{ fault: { kind: 'explode' } }, 'fault: kind must be reset, close, end or stall'],
    [{ fault: { kind: 'reset', at: 1 } }, 'fault: knows no field "at"; it has kind, beforeHeaders, '],
    [{ fault: { kind: 'reset', atByte: 1.5 } }, 'fault: atByte must be a whole number'],
    [{ fault: { kind: 'reset', atByte: 1, atEvent: 1 } }, 'fault: atByte and atEvent exclude each other'],
    [{ body: 'a', fault: { kind: 'reset', afterText: 'a' } }, 'fault: afterText needs an answer with text'],
    [{ text: 'a', fault: { kind: 'reset', afterText: '' } }, 'fault: afterText must be a string that is not empty'],
    [{ fault: { kind: 'end', beforeHeaders: true } }, 'fault: a body cannot end before the headers: use close'],
    [{ fault: { kind: 'reset', heartbeatMs: 1 } }, 'fault: heartbeatMs belongs to a stall'],
    [{ fault: { kind: 'stall', heartbeatMs: 0 } }, 'fault: heartbeatMs must be milliseconds above 0'],
    [{ fault: { kind: 'stall', heartbeatMs: 1, beforeHeaders: true } }, 'fault: no heartbeat can come before the headers'],
    [{ fault: { kind: 'stall', afterMs: 1 } }, 'fault: a stall never comes to an end, so it has no afterMs'],
  ])('refuses %p by name', (reply, message) => {
    expect(complaint(reply)).toMatch(/^script\[0\]: /);
    expect(complaint(reply)).toContain(`script[0]: ${message}`);
  });
});
