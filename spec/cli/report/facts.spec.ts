import { choiceFacts, requestIdIn, summaryFacts } from '../../../src/cli/report/facts.js';
import { HI, inspected, WHOLE } from '../support/inspected.js';

const factsOf = async (stream: string) => Object.fromEntries(summaryFacts(await inspected(stream))) as Record<string, string>;

describe('summaryFacts', () => {
  it('says what is known, and leaves out the rest', async () => {
    expect(await factsOf(WHOLE)).toEqual({ protocol: 'chat-completions, by the shape of its events', frames: '2 data, 1 terminal', size: `${String(WHOLE.length)} bytes, 6 lines` });
  });

  it('says of a failure what it takes to act on it', async () => {
    const facts = await factsOf(`HTTP/1.1 429 Too Many\nretry-after: 2\nx-request-id: req_1\n\n${JSON.stringify({ error: { type: 'rate_limit_error', message: 'm' } })}`);
    expect(facts).toMatchObject({ error: 'rate_limit_error, origin http, status 429, retryable, retry after 2.00 s', request: 'req_1', http: '429, no content-type' });
  });
});

describe('requestIdIn', () => {
  it('reads the header of any vendor', async () => {
    expect(requestIdIn(await inspected(`HTTP/1.1 200 OK\napim-request-id: azure-1\n\n${HI}`))).toBe('azure-1');
  });
});

describe('choiceFacts', () => {
  it('names what a choice has', async () => {
    const { answer } = await inspected(WHOLE);
    expect(answer && choiceFacts(answer)).toEqual([['text', 'Hi'], ['finish', 'stop']]);
    expect(answer && choiceFacts({ ...answer, rawFinishReason: 'end_turn', toolCalls: [{ index: 0, arguments: '{}' }], citations: [1, 2] })).toEqual([
      ['text', 'Hi'], ['tool call', '? {}'], ['citations', '2'], ['finish', 'stop (end_turn)'],
    ]);
  });
});
