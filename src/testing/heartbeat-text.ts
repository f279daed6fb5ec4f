import type { Reply } from './reply.js';

/** @returns the raw text of this reply's heartbeat: a comment, unless the reply has a text of its own. */
export function heartbeatText({ heartbeat = true }: Reply): string {
  return heartbeat === true ? ': keep-alive\n\n' : heartbeat;
}
