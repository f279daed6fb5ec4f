import { concat, concatMap, defer, EMPTY, map, type Observable, takeWhile } from 'rxjs';

import { checkFrame } from '../../check-options.js';
import type { Frame, GoodFrame, RestartFrame } from '../../frame.js';
import { DocumentStart } from '../../json/fence.js';
import { ListElements } from '../../json/list-elements.js';
import { AnswerDocument, type DocumentPlace } from './answer-document.js';
import { checkList, judgeElement } from './judge.js';
import type { StandardSchema } from './standard-schema.js';

/** An element of a list, validated: it was closed, so it is whole. */
export interface ListElement<T> {
  /** Tells it from what `structured` gives without `elements`. */
  readonly kind: 'element';
  /** Its place in the list, from 0. After a restart frame the places begin anew. */
  readonly index: number;
  /** The element, as the schema gives it. */
  readonly value: T;
}

/** The elements of the list that the document of an answer is, or has in a field. */
export function documentElements<T>(
  frames: Observable<GoodFrame<unknown> | RestartFrame>,
  schema: StandardSchema<unknown, T>,
  place: DocumentPlace,
  field: string | undefined,
): Observable<ListElement<T>> {
  let document = new ListDocument(place, field);
  const elements = frames.pipe(
    takeWhile(({ kind }) => kind !== 'terminal', true),
    concatMap((frame) => {
      if (frame.kind !== 'restart') return document.add(frame);
      document = new ListDocument(place, field);
      return [];
    }),
    concatMap(({ index, value, answer }) =>
      judgeElement(answer, index, value, schema).pipe(map((judged) => ({ kind: 'element', index, value: judged }) as const))),
  );
  return concat(elements, defer(() => {
    checkList(document.answer, field, document.hasList);
    return EMPTY;
  }));
}

interface ClosedElement {
  readonly index: number;
  readonly value: unknown;
  readonly answer: AnswerDocument;
}

/** The document of one answer, and which of its elements have been closed. */
class ListDocument {
  readonly answer: AnswerDocument;
  readonly #start = new DocumentStart();
  readonly #list: ListElements;
  #count = 0;

  constructor(place: DocumentPlace, field: string | undefined) {
    this.answer = new AnswerDocument(place);
    this.#list = new ListElements(field);
  }

  get hasList(): boolean {
    return this.#list.hasEnded;
  }

  add(frame: Frame<unknown>): readonly ClosedElement[] {
    checkFrame(frame);
    const { answer } = this;
    if (frame.kind === 'unknown' || answer.hasEnded) return [];
    answer.hasEnded = frame.kind === 'terminal';
    return frame.deltas.flatMap((delta) => {
      const piece = answer.add(delta);
      if (piece === '') return [];
      return this.#list.add(this.#start.skip(piece)).map((value) => ({ index: this.#count++, value, answer }));
    });
  }
}
