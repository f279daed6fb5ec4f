// Builds the chat from the packed package, serves it, and prints where: `npm run demo:chat`. PORT is 4300, or the one that you give.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildProject, installProject, packInto } from './angular-project.js';
import { serveChat } from './chat-server.js';

const chat = fileURLToPath(new URL('..', import.meta.url));
const work = await mkdtemp(join(tmpdir(), 'framewise-chat-'));
try {
  console.log('Packing, installing and building: a minute or two the first time.');
  installProject(chat, packInto(fileURLToPath(new URL('../../../..', import.meta.url)), work));
  buildProject(chat);
} finally {
  await rm(work, { recursive: true, force: true });
}
const { url } = await serveChat(join(chat, 'dist/browser'), Number(process.env['PORT'] ?? 4_300));
console.log(`The chat is at ${url} (Ctrl+C ends it).`);
