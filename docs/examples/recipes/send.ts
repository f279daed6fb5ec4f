import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Frame } from 'framewise';
import type { Observable } from 'rxjs';

import { respond } from './respond.js';

/** The same for Express, and for whatever else has a response of Node. */
export async function send(frames$: Observable<Frame<object>>, res: ServerResponse): Promise<void> {
  const client = new AbortController();
  res.on('close', () => { client.abort(); });
  const response = await respond(frames$, client.signal);
  res.writeHead(response.status, Object.fromEntries(response.headers));
  // A client that leaves is no failure of the server.
  await pipeline(Readable.fromWeb(response.body as ReadableStream), res).catch(() => undefined);
}
