import { logRequests } from '../../../src/cli/serve/log-requests.js';
import { terminalStyle } from '../../../src/cli/terminal/style.js';
import type { Terminal } from '../../../src/cli/terminal/terminal.js';
import { chatCompletions } from '../../../src/index.js';
import type { ExchangeEnd, MockGateway, SeenRequest } from '../../../src/testing/index.js';

/** The lines that are written for these requests. */
async function linesFor(...requests: Partial<SeenRequest>[]): Promise<string[]> {
  const lines: string[] = [];
  const gateway = { requestAt: (index: number) => (requests[index] ? Promise.resolve(requests[index]) : Promise.reject(new Error('closed'))) };
  await logRequests(gateway as unknown as MockGateway, { write: (line: string) => lines.push(line), style: terminalStyle({}, {}) } as unknown as Terminal);
  return lines;
}

const endedBy = (end: ExchangeEnd): Promise<ExchangeEnd> => Promise.resolve(end);
const request = { method: 'POST', path: '/v1/chat/completions?key=secret', protocol: chatCompletions, body: { model: 'm', stream: true }, closed: endedBy('finished') };

describe('logRequests', () => {
  it('writes a line for each request, without its query', async () => {
    expect(await linesFor(request)).toEqual(['#1 POST /v1/chat/completions, chat-completions, model m']);
  });

  it('says what is odd about one', async () => {
    expect(await linesFor({ ...request, protocol: undefined, body: 'text\u001b[31m' })).toEqual(['#1 POST /v1/chat/completions, no protocol: 404, does not ask for a stream']);
  });

  it('says who broke an exchange off', async () => {
    expect(await linesFor(request, { ...request, closed: endedBy('client') })).toEqual([
      expect.stringMatching(/^#1 /), expect.stringMatching(/^#2 POST/), expect.stringMatching(/^#2 the client hung up after \d+ ms$/),
    ]);
  });
});
