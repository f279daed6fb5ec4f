import { mockGateway, type ReplyMaker } from 'framewise/testing';

import type { Fault } from '../src/app/faults.js';
import { answerTo } from './answers.js';
import { openBackend } from './backend.js';
import { replies } from './replies.js';
import { serveApp, type ServedApp } from './serve-app.js';

/** Serves the built chat, with a gateway that answers, or fails as the page asks it to, and with the NestJS example, which keeps answers. */
export async function serveChat(folder: string, port = 0): Promise<ServedApp> {
  const gateway = await mockGateway({ script: replyMaker(), keepRequests: 10 });
  const backend = await openBackend(gateway.baseUrl);
  const app = await serveApp(folder, { serverOf: (path) => (path.startsWith('/answers') ? backend.url : gateway.baseUrl), port });
  return {
    url: app.url,
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      await backend[Symbol.asyncDispose]();
      await gateway.close();
    },
  };
}

/** A turn of the conversation, as Messages has it. */
interface Turn {
  readonly role: string;
  readonly content: string | readonly { readonly type: string; readonly content?: string }[];
}

/** Each question has a name, so that its attempts are known, those of a reader who tries again too. */
function replyMaker(): ReplyMaker {
  const attempts = new Map<string, number>();
  return ({ body, headers }) => {
    const { messages } = body as { messages: readonly Turn[] };
    const before = messages.filter(({ role, content }) => role === 'user' && typeof content === 'string').length - 1;
    const question = headers['x-question'] ?? '';
    const attempt = attempts.get(question) ?? 0;
    attempts.set(question, attempt + 1);
    return replies[(headers['x-fault'] ?? 'none') as Fault]({ text: answerTo(before), attempt, toolResult: resultIn(messages.at(-1)) });
  };
}

/** What a tool gave, where the turn says that. */
function resultIn(turn: Turn | undefined): string | undefined {
  return typeof turn?.content === 'string' ? undefined : turn?.content.find(({ type }) => type === 'tool_result')?.content;
}
