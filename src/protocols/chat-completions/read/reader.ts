import { type Delta, noDeltas } from '../../../answer/delta.js';
import { jsonText } from '../../../json/json-text.js';
import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { PayloadReader, Reading } from '../../../protocol.js';
import { readBreak } from '../../finish-words.js';
import { isNotice } from '../../notices.js';
import { schemaCheck } from '../../schema/schema-check.js';
import { finishReasons } from '../finish-reasons.js';
import { type ChatCompletionChoice, type ChatCompletionChunk, chunkSchema, extrasSchema, matchesChunk, startSchema } from '../payload.js';
import { Choice, readDelta } from './read-delta.js';
import { readUsage } from './read-usage.js';

const checkChunk = schemaCheck(chunkSchema, matchesChunk);
const checkStart = schemaCheck(startSchema);
const checkExtras = schemaCheck(extrasSchema);

/** Reads the chunks of one Chat Completions stream. */
export class ChatCompletionReader implements PayloadReader<ChatCompletionChunk> {
  readonly #choices = new Map<number, Choice>();
  readonly #citations = new Set<unknown>();
  #started = false;
  #open = 0;

  read(payload: PayloadObject): Reading<ChatCompletionChunk> {
    if (!isChunk(payload)) return isNotice(payload) ? { kind: 'data', payload, deltas: noDeltas } : { kind: 'unknown', payload };
    const reason = (this.#started ? checkChunk : checkStart)(payload) ?? findExtraMismatch(payload);
    if (reason !== undefined) return { kind: 'invalid', reason };
    return this.#readChunk(payload);
  }

  isWhole(): boolean {
    return this.#choices.size > 0 && this.#open === 0;
  }

  #readChunk(chunk: ChatCompletionChunk): Reading<ChatCompletionChunk> {
    const deltas: Delta[] = [];
    const finishes: Delta[] = [];
    this.#readStart(chunk, deltas);
    let position = 0;
    for (const wireChoice of chunk.choices ?? []) {
      const error = wireChoice.finish_reason ? readBreak(wireChoice.finish_reason) : undefined;
      if (error !== undefined) return { kind: 'error', error };
      const choice = this.#choice(wireChoice.index ?? position);
      const reason = readContent(wireChoice, choice, deltas);
      if (reason !== undefined) return { kind: 'invalid', reason: `choices.${String(position)}.${reason}` };
      this.#readFinish(wireChoice, choice, finishes);
      position += 1;
    }
    this.#readCitations(chunk, deltas);
    deltas.push(...finishes);
    const usage = readUsage(chunk.usage) ?? (isObject(chunk.x_groq) ? readUsage(chunk.x_groq['usage']) : undefined);
    if (usage !== undefined) deltas.push({ type: 'usage', usage });
    return { kind: 'data', payload: chunk, deltas: deltas.length === 0 ? noDeltas : deltas };
  }

  /** Once, and not from an empty id and model: Azure's filter verdicts come before the answer, with neither. */
  #readStart({ id, model }: ChatCompletionChunk, deltas: Delta[]): void {
    if (this.#started || (!id && !model)) return;
    this.#started = true;
    deltas.push({ type: 'start', ...(id && { id }), ...(model && { model }) });
  }

  #readFinish({ finish_reason: raw }: ChatCompletionChoice, choice: Choice, deltas: Delta[]): void {
    // '' means none (ollama/ollama#4357); OpenRouter finishes twice, the second time with usage (langchain-ai/langchain#38349).
    if (!raw || choice.finished) return;
    choice.finished = true;
    this.#open -= 1;
    deltas.push({ type: 'finish', reason: finishReasons.read(raw), raw, choice: choice.index });
  }

  /** Perplexity repeats the whole list on every chunk: each is told once. */
  #readCitations({ citations }: ChatCompletionChunk, deltas: Delta[]): void {
    for (const citation of citations ?? []) {
      const key = typeof citation === 'object' && citation !== null ? jsonText(citation) : citation;
      if (this.#citations.has(key)) continue;
      this.#citations.add(key);
      deltas.push({ type: 'citation', citation, choice: 0 });
    }
  }

  #choice(index: number): Choice {
    let choice = this.#choices.get(index);
    if (choice === undefined) {
      choice = new Choice(index);
      this.#choices.set(index, choice);
      this.#open += 1;
    }
    return choice;
  }
}

function readContent({ delta, message }: ChatCompletionChoice, choice: Choice, deltas: Delta[]): string | undefined {
  if (delta) choice.sawDelta = true;
  // `message` is a delta by an older name, or else (Perplexity) repeats all that the deltas have said so far.
  const content = delta ?? (choice.sawDelta ? undefined : message);
  return content ? readDelta(content, choice, deltas) : undefined;
}

function isChunk({ choices, object, usage }: PayloadObject): boolean {
  return choices !== undefined || object === 'chat.completion.chunk' || usage !== undefined;
}

/** Few chunks carry these, so that only those pay for the check. */
function findExtraMismatch({ usage, x_groq: groq, citations }: PayloadObject): string | undefined {
  if (isAbsent(usage) && isAbsent(groq) && isAbsent(citations)) return undefined;
  return checkExtras({ usage, x_groq: groq, citations });
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
