import { defineProtocol, type Delta, type FinishReason, type PayloadObject, type PayloadReader, type Protocol, type Reading, type Usage } from 'framewise';
import * as z from 'zod/mini';

/**
 * Google Gemini's `streamGenerateContent?alt=sse`. The model stands in the path, so each model has a record of its own.
 *
 * Source: https://ai.google.dev/api/generate-content
 */
export function gemini(model: string): Protocol<GeminiChunk> {
  return defineProtocol<GeminiChunk>({
    name: 'gemini',
    path: `/models/${model}:streamGenerateContent`,
    headers: (apiKey) => ({ ...(apiKey !== '' && { 'x-goog-api-key': apiKey }) }),
    requestBody: (body) => body, // `?alt=sse` asks for the stream, and a field it does not know gets a 400 (sourcegraph/cody#4566)
    endsAtDone: false,
    openReader: () => new GeminiReader(),
  });
}

const text = z.nullish(z.string());
const count = z.nullish(z.number());

const partSchema = z.looseObject({
  text,
  thought: z.nullish(z.boolean()),
  functionCall: z.nullish(z.looseObject({ id: text, name: z.string(), args: z.nullish(z.looseObject({})) })),
});

const candidateSchema = z.looseObject({
  index: z.nullish(z.int().check(z.gte(0), z.lte(99))), // state is kept by index, so an absurd one is refused
  content: z.nullish(z.looseObject({ parts: z.nullish(z.array(partSchema)) })),
  finishReason: text,
});

/** What is read of a chunk; whatever else the server sends stays in it. */
const chunkSchema = z.looseObject({
  responseId: text,
  modelVersion: text,
  candidates: z.nullish(z.array(candidateSchema)),
  promptFeedback: z.nullish(z.looseObject({ blockReason: text })),
  usageMetadata: z.nullish(
    z.looseObject({ promptTokenCount: count, candidatesTokenCount: count, thoughtsTokenCount: count, cachedContentTokenCount: count }),
  ),
});

export type GeminiChunk = z.infer<typeof chunkSchema>;
type Candidate = z.infer<typeof candidateSchema>;
type Part = z.infer<typeof partSchema>;

/** The usual word for each reason first: that is the one that is written. */
export const finishReasons: readonly (readonly [word: string, reason: FinishReason])[] = [
  ['STOP', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['SAFETY', 'content-filter'],
  ['PROHIBITED_CONTENT', 'content-filter'],
  ['BLOCKLIST', 'content-filter'],
  ['RECITATION', 'content-filter'],
  ['SPII', 'content-filter'],
];

/** Reads the chunks of one stream. What it remembers, it remembers for that stream alone. */
class GeminiReader implements PayloadReader<GeminiChunk> {
  /** By choice: whether its newest chunk finished it, and how many calls it has made. */
  readonly #choices = new Map<number, { finished: boolean; calls: number }>();
  #started = false;

  read(payload: PayloadObject): Reading<GeminiChunk> {
    if (!payload.candidates && !payload.promptFeedback && !payload.usageMetadata) return { kind: 'unknown', payload };
    const issue = z.safeParse(chunkSchema, payload).error?.issues[0];
    if (issue) return { kind: 'invalid', reason: `${issue.path.join('.')}: ${issue.message}` };
    return this.#readChunk(payload); // the payload as received, and not zod's copy of it
  }

  /** No payload says that the answer is over. The stream just ends, and is whole if every choice had finished. */
  isWhole(): boolean {
    return this.#choices.size > 0 && [...this.#choices.values()].every(({ finished }) => finished);
  }

  #readChunk(chunk: GeminiChunk): Reading<GeminiChunk> {
    const candidates = chunk.candidates ?? [];
    const answer = [...candidates.flatMap((each) => this.#readCandidate(each)), ...this.#readBlock(chunk)];
    // Images, code that Google runs, parts yet to be invented: they may be output, and an unknown frame says so.
    if (answer.length === 0 && candidates.some(hasUnknownPart)) return { kind: 'unknown', payload: chunk };
    return { kind: 'data', payload: chunk, deltas: [...this.#readStart(chunk), ...answer, ...readUsage(chunk)] };
  }

  #readStart({ responseId: id, modelVersion: model }: GeminiChunk): Delta[] {
    if (this.#started || (!id && !model)) return [];
    this.#started = true;
    return [{ type: 'start', ...(id && { id }), ...(model && { model }) }];
  }

  #readCandidate({ index, content, finishReason: raw }: Candidate): Delta[] {
    const choice = index ?? 0;
    const state = this.#choices.get(choice) ?? { finished: false, calls: 0 };
    this.#choices.set(choice, state);
    const deltas = (content?.parts ?? []).flatMap((part) => readPart(part, choice, () => state.calls++));
    // Some models say STOP in every chunk (BerriAI/litellm#2195), so only the newest chunk counts.
    state.finished = Boolean(raw);
    if (!raw) return deltas;
    const known = finishReasons.find(([word]) => word === raw)?.[1] ?? 'other';
    return [...deltas, { type: 'finish', reason: known === 'stop' && state.calls > 0 ? 'tool-calls' : known, raw, choice }];
  }

  /** A prompt that is refused gets no candidate at all. A filtered answer is an answer, not an error. */
  #readBlock({ promptFeedback }: GeminiChunk): Delta[] {
    const raw = promptFeedback?.blockReason;
    if (!raw) return [];
    this.#choices.set(0, { finished: true, calls: 0 });
    return [{ type: 'finish', reason: 'content-filter', raw, choice: 0 }];
  }
}

function readPart({ text, thought, functionCall: call }: Part, choice: number, nextCall: () => number): Delta[] {
  if (text) return [{ type: thought ? 'reasoning' : 'text', text, choice }];
  if (!call) return [];
  const whole = JSON.stringify(call.args ?? {}); // other protocols send it in fragments
  return [{ type: 'tool-call', index: nextCall(), ...(call.id && { id: call.id }), name: call.name, arguments: whole, choice }];
}

function hasUnknownPart({ content }: Candidate): boolean {
  return (content?.parts ?? []).some((part) => !['text', 'thoughtSignature', 'functionCall'].some((key) => Object.hasOwn(part, key)));
}

/** Google counts thoughts beside the answer; `outputTokens` has both. */
function readUsage({ usageMetadata }: GeminiChunk): Delta[] {
  if (!usageMetadata) return [];
  const { promptTokenCount: input, candidatesTokenCount: answer, thoughtsTokenCount: thoughts, cachedContentTokenCount: cached } = usageMetadata;
  const usage: Usage = {
    ...(input != null && { inputTokens: input }),
    ...((answer ?? thoughts) != null && { outputTokens: (answer ?? 0) + (thoughts ?? 0) }),
    ...(thoughts != null && { reasoningTokens: thoughts }),
    ...(cached != null && { cachedReadTokens: cached }),
  };
  return [{ type: 'usage', usage }];
}
