import { type Delta, noDeltas } from '../../../answer/delta.js';
import { jsonText } from '../../../json/json-text.js';
import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { PayloadReader, Reading } from '../../../protocol.js';
import { readBreak, readFinish } from '../../finish-words.js';
import { isNotice } from '../../notices.js';
import { indexIn } from '../../schema/wire-index.js';
import { type ChatCompletionChoice, type ChatCompletionChunk, choicesIn, findMismatch, isChunk } from '../payload.js';
import { ChoiceState } from './choice-state.js';
import { readDelta } from './read-delta.js';
import { readUsage } from './read-usage.js';

/** Reads the chunks of one Chat Completions stream. */
export class ChatCompletionReader implements PayloadReader<ChatCompletionChunk> {
  readonly #choices = new Map<number, ChoiceState>();
  #citations: Set<unknown> | undefined;
  #started = false;
  #open = 0;

  read(payload: PayloadObject): Reading<ChatCompletionChunk> {
    if (!isChunk(payload)) return isNotice(payload) ? { kind: 'data', payload, deltas: noDeltas } : { kind: 'unknown', payload };
    const reason = findMismatch(payload);
    return reason === undefined ? this.#readChunk(payload) : { kind: 'invalid', reason };
  }

  isWhole(): boolean {
    return this.#choices.size > 0 && this.#open === 0;
  }

  #readChunk(chunk: ChatCompletionChunk): Reading<ChatCompletionChunk> {
    const deltas: Delta[] = [];
    let finishes: Delta[] | undefined;
    let usage = readUsage(chunk['usage']) ?? (isObject(chunk['x_groq']) ? readUsage(chunk['x_groq']['usage']) : undefined);
    this.#readStart(chunk, deltas);
    const choices = choicesIn(chunk);
    for (let position = 0; position < choices.length; position += 1) {
      const wireChoice = choices[position];
      if (!isObject(wireChoice)) continue;
      const word = finishWordOf(wireChoice);
      const error = word === '' ? undefined : readBreak(word);
      if (error !== undefined) return { kind: 'error', error };
      const choice = this.#choice(indexIn(wireChoice['index']) ?? position);
      const said = choice.speech.news(wireChoice);
      const reason = said && readDelta(said, choice, deltas);
      if (reason !== undefined) return { kind: 'invalid', reason: `choices.${String(position)}.delta.${reason}` };
      if (word !== '') this.#readFinish(word, choice, (finishes ??= []));
      // Moonshot has it here: earendil-works/pi#2017
      usage ??= readUsage(wireChoice['usage']);
    }
    if (chunk['citations'] !== undefined) this.#readCitations(chunk['citations'], deltas);
    if (finishes !== undefined) deltas.push(...finishes);
    if (usage !== undefined) deltas.push({ type: 'usage', usage });
    return { kind: 'data', payload: chunk, deltas: deltas.length === 0 ? noDeltas : deltas };
  }

  /** Once, and not from an empty id and model: Azure's filter verdicts come before the answer, with neither. */
  #readStart(chunk: ChatCompletionChunk, deltas: Delta[]): void {
    if (this.#started) return;
    const id = nameIn(chunk['id']);
    const model = nameIn(chunk['model']);
    if (id === '' && model === '') return;
    this.#started = true;
    deltas.push({ type: 'start', ...(id !== '' && { id }), ...(model !== '' && { model }) });
  }

  #readFinish(raw: string, choice: ChoiceState, deltas: Delta[]): void {
    // OpenRouter finishes twice, the second time with usage (langchain-ai/langchain#38349).
    if (choice.finished) return;
    choice.finished = true;
    this.#open -= 1;
    const reason = readFinish(raw);
    // Gemini calls tools and says that it just stopped: googleapis/python-genai#2868
    const callsTools = reason === 'stop' && choice.hasCalls;
    deltas.push({ type: 'finish', reason: callsTools ? 'tool-calls' : reason, raw, choice: choice.index });
  }

  /** Perplexity repeats the whole list on every chunk: each is told once. */
  #readCitations(citations: unknown, deltas: Delta[]): void {
    const told = (this.#citations ??= new Set());
    for (const citation of Array.isArray(citations) ? (citations as unknown[]) : []) {
      const key = typeof citation === 'object' && citation !== null ? jsonText(citation) : citation;
      if (told.has(key)) continue;
      told.add(key);
      deltas.push({ type: 'citation', citation, choice: 0 });
    }
  }

  #choice(index: number): ChoiceState {
    let choice = this.#choices.get(index);
    if (choice === undefined) {
      choice = new ChoiceState(index);
      this.#choices.set(index, choice);
      this.#open += 1;
    }
    return choice;
  }
}

/** `''` where there is none; '' on the wire means none, too (ollama/ollama#4357), and so does the word `null`. */
function finishWordOf({ finish_reason: word }: ChatCompletionChoice): string {
  return typeof word === 'string' && word !== 'null' ? word : '';
}

/** An id or the name of a model. What is neither text nor number is none. */
function nameIn(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
