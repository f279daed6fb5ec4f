import type { Inspection } from '../inspect/verdict/inspection.js';

/** What the provider needs to find the request again. */
export function requestIdOf({ error, http }: Inspection): string | undefined {
  return error?.requestId ?? http?.headers.get('x-request-id') ?? http?.headers.get('request-id') ?? undefined;
}
