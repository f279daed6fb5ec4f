import { mockGateway, type ReplyMaker } from 'framewise/testing';

import type { Fault } from '../src/app/faults.js';
import { answerTo } from './answers.js';
import { replies } from './replies.js';
import { serveApp,type ServedApp } from './serve-app.js';

/** Serves the built chat, with a gateway that answers, or fails as the page asks it to. */
export async function serveChat(folder: string, port = 0): Promise<ServedApp> {
  const gateway = await mockGateway({ script: replyMaker(), keepRequests: 10 });
  const app = await serveApp(folder, () => gateway.baseUrl, port);
  return {
    url: app.url,
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      await gateway.close();
    },
  };
}

/** Each question has a name, so that its attempts are known, those of a reader who tries again too. */
function replyMaker(): ReplyMaker {
  const attempts = new Map<string, number>();
  return ({ body, headers }) => {
    const { messages } = body as { messages: readonly { role: string }[] };
    const before = messages.filter(({ role }) => role === 'user').length - 1;
    const question = headers['x-question'] ?? '';
    const attempt = attempts.get(question) ?? 0;
    attempts.set(question, attempt + 1);
    return replies[(headers['x-fault'] ?? 'none') as Fault]({ text: answerTo(before), attempt });
  };
}
