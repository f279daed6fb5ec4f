import { interval, type Observable, type Subscriber, type Subscription } from 'rxjs';

import { ApiError } from '../../errors/api-error.js';
import { readableText } from '../../errors/reading/error-message.js';
import { findError } from '../../errors/reading/find-error.js';
import { toApiError } from '../../errors/to-api-error.js';
import { advice } from '../../errors/words/advice.js';
import type { Frame } from '../../frame.js';
import { JsonScan } from '../../json/json-scan.js';
import { parseJson } from '../../json/json-text.js';
import { isObject } from '../../payload-object.js';
import type { Protocol } from '../../protocol.js';
import { operateBy, Stage } from '../../stage.js';
import { placeOf } from '../opening/endpoint.js';
import { ChunkDecoder } from '../parsing/decode-text.js';
import { FrameParser } from '../parsing/frame-parser.js';
import { DEFAULT_MAX_FRAME_CHARS, type ParseHooks, type ParseOptions } from '../parsing/parse-options.js';
import { isWholeAnswer } from '../parsing/read-payload.js';
import { compressionOf } from '../parsing/stray-lines.js';
import type { Exchange } from './exchange.js';
import { MAX_BODY_BYTES as MAX_BODY_CHARS, MAX_BODY_MS } from './failure-text.js';
import { readBody } from './read-body.js';
import type { ReadResponse } from './read-response.js';

/**
 * The frames in a response whose status is fine and whose content type is not that of an event stream. Its body decides:
 *
 * - A body that begins as an event stream is one, whatever its type says.
 * - `application/json` with an error in it is that error, and a whole answer is read as one. JSON is read up to `maxFrameChars`, for as long as it
 *   takes: a whole answer may be long, and slow.
 * - Anything else is `unexpected_content`, the nothing of a 204 too, with what came of the text in 64 KiB and 5 seconds.
 */
export function readOtherContent<P extends object>(
  protocol: Protocol<P>,
  response: ReadResponse,
  options: ParseOptions,
  context: Partial<Exchange>,
  hooks: ParseHooks = {},
  demand?: Observable<boolean>,
): Observable<Frame<P>> {
  return readBody(response, context, demand).pipe(
    operateBy<Uint8Array | string, Frame<P>>((out) => new OtherContentStage(out, protocol, response, options, context, hooks)),
  );
}

class OtherContentStage<P extends object> extends Stage<Uint8Array | string, Frame<P>> {
  readonly #decoder = new ChunkDecoder();
  readonly #contentType: string;
  readonly #hasJsonType: boolean;
  readonly #maxFrameChars: number;
  readonly #clock: Subscription;
  #kind: 'stream' | 'json' | 'other' | undefined;
  /** The text so far; of an event stream none. */
  #text = '';
  #stream: FrameParser<P> | undefined;

  constructor(
    out: Subscriber<Frame<P>>,
    private readonly protocol: Protocol<P>,
    private readonly response: ReadResponse,
    private readonly options: ParseOptions,
    private readonly context: Partial<Exchange>,
    private readonly hooks: ParseHooks,
  ) {
    super(out);
    this.#contentType = response.headers.get('content-type') ?? '';
    this.#hasJsonType = isJsonType(this.#contentType);
    this.#maxFrameChars = options.maxFrameChars ?? DEFAULT_MAX_FRAME_CHARS;
    this.#clock = interval(MAX_BODY_MS).subscribe({
      next: () => {
        this.#takeTick();
      },
      error: (error: unknown) => {
        out.error(error);
      },
    });
    this.add(() => {
      this.#clock.unsubscribe();
      this.#stream?.stop();
    });
  }

  protected override _next(chunk: Uint8Array | string): void {
    const text = this.#decoder.decode(chunk);
    if (this.#stream === undefined) this.#hold(text);
    else this.#stream.push(text);
  }

  protected override _error(error: unknown): void {
    // What came before a reset says more than the reset does. Only an answer is better asked for again than shown in half.
    if (this.#stream !== undefined || this.#hasJsonType) super._error(error);
    else this.#settle();
  }

  protected override _complete(): void {
    if (this.#stream === undefined) this.#settle();
    else this.#stream.end();
  }

  /** Some servers end neither what they say nor the connection. */
  #takeTick(): void {
    if (!this.#hasJsonType || this.#kind === 'other' || parseJson(this.#text) !== undefined) this.#settle();
  }

  #hold(text: string): void {
    this.#text += text;
    if (this.#kind === undefined) {
      this.#text = this.#text.trimStart();
      this.#kind = kindOf(this.#text);
      if (this.#kind === 'stream') this.#openStream();
    }
    const maxChars = this.#hasJsonType && this.#kind === 'json' ? this.#maxFrameChars + 1 : MAX_BODY_CHARS;
    if (this.#text.length >= maxChars) this.#settle();
  }

  #openStream(): void {
    this.#clock.unsubscribe();
    this.#stream = new FrameParser(this.protocol, this.options, this.context, this.out, this.hooks);
    const text = this.#text;
    this.#text = '';
    this.#stream.push(text);
  }

  /** Says what the text is, as far as it has come. */
  #settle(): void {
    const text = this.#text + this.#decoder.end();
    const json = this.#hasJsonType && text.length <= this.#maxFrameChars ? parseJson(text) : undefined;
    const found = findError(json);
    if (found) {
      const { status, headers } = this.response;
      this.out.error(toApiError(found, { origin: 'http', raw: json, status, headers, secrets: this.context.secrets }));
    } else if (isObject(json) && isWholeAnswer(this.protocol, json)) {
      // As one event: between the tokens of JSON a line end is a blank.
      this.#text = `data: ${text.replace(/[\r\n]/g, ' ')}\n\n`;
      this.#openStream();
      this.#stream?.end();
    } else {
      this.out.error(this.#failure(text, json));
    }
  }

  #failure(text: string, json: unknown): ApiError {
    const { status } = this.response;
    const { requestId, secrets } = this.context;
    const details = { origin: 'protocol', status, raw: json ?? text.slice(0, MAX_BODY_CHARS), requestId, secrets } as const;
    if (this.#hasJsonType && this.#kind === 'json' && json === undefined) {
      if (text.length > this.#maxFrameChars) {
        return new ApiError({ ...details, type: 'frame_too_large', message: `The answer is longer than ${String(this.#maxFrameChars)} characters.` });
      }
      if (!new JsonScan().add(text).closed) {
        return new ApiError({ ...details, type: 'truncated_stream', message: 'The body ended inside its JSON.' });
      }
    }
    // A page comes from a wrong address.
    const place = placeOf(this.response.url);
    const compression = compressionOf(text);
    const words = place === undefined ? '' : ` from ${place}: ${compression ?? readableText(text) ?? 'nothing'}`;
    const got = isBodiless(status) ? `HTTP ${String(status)}` : this.#contentType;
    return new ApiError({
      ...details,
      type: 'unexpected_content',
      message: `Expected text/event-stream, got ${got}${words || '.'}`,
      advice: compression && advice.checkEncoding,
    });
  }
}

/** Whether a status says that there is no body, and never will be. */
export function isBodiless(status: number | undefined): boolean {
  return status === 204 || status === 205;
}

const FIRST_FIELDS = ['data:', 'event:', 'id:', 'retry:', ':'];

/** What a body is by how it begins; `undefined` as long as that cannot be told. */
function kindOf(text: string): 'stream' | 'json' | 'other' | undefined {
  if (FIRST_FIELDS.some((field) => text.startsWith(field))) return 'stream';
  if (FIRST_FIELDS.some((field) => field.startsWith(text))) return undefined;
  return text.startsWith('{') ? 'json' : 'other';
}

function isJsonType(contentType: string): boolean {
  return /^[\w.-]+\/(?:[\w.-]+\+)?json\b/i.test(contentType);
}
