/**
 * A server of endless answers, in a process of its own: every request gets numbered pieces at a steady rate, for so long, and
 * then the end of its answer. It listens on loopback only, tells its port to the parent, and ends with it.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type ProtocolName, writeAnswer } from '../answer.js';
import { pace } from './pace.js';

const framesPerSecond = Number(process.argv[2]);
const seconds = Number(process.argv[3]);

const begin = pace(framesPerSecond);

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  stream(response, request.url?.endsWith('/messages') ? 'messages' : 'chat-completions');
});

/** Every stream says the same, so that the server has its processor for sending. */
const answers = new Map((['chat-completions', 'messages'] as const).map((protocol): [ProtocolName, ReturnType<typeof bytesOf>] => [protocol, bytesOf(protocol)]));

function bytesOf(protocol: ProtocolName): { readonly head: string; readonly body: readonly Uint8Array[]; readonly tail: string } {
  const pieces = Array.from({ length: framesPerSecond * seconds }, (_, at) => `${String(at)} `);
  const { head, body, tail } = writeAnswer(protocol, pieces);
  return { head: head.join(''), body: body.map((event) => Buffer.from(event)), tail: tail.join('') };
}

function stream(response: ServerResponse, protocol: ProtocolName): void {
  const { head = '', body = [], tail = '' } = answers.get(protocol) ?? {};
  response.write(head);
  let sent = 0;
  const end = begin(() => {
    if (sent === body.length) {
      end();
      response.end(tail);
      return;
    }
    response.write(body[sent]);
    sent += 1;
  });
  response.on('close', end);
}

server.listen(0, '127.0.0.1', 4_096, () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
