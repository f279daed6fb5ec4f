import type { OperatorFunction, Subscriber } from 'rxjs';

import { checkOptions, checkProtocol } from '../../check-options.js';
import type { Frame } from '../../frame.js';
import type { Protocol } from '../../protocol.js';
import { operateBy, Stage } from '../../stage.js';
import { toTransportError } from '../opening/transport-error.js';
import { asChunk, notBytes } from './chunk.js';
import { FrameParser } from './frame-parser.js';
import { type ParseContext, type ParseHooks, parseOptionNames, type ParseOptions } from './parse-options.js';

/**
 * Turns the body of a response, from any transport, into frames.
 *
 * @returns an operator whose Observable emits each frame as soon as its last byte is in, and completes right after a
 * terminal or an error frame, whatever the source does then; the source is unsubscribed at that moment.
 *
 * An error of the source becomes an `ApiError` of origin `transport`, and a frame that was pending then never counts. A clean
 * end in the middle of a frame is `truncated_stream`, a frame over the bound `frame_too_large`. A clean end without a terminal frame
 * just completes: `untilTerminal()` makes an error of it. Unsubscribing stops parsing within the chunk.
 *
 * It is given bytes of a body, so it cannot know about the status: check that before, or use `streamFrames`.
 *
 * ```ts
 * from(['data: {"choices":[{"index":0,"delta":{"content":"Hi"}}]}\n\n', 'data: [DONE]\n\n'])
 *   .pipe(parseFrames(chatCompletions))
 *   .subscribe((frame) => console.log(frame.kind)); // data, terminal
 * ```
 *
 * @param protocol what the payloads are read as.
 * @param options bounds and leniency.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function parseFrames<P extends object>(
  protocol: Protocol<P>,
  options: ParseOptions = {},
): OperatorFunction<Uint8Array | string, Frame<P>> {
  checkProtocol('parseFrames', protocol);
  checkOptions('parseFrames', options, parseOptionNames);
  return parseFramesOf(protocol, options, {});
}

/** `parseFrames` for a response that more is known about than its bytes. */
export function parseFramesOf<P extends object>(
  protocol: Protocol<P>,
  options: ParseOptions,
  context: ParseContext,
  hooks?: ParseHooks,
): OperatorFunction<Uint8Array | string, Frame<P>> {
  return operateBy((out) => new ParsingStage(out, new FrameParser(protocol, options, context, out, hooks), context));
}

class ParsingStage<P extends object> extends Stage<Uint8Array | string, Frame<P>> {
  constructor(
    out: Subscriber<Frame<P>>,
    private readonly parser: FrameParser<P>,
    private readonly context: ParseContext,
  ) {
    super(out);
    this.add(() => {
      parser.stop();
    });
  }

  protected override _next(chunk: Uint8Array | string): void {
    const readable = asChunk(chunk);
    if (readable === undefined) super._error(notBytes(chunk));
    else this.parser.push(readable);
  }

  protected override _error(error: unknown): void {
    const { requestId, secrets } = this.context;
    super._error(toTransportError(error, { phase: 'body', requestId, secrets }));
  }

  protected override _complete(): void {
    this.parser.end();
  }
}
