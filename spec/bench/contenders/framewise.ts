import type { Observable } from 'rxjs';

// What is measured is what is published.
import {
  accumulate, chatCompletions, collect, failOnErrorFrame, type Frame, type GoodFrame, messages, type Protocol,
reliably, responses, streamFrames, text, untilTerminal, } from '../../../dist/index.js';
import type { ProtocolName } from '../answer.js';
import type { Contender } from '../contender.js';

const protocols: Record<ProtocolName, Protocol> = { 'chat-completions': chatCompletions, responses, messages };

/** What a consumer keeps of an answer: the last of what came, or the pieces joined. */
type Fold = (answer: string, value: never) => string;

function framewise(name: string, pipeline: (frames: Observable<Frame<object>>, protocol: ProtocolName) => Observable<unknown>, fold: Fold): Contender {
  return {
    name,
    protocols: ['chat-completions', 'responses', 'messages'],
    read: (protocol, fetch, { onPiece, signal } = {}) => new Promise((resolve, reject) => {
      const frames = streamFrames<object>(protocols[protocol], { baseUrl: 'http://127.0.0.1', apiKey: 'none', body: { model: 'any' }, fetch });
      let last: unknown;
      let joined = '';
      const subscription = pipeline(frames, protocol).subscribe({
        next: (value) => {
          const isPiece = typeof value === 'string';
          if (!isPiece) last = value;
          else if (!onPiece) joined += value;
          if (isPiece || hasText(value)) onPiece?.(isPiece ? value : '');
        },
        error: reject,
        complete: () => {
          resolve(fold(joined, last as never));
        },
      });
      signal?.addEventListener('abort', () => {
        subscription.unsubscribe();
      });
    }),
  };
}

/** The preamble of an answer is no piece of it. */
function hasText(value: unknown): boolean {
  return (value as { readonly text?: string }).text !== '';
}

interface Collected {
  readonly text: string;
  readonly toolCalls: readonly { readonly arguments: string }[];
}

function collected(_joined: string, { text: said, toolCalls }: Collected): string {
  return said === '' ? toolCalls.map((call) => call.arguments).join('') : said;
}

/** The contender that the targets are about. */
export const framewiseCollect = framewise(
  'framewise',
  (frames) => frames.pipe(failOnErrorFrame(), untilTerminal<GoodFrame<object>>(), collect()),
  collected,
);

export const framewiseText = framewise(
  'framewise, text()',
  (frames) => frames.pipe(failOnErrorFrame(), untilTerminal<GoodFrame<object>>(), text()),
  (joined) => joined,
);

export const framewiseReliably = framewise(
  'framewise, reliably() and collect()',
  (frames) => frames.pipe(reliably(), collect()),
  collected,
);

const accumulators: Record<ProtocolName, (frames: Observable<GoodFrame<never>>) => Observable<unknown>> = {
  'chat-completions': accumulate(chatCompletions),
  responses: accumulate(responses),
  messages: accumulate(messages),
};

export const framewiseAccumulate = framewise(
  'framewise, accumulate()',
  (frames, protocol) => accumulators[protocol](frames.pipe(failOnErrorFrame<object>(), untilTerminal<GoodFrame<object>>()) as Observable<GoodFrame<never>>),
  (_joined, answer: object) => answerIn(answer),
);

/** The text, or the arguments, in a vendor's own object. */
function answerIn(answer: object): string {
  const { choices, output, content } = answer as {
    choices?: { message: { content?: string | null; tool_calls?: { function: { arguments: string } }[] } }[];
    output?: { arguments?: string; content?: { text: string }[] }[];
    content?: { text?: string; input?: object }[];
  };
  const message = choices?.[0]?.message;
  if (message) return message.content ?? message.tool_calls?.[0]?.function.arguments ?? '';
  if (output) return output[0]?.arguments ?? output[0]?.content?.[0]?.text ?? '';
  const block = content?.[0];
  return block?.text ?? JSON.stringify(block?.input);
}
