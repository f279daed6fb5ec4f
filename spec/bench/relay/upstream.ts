/**
 * A server that answers with recorded answers, one after the other, in a process of its own. It sends so many chunks a second on each stream,
 * with one frame in each, or, of a size, with as many frames as that holds. It tells its port to the parent, and ends with it.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { pace } from '../load/pace.js';
import { answersToRelay } from './answers.js';

/** So many chunks a second are sent on the first streams, which warm the relay up and are not measured. */
const WARM_UP_RATE = 400;

const [rate = '', chunking = '', warmUps = ''] = process.argv.slice(2);
const begin = pace(Number(rate));
const beginFast = pace(WARM_UP_RATE);
const answers = answersToRelay().map(({ perFrame, in16KiB }) => (chunking === 'frame' ? perFrame : in16KiB).chunks);

let opened = 0;
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const isWarmUp = opened < Number(warmUps);
  const chunks = answers[opened++ % answers.length] ?? [];
  let sent = 0;
  const end = (isWarmUp ? beginFast : begin)(() => {
    if (sent < chunks.length) response.write(chunks[sent]);
    else response.end();
    sent += 1;
  });
  response.on('close', end);
});
// A connection that has waited a while must not close just when it is asked again: not every relay asks twice.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', 4_096, () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
