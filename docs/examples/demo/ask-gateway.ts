import { messages, type Protocol, responses, streamFrames } from 'framewise';
import { tap } from 'rxjs';

import { printable } from '../../../src/cli/terminal/fitting.js';
import type { Terminal } from '../../../src/cli/terminal/terminal.js';
import type { LiveCommand } from './options.js';
import { codeLines, codeName } from './render/code-lines.js';
import { outcomeLines } from './render/outcome-lines.js';
import { timelineLines } from './render/timeline-lines.js';
import type { Moment } from './timeline/moment.js';
import { outcomeOf } from './timeline/outcome.js';
import { watch } from './timeline/watch.js';

/**
 * Asks a live gateway one question, shows its answer as it comes, and then what it came down to.
 *
 * @returns whether the answer is whole.
 */
export async function askGateway({ protocol, baseUrl, apiKey, model, prompt }: LiveCommand, { write, style }: Pick<Terminal, 'write' | 'style'>): Promise<boolean> {
  // The host alone: the rest of the URL may hold a secret.
  write(style.paint('title', printable(`${model} at ${new URL(baseUrl).host} as ${protocol.name}`)));
  for (const line of codeLines(`streamFrames(${codeName(protocol)}, { baseUrl, apiKey, body })`, ['reliably()', 'collect()'], style)) write(line);

  const seen: Moment[] = [];
  const moments = watch(streamFrames(protocol, { baseUrl, apiKey, body: requestBody(protocol, model, prompt) }));
  await moments.pipe(tap((moment) => { seen.push(moment); }), timelineLines(style)).forEach(write);
  const outcome = outcomeOf(seen);
  write('');
  for (const line of outcomeLines(outcome, style)) write(line);
  return outcome.error === undefined;
}

/** The smallest request that asks this, in the protocol's own form; `streamFrames` adds `stream: true`. */
function requestBody(protocol: Protocol, model: string, prompt: string): object {
  const turns = [{ role: 'user', content: prompt }];
  switch (protocol.name) {
    case responses.name:
      return { model, input: prompt };
    case messages.name:
      return { model, messages: turns, max_tokens: 1_024 };
    default:
      return { model, messages: turns };
  }
}
