/** The clients of a relay, in a process of their own: they open their streams, read them to the end, and look for every piece in its place. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

const [port = '', streamCount = '', pieceCount = ''] = process.argv.slice(2);

/** What the clients saw. */
export interface DrainResult {
  /** Streams that did not say 0, 1, 2 ... to the end. */
  readonly broken: number;
}

async function isWhole(): Promise<boolean> {
  const asked = request({ port: Number(port), host: '127.0.0.1', method: 'POST', path: '/chat', headers: { 'content-type': 'application/json' } });
  asked.end('{}');
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of response.setEncoding('utf8')) body += String(chunk);
  // Each piece is a number and a space, in whatever form the relay writes it.
  const pieces = [...body.matchAll(/"(?:text|delta)":"(\d+) "/g)].map(([, piece]) => Number(piece));
  return response.statusCode === 200 && pieces.length === Number(pieceCount) && pieces.every((piece, at) => piece === at);
}

const whole = await Promise.all(Array.from({ length: Number(streamCount) }, () => isWhole().catch(() => false)));
const result: DrainResult = { broken: whole.filter((each) => !each).length };
process.send?.(result, () => process.exit());
