import type { ToolCallDelta } from '../../answer/delta.js';
import { growText } from '../../answer/grow-text.js';
import { JsonScan } from '../../json/json-scan.js';
import { isBare } from '../../json/parse-output.js';

/** A tool call whose fragments are arriving. */
export class OpenCall {
  readonly index: number;
  readonly choice: number;
  id: string | undefined;
  name = '';
  raw = '';
  /** Whether the call has been passed on. */
  isTold = false;
  readonly #scan = new JsonScan();

  constructor({ index, choice }: ToolCallDelta) {
    this.index = index;
    this.choice = choice;
  }

  /**
   * Adds a fragment.
   *
   * @returns whether the call is whole by it. JSON that begins with a bracket ends with that bracket, in every protocol and
   * however calls are interleaved. Of a call without arguments nobody can tell before its answer has finished.
   */
  add({ id, name, arguments: text }: ToolCallDelta): boolean {
    this.id ??= id || undefined;
    this.name ||= name ?? '';
    this.raw = growText(this.raw, text);
    const hadClosed = this.#scan.closed;
    const closes = this.#scan.add(text).closed && !hadClosed;
    return closes && this.name !== '' && this.id !== undefined && isWholeJson(this.raw);
  }
}

/** Asked once per call, so that a call costs no more than its length. */
function isWholeJson(text: string): boolean {
  const trimmed = text.trim();
  if (!/^[{[]/.test(trimmed)) return false;
  try {
    return !isBare(JSON.parse(trimmed));
  } catch {
    return false;
  }
}
