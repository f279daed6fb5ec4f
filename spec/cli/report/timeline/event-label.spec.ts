import { eventLabels, usageText } from '../../../../src/cli/report/timeline/event-label.js';
import { DONE, HI, inspected } from '../../support/inspected.js';

const labels = async (stream: string) => (await inspected(stream)).events.flatMap(eventLabels).map(({ lane, text }) => `${lane}: ${text}`);

describe('eventLabels', () => {
  it('has a label for each delta of an event', async () => {
    const chunk = { id: 'a', model: 'm', choices: [{ index: 0, delta: { reasoning: 'hm', content: 'Hi', tool_calls: [{ id: 'c', function: { name: 'x', arguments: '{' } }] } }] };
    expect(await labels(`data: ${JSON.stringify(chunk)}\n\n`)).toEqual(['start: m, a', 'reasoning: hm', 'text: Hi', 'tool call: x {']);
  });

  it('says of an event without deltas what it is', async () => {
    expect(await labels(`: ping\n\ndata:\n\n${HI}[warn] slow\n\ndata: {"type":"news"}\n\n${DONE}${HI}`)).toEqual([
      'comment: ping', 'comment: ', 'text: Hi', 'unframed: [warn] slow', 'unknown: news', 'end: [DONE]', expect.stringMatching(/^after: /),
    ]);
  });

  it('says of a failure what failed', async () => {
    expect(await labels('data: {"error":{"type":"overloaded_error","message":"busy"}}\n\n')).toEqual(['error: overloaded_error: busy']);
    expect((await labels(`${HI}data: {"choices":[\n\n${HI}`))[1]).toBe('error: malformed: {"choices":[');
  });
});

describe('usageText', () => {
  it('has the counts that the wire gives', () => {
    expect(usageText({ inputTokens: 1_200, outputTokens: 5, cachedReadTokens: 4 })).toBe('1,200 in, 5 out, 4 read from cache');
  });
});
