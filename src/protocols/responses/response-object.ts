import * as z from 'zod/mini';

const text = z.nullish(z.string());

/**
 * The response object of the lifecycle events, as far as this toolkit reads it. What a wrong type must not make fail is left
 * open: an answer that arrived whole is not given up for its `usage`.
 */
export const responseObject = z.object({
  id: text,
  model: text,
  status: text,
  incomplete_details: z.nullish(z.object({ reason: text })),
  output: z.optional(z.unknown()),
  usage: z.optional(z.unknown()),
  error: z.optional(z.unknown()),
  error_type: z.optional(z.unknown()),
});

export type ResponseObject = z.infer<typeof responseObject>;
