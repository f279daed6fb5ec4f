import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawExchange {
  readonly socket: Socket;
  /** What arrived, one string per TCP read, one character per byte. */
  readonly reads: readonly string[];
  /** How the connection ended: by FIN, or with an error code. */
  readonly ended: Promise<string>;
  /** Resolves once everything that arrived contains this text. */
  readonly has: (text: string) => Promise<void>;
}

/** Sends one POST over a bare socket, because fetch hides what is on the wire. */
export async function rawPost(baseUrl: string, path = '/words', body = '{}'): Promise<RawExchange> {
  const { hostname, port } = new URL(baseUrl);
  const socket = connect(Number(port), hostname);
  const reads: string[] = [];
  socket.on('data', (bytes) => reads.push(bytes.toString('latin1')));
  const ended = new Promise<string>((resolve) => {
    socket.once('end', () => {
      resolve('FIN');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
  });
  await once(socket, 'connect');
  socket.write(`POST ${path} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`);
  const has = async (text: string): Promise<void> => {
    while (!reads.join('').includes(text)) await once(socket, 'data');
  };
  return { socket, reads, ended, has };
}
