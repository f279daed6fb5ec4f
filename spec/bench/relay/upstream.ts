/**
 * A server that answers with recorded answers, one after the other, in a process of its own. It sends so many chunks a second on each stream,
 * with one frame in each, or, of a size, with as many frames as that holds. It tells its port to the parent, and ends with it.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { pace } from '../load/pace.js';
import { answersToRelay } from './answers.js';

const [rate = '', chunking = ''] = process.argv.slice(2);
const begin = pace(Number(rate));
const answers = answersToRelay().map(({ perFrame, in16KiB }) => (chunking === 'frame' ? perFrame : in16KiB).chunks);

let opened = 0;
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const chunks = answers[opened++ % answers.length] ?? [];
  let sent = 0;
  const end = begin(() => {
    if (sent < chunks.length) response.write(chunks[sent]);
    else response.end();
    sent += 1;
  });
  response.on('close', end);
});
server.listen(0, '127.0.0.1', 4_096, () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
