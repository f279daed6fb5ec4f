import { chatCompletions, messages, responses } from '../../../../src/index.js';
import { writeAnswer } from '../../../../src/testing/index.js';
import { codes, DONE, HI, inspected, STOP, WHOLE } from '../../support/inspected.js';

describe('a whole answer', () => {
  it.each([chatCompletions, responses, messages].map((protocol) => [protocol.name, protocol] as const))('in %s has nothing wrong with it', async (name, protocol) => {
    const inspection = await inspected(writeAnswer(protocol, { text: 'Hello, world', usage: { inputTokens: 3, outputTokens: 2 } }));
    expect(inspection).toMatchObject({ outcome: 'whole', error: undefined, findings: [], advice: [], headline: 'The answer is whole: it finished by itself.' });
    expect(inspection.answer).toMatchObject({ text: 'Hello, world', finishReason: 'stop', usage: { inputTokens: 3, outputTokens: 2 } });
    expect(inspection.detection?.protocol.name).toBe(name);
  });

  it.each([
    ['the terminal is left out', HI + STOP, ['implicit_end']],
    ['there is no finish reason', HI + DONE, ['no_finish_reason']],
    ['the length limit cut it', HI + STOP.replace('stop', 'length') + DONE, ['finish']],
    ['[DONE] lacks its blank line', HI + STOP + 'data: [DONE]', ['unclosed_event']],
    ['an error comes after the end', WHOLE + 'data: {"error":{"message":"late"}}\n\n', ['error_after_end']],
    ['events come after the end', WHOLE + HI, ['events_after_end']],
    ['a line is no field', `${HI}[warn] slow upstream\n\n${STOP}${DONE}`, ['unframed_lines']],
    ['events are joined by one line end', HI.slice(0, -1) + STOP + DONE, ['joined_events']],
    ['bytes are no UTF-8', Buffer.concat([Buffer.from(HI.slice(0, -7)), Buffer.of(0xff), Buffer.from(HI.slice(-7) + STOP + DONE)]), ['invalid_utf8']],
    ['arguments are cut', `data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{\\"a"}}]}}]}\n\n${STOP}${DONE}`, ['broken_arguments']],
    ['there are CRLFs, comments and heartbeats', `: hi\r\n\r\n${WHOLE}`.replace(/\n/g, '\r\n').replace('data: [DONE]', 'data:\r\n\r\ndata: [DONE]'), []],
    ['there are only CRs', WHOLE.replace(/\n/g, '\r'), []],
    ['there is a byte order mark', `\ufeff${WHOLE}`, []],
  ])('is whole although %s', async (_, content, expected) => {
    const inspection = await inspected(content);
    expect(inspection.outcome).toBe('whole');
    expect(codes(inspection)).toEqual(expected);
  });

  it('that was cancelled says so', async () => {
    const cancelled = writeAnswer(responses, { text: 'Hi' }).replaceAll('response.completed', 'response.cancelled').replace('"status":"completed"', '"status":"cancelled"');
    const inspection = await inspected(cancelled);
    expect(inspection.headline).toBe('The answer is whole: it ended as "cancelled".');
    expect(codes(inspection)).toEqual(['finish']);
  });

  it('in Messages may hold events of a type that nobody knows', async () => {
    const inspection = await inspected(writeAnswer(messages, { text: 'Hi' }).replace('event: content_block_stop', 'data: {"type":"surprise"}\n\ndata: {"type":"surprise"}\n\nevent: content_block_stop'));
    expect(inspection).toMatchObject({ outcome: 'whole', findings: [{ level: 'warning', code: 'unknown_type', message: expect.stringContaining('2 events of a type "surprise"') as string }] });
  });
});
