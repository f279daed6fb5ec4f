import type { MockGateway, SeenRequest } from '../../testing/index.js';
import { clip, printable } from '../terminal/fitting.js';
import type { Terminal } from '../terminal/terminal.js';
import { timeSpan } from '../terminal/wording.js';

/**
 * Writes a line for each request as it comes, and one more if its exchange ends otherwise than by the end of the response.
 * Nothing of its headers is written, nor of its query: keys live there.
 *
 * @returns a promise that resolves when the gateway is closed and the last line is written.
 */
export async function logRequests(gateway: MockGateway, { write, style }: Terminal): Promise<void> {
  const ends: Promise<void>[] = [];
  for (let index = 0; ; index++) {
    const request = await gateway.requestAt(index).catch(() => undefined);
    if (request === undefined) break;
    const number = style.paint('dim', `#${String(index + 1)}`);
    write(`${number} ${requestLine(request)}`);
    const startMs = performance.now();
    ends.push(
      request.closed.then((end) => {
        if (end !== 'finished') write(`${number} ${end === 'client' ? 'the client hung up' : 'the gateway broke it off'} after ${timeSpan(performance.now() - startMs)}`);
      }),
    );
  }
  await Promise.all(ends);
}

function requestLine({ method, path, protocol, body }: SeenRequest): string {
  const { model, stream } = (typeof body === 'object' && body !== null ? body : {}) as { model?: unknown; stream?: unknown };
  const [plainPath = ''] = path.split('?', 1);
  return [
    `${printable(method)} ${printable(clip(plainPath, 100))}`,
    protocol?.name ?? 'no protocol: 404',
    ...(typeof model === 'string' ? [`model ${printable(clip(model, 60))}`] : []),
    ...(stream === true ? [] : ['does not ask for a stream']),
  ].join(', ');
}
