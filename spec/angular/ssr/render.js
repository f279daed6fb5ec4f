// Renders pages on a port of its own, which it prints. Run on the Node that the project brings.
import { createServer } from 'node:http';

const { reqHandler } = await import('./dist/server/server.mjs');

const server = createServer((request, response) => {
  reqHandler(request, response, (error) => response.writeHead(error === undefined ? 404 : 500).end(String(error?.stack ?? 'Not found')));
});
server.listen(0, '127.0.0.1', () => { console.log(`http://127.0.0.1:${server.address().port}`); });
