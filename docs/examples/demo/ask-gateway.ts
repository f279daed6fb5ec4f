import { streamFrames } from 'framewise';

import type { LiveCommand } from './arguments/command.js';
import type { Style } from './render/style.js';
import { requestBody } from './request-body.js';
import { showStream } from './show-stream.js';
import { watch } from './timeline/watch.js';

/**
 * Asks a live gateway one question and shows its answer as it comes.
 *
 * @returns whether the answer is whole.
 */
export async function askGateway(
  { protocol, baseUrl, apiKey, model, prompt }: LiveCommand,
  write: (line: string) => void,
  style: Style,
): Promise<boolean> {
  // The host alone: the rest of the URL may hold a secret.
  write(style.paint('title', `${model} at ${new URL(baseUrl).host} as ${protocol.name}`));
  const frames = streamFrames(protocol, { baseUrl, apiKey, body: requestBody(protocol, model, prompt) });
  return showStream(watch(frames), write, style);
}
