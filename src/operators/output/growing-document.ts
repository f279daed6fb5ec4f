import type { Observable } from 'rxjs';

import type { GoodFrame } from '../../frame.js';
import { DocumentStart } from '../../json/fence.js';
import { PartialJson } from '../../json/partial-json.js';
import { AnswerDocument, type DocumentPlace } from './answer-document.js';
import { judgeDocument } from './judge-document.js';
import type { StandardSchema } from './standard-schema.js';

/** The document of one answer, shown while it grows and judged at its end. */
export class GrowingDocument {
  readonly #document: AnswerDocument;
  readonly #start = new DocumentStart();
  readonly #json = new PartialJson();

  constructor(place: DocumentPlace) {
    this.#document = new AnswerDocument(place);
  }

  /** @returns a snapshot of the document, or nothing where the frame is not worth one. */
  add(frame: GoodFrame<unknown>): readonly { readonly value: unknown }[] {
    // A consumer may make the source go on while it is given what the terminal frame brought.
    if (frame.kind === 'unknown' || this.#document.hasEnded) return [];
    this.#document.hasEnded = frame.kind === 'terminal';
    for (const delta of frame.deltas) {
      const piece = this.#document.add(delta);
      if (piece !== '') this.#json.write(this.#start.skip(piece));
    }
    const snapshot = this.#document.hasEnded ? undefined : this.#json.snapshot();
    return snapshot === undefined ? [] : [snapshot];
  }

  judge<T>(schema: StandardSchema<unknown, T>): Observable<T> {
    return judgeDocument(this.#document, schema);
  }
}
