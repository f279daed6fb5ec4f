import { concat, concatMap, defer, map, type Observable, type OperatorFunction, takeWhile } from 'rxjs';

import { checkFrame, checkOptions } from '../check-options.js';
import type { Frame, GoodFrame, RestartFrame } from '../frame.js';
import { DocumentStart } from '../json/fence.js';
import { PartialJson } from '../json/partial-json.js';
import { AnswerDocument, type DocumentPlace } from './output/answer-document.js';
import { documentElements, type ListElement } from './output/document-elements.js';
import { judgeDocument } from './output/judge.js';
import { checkSchema, type SchemaInput, type SchemaOutput, type StandardSchema } from './output/standard-schema.js';

/** What there is of the object so far, unvalidated: what the model has written, whatever the schema will say to it. */
export interface PartialObject<T> {
  /** Tells it from the whole object. */
  readonly kind: 'partial';
  /** The object so far. */
  readonly value: DeepPartial<T>;
}

/** The object, validated. Nothing follows it. */
export interface WholeObject<T> {
  /** Tells it from a partial object. */
  readonly kind: 'whole';
  /** The object, as the schema gives it. */
  readonly value: T;
}

/** Where `structured` looks for the object. */
export interface StructuredOptions {
  /** Where the object stands: in the text, or in the arguments of the first call of a tool. Default `text`. */
  readonly from?: DocumentPlace | undefined;
}

/** Where `structured` looks for a list whose elements it gives one by one. */
export interface ElementsOptions extends StructuredOptions {
  /** Which list: the field of the object that it stands in, or `true` where the answer is the list itself. */
  readonly elements: string | true;
}

/**
 * An answer that is an object, growing while it arrives, and validated at its end.
 *
 * Like RxJS `scan`, and what it ends in is validated.
 *
 * Returns a partial object for each frame that adds to it, and last the whole one, as the schema gives it; then it completes.
 * Strings grow; numbers, `true`, `false` and `null` appear once they have ended. A partial object never changes afterwards, and
 * shares with the next one every part that had been closed. Where a copy of a very wide list would cost more than the frame is worth, the
 * partial object waits for a later frame. So the cost of all of them together grows with the length of the text alone.
 *
 * It fails with the ApiError `invalid_output` where the answer holds no such object: no JSON, JSON that the schema refuses, a
 * refusal, a text that was cut short. The message says which, and what a finish reason has to do with it; `raw` is the text, and
 * `cause` what the schema said, `{ issues }`, or the `SyntaxError`. It is not retryable: the same request may well cost the same
 * again for the same answer. Errors and unsubscribing pass. A schema that throws makes the stream fail with what it threw.
 *
 * It is judged at the end only, so a model that chats instead of writing JSON is heard out, and paid for. Blanks and a Markdown
 * fence around the object are tolerated; words before or after it are not, for they may be the model's objection to it. Only choice
 * 0 is read. At a restart frame it starts over, and the next partial object is smaller than the last.
 *
 * ![Marble diagram of structured](../../docs/diagrams/structured.svg)
 *
 * @example
 * ```ts
 * const city = z.object({ name: z.string(), people: z.number() });
 * streamFrames(responses, request).pipe(reliably(), structured(city)).subscribe(console.log);
 * // { kind: 'partial', value: { name: 'Os' } }
 * // { kind: 'partial', value: { name: 'Oslo' } }
 * // { kind: 'partial', value: { name: 'Oslo', people: 717710 } }
 * // { kind: 'whole', value: { name: 'Oslo', people: 717710 } }
 * ```
 *
 * @param schema a Standard Schema, synchronous or not.
 * @throws TypeError where it is called, for a schema that is none.
 */
export function structured<S extends StandardSchema>(
  schema: S,
  options?: StructuredOptions & { readonly elements?: undefined },
): OperatorFunction<GoodFrame<unknown> | RestartFrame, PartialObject<SchemaInput<S>> | WholeObject<SchemaOutput<S>>>;
/**
 * The elements of a list, each once, validated, as soon as it is closed: for work that begins while the model still writes. The schema
 * is that of one element. It completes at the end of the answer, and fails there with `invalid_output` where the list was not closed;
 * an element that the schema refuses fails it at once. At a restart frame the places begin anew at 0.
 */
export function structured<S extends StandardSchema>(
  schema: S,
  options: ElementsOptions,
): OperatorFunction<GoodFrame<unknown> | RestartFrame, ListElement<SchemaOutput<S>>>;
export function structured<S extends StandardSchema>(
  schema: S,
  options: StructuredOptions & Partial<ElementsOptions> = {},
): OperatorFunction<GoodFrame<unknown> | RestartFrame, PartialObject<SchemaInput<S>> | WholeObject<SchemaOutput<S>> | ListElement<SchemaOutput<S>>> {
  checkSchema('schema', schema);
  checkOptions('structured', options, { from: 1, elements: 1 });
  const { from = 'text', elements } = options;
  if (from !== 'text' && typeof (from as { tool?: unknown }).tool !== 'string') throw new TypeError("from must be 'text' or { tool: 'its name' }.");
  if (elements !== undefined) {
    const field = elements === true ? undefined : elements;
    return (frames) => defer(() => documentElements(frames, schema, from, field) as Observable<ListElement<SchemaOutput<S>>>);
  }
  return (frames) =>
    defer(() => {
      let document = new GrowingDocument(from);
      const partials = frames.pipe(
        takeWhile(({ kind }) => kind !== 'terminal', true),
        concatMap((frame) => {
          if (frame.kind === 'restart') document = new GrowingDocument(from);
          return frame.kind === 'restart' ? [] : document.add(frame);
        }),
        map(({ value }) => ({ kind: 'partial', value: value as DeepPartial<SchemaInput<S>> }) as const),
      );
      const whole = defer(() => judgeDocument(document.answer, schema)).pipe(
        map((value) => ({ kind: 'whole', value: value as SchemaOutput<S> }) as const),
      );
      return concat(partials, whole);
    });
}

/** The document of one answer, shown while it grows. */
class GrowingDocument {
  readonly answer: AnswerDocument;
  readonly #start = new DocumentStart();
  readonly #json = new PartialJson();

  constructor(place: DocumentPlace) {
    this.answer = new AnswerDocument(place);
  }

  /** @returns a snapshot of the document, or nothing where the frame is not worth one. */
  add(frame: Frame<unknown>): readonly { readonly value: unknown }[] {
    checkFrame(frame);
    const { answer } = this;
    // A consumer may make the source go on while it is given what the terminal frame brought.
    if (frame.kind === 'unknown' || answer.hasEnded) return [];
    answer.hasEnded = frame.kind === 'terminal';
    for (const delta of frame.deltas) {
      const piece = answer.add(delta);
      if (piece !== '') this.#json.write(this.#start.skip(piece));
    }
    const snapshot = answer.hasEnded ? undefined : this.#json.snapshot();
    return snapshot === undefined ? [] : [snapshot];
  }
}

/**
 * What may be there of a JSON value while it arrives: any field may be missing, a list may be short, and a string may be a
 * beginning, so that of a union of words only `string` is left. Numbers, booleans and null are whole.
 */
export type DeepPartial<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? readonly DeepPartial<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]?: DeepPartial<T[Key]> }
      : T;
