import { type Delta, noDeltas } from '../../../answer/delta.js';
import { jsonText } from '../../../json/json-text.js';
import { isObject, type PayloadObject } from '../../../payload-object.js';
import { objectsIn } from '../stated-item.js';

/** Reads the citations of messages, each once: as they come, else where a message is stated as a whole. */
export class CitationReader {
  #told: Set<unknown> | undefined;
  /** Whether one has come since the last message was complete: its citations are those. */
  #arePending = false;

  fragment(annotation: unknown): readonly Delta[] {
    if (annotation === undefined || annotation === null) return noDeltas;
    this.#arePending = true;
    return [this.#tell(annotation)];
  }

  /** A message is complete. */
  finish(item: PayloadObject): readonly Delta[] {
    const wereStreamed = this.#arePending;
    this.#arePending = false;
    return wereStreamed ? noDeltas : annotationsIn(item).filter((annotation) => this.#told?.has(keyOf(annotation)) !== true).map((annotation) => this.#tell(annotation));
  }

  get hasTold(): boolean {
    return this.#told !== undefined;
  }

  #tell(citation: unknown): Delta {
    (this.#told ??= new Set()).add(keyOf(citation));
    return { type: 'citation', citation, choice: 0 };
  }
}

function annotationsIn({ type, content }: PayloadObject): readonly PayloadObject[] {
  return type === 'message' ? objectsIn(content).flatMap(({ annotations }) => objectsIn(annotations)) : [];
}

function keyOf(citation: unknown): unknown {
  return isObject(citation) ? jsonText(citation) : citation;
}
