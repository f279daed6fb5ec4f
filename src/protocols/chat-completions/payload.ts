import * as z from 'zod/mini';

import { isObject } from '../../payload-object.js';
import { isAbsentOrWireIndex, wireIndex } from '../schema/wire-index.js';

const text = z.nullish(z.string());

/** What every chunk is checked for. What only some chunks carry has a schema of its own, paid for when it is there. */
export const chunkSchema = z.object({
  choices: z.nullish(z.array(z.object({ index: z.nullish(wireIndex), finish_reason: text }))),
});

/** What chunks are checked for until the answer has a name. */
export const startSchema = z.extend(chunkSchema, { id: text, model: text });

const named = { name: text, arguments: z.nullish(z.union([z.string(), z.object({})])) };

/** The parts of a choice's delta: OpenAI's own, and those that gateways add. */
export const deltaSchemas = {
  reasoning_content: z.string(),
  reasoning: z.string(),
  reasoning_details: z.array(z.object({ type: text, text, summary: text })),
  content: z.union([
    z.string(),
    // Mistral: https://docs.mistral.ai/capabilities/reasoning
    z.array(z.object({ text, thinking: z.nullish(z.array(z.object({ text }))) })),
  ]),
  refusal: z.string(),
  tool_calls: z.array(
    z.object({
      index: z.nullish(wireIndex),
      // Some gateways number their calls: anomalyco/opencode#19947
      id: z.nullish(z.union([z.string(), z.number()])),
      function: z.nullish(z.object(named)),
      custom: z.nullish(z.object({ name: text, input: text })),
    }),
  ),
  function_call: z.object(named),
  audio: z.object({ data: text, transcript: text }),
  images: z.array(z.object({ image_url: z.nullish(z.object({ url: text })) })),
  annotations: z.array(z.unknown()),
};

/** What only some chunks carry beside their choices. */
export const extrasSchema = z.object({
  usage: z.optional(z.unknown()),
  x_groq: z.optional(z.unknown()),
  citations: z.nullish(z.array(z.unknown())),
});

/** The fields that the toolkit reads, and whatever else the server sent. */
type Open<T> = Readonly<T> & Readonly<Record<string, unknown>>;

export type ChatCompletionDelta = Open<{
  [Key in keyof typeof deltaSchemas]?: z.infer<(typeof deltaSchemas)[Key]> | null;
}>;

export type ChatCompletionChoice = Open<{
  index?: number | null;
  delta?: ChatCompletionDelta | null;
  message?: ChatCompletionDelta | null;
  finish_reason?: string | null;
}>;

/** One chunk of a Chat Completions stream, as received. */
export type ChatCompletionChunk = Open<
  Partial<z.infer<typeof extrasSchema>> & {
    id?: string | null;
    model?: string | null;
    choices?: readonly ChatCompletionChoice[] | null;
  }
>;

/** By hand, `chunkSchema`: every chunk is checked for it. */
export function matchesChunk(payload: unknown): boolean {
  if (!isObject(payload)) return false;
  const { choices } = payload;
  return choices === undefined || choices === null || (Array.isArray(choices) && choices.every(isChoice));
}

function isChoice(choice: unknown): boolean {
  if (!isObject(choice)) return false;
  const { index, finish_reason: reason } = choice;
  return isAbsentOrWireIndex(index) && (reason === undefined || reason === null || typeof reason === 'string');
}
