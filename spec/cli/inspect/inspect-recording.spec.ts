import { messages, responses } from '../../../src/index.js';
import { writeAnswer } from '../../../src/testing/index.js';
import { codes, DONE, HI, inspected, placed, STOP } from '../support/inspected.js';

describe('an error of the server', () => {
  it.each([
    ['a late error event', writeAnswer(messages, { text: 'Hello', error: { type: 'overloaded_error', message: 'Overloaded' } }), 'overloaded_error'],
    ['an error event right after the preamble', writeAnswer(messages, { error: { type: 'overloaded_error', message: 'Overloaded' } }), 'overloaded_error'],
    ['response.failed', writeAnswer(responses, { text: 'Hello', error: { type: 'server_error', message: 'Oops' } }), 'server_error'],
    ['an error in a data line', `${HI}data: {"error":{"message":"Slow down","type":"rate_limit_error"}}\n\n`, 'rate_limit_error'],
    ['an error as text', `${HI}data: {"error":"STREAM_EXPLODED"}\n\n${DONE}`, 'unknown_error'],
    ['an event named error', `${HI}event: error\ndata: upstream exploded\n\n`, 'unknown_error'],
    ['the error field of llama.cpp', `${HI}error: {"code":500,"message":"no slot"}\n\n${DONE}`, 'api_error'],
    ['a finish reason error', HI + STOP.replace('stop', 'error') + DONE, 'unknown_error'],
  ])('is told: %s', async (_, content, type) => {
    const inspection = await inspected(content);
    expect(inspection.outcome).toBe('error');
    expect(inspection.error?.type).toBe(type);
    expect(codes(inspection)).toEqual(['error_event']);
    expect(inspection.events.filter(({ kind }) => kind === 'error')).toHaveLength(1);
    expect(inspection.advice).not.toEqual([]);
  });

  it('says whether output had come, for that decides about a retry', async () => {
    const error = { type: 'overloaded_error', message: 'Overloaded' };
    const early = await inspected(writeAnswer(messages, { error }));
    const late = await inspected(writeAnswer(messages, { text: 'Hello', error }));
    expect(early).toMatchObject({ hadOutput: false, headline: 'The server reported an error before any output: overloaded_error, "Overloaded"' });
    expect(late).toMatchObject({ hadOutput: true, headline: 'The server reported an error after 5 characters of text: overloaded_error, "Overloaded"' });
    expect([early.advice[1], late.advice[1]]).toEqual([expect.stringContaining('a retry is safe'), expect.stringContaining('would say it twice')]);
  });

  it('does not advise to repeat what fails every time', async () => {
    const { advice } = await inspected('data: {"error":{"message":"Bad","type":"invalid_request_error"}}\n\n');
    expect(advice).toContain('The same request would fail again: do not retry it.');
  });

  it('is found unframed, alone or after frames, and placed where it stands', async () => {
    const body = '{\n  "error": { "message": "Broken", "type": "server_error" }\n}\n';
    const alone = await inspected(body);
    expect(alone).toMatchObject({ outcome: 'http-error', error: { origin: 'http' }, headline: 'The body is an error and not an event stream: server_error, "Broken"' });
    const after = await inspected(HI + body + DONE);
    expect(after.outcome).toBe('error');
    expect(placed(after)).toEqual([3, 0, HI.length]);
  });
});
