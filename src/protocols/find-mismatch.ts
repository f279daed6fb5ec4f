import type * as z from 'zod/mini';

const synchronously = Object.freeze({ async: false });

/**
 * Compares a value with a schema. The schema is a predicate: what is read afterwards is the value as received, never
 * zod's copy, so nothing is lost and nothing is renamed; schemas must not transform.
 *
 * @param key where the value was found, the first step of the path.
 * @returns what is wrong first, as a path and an expectation and never as content; `undefined` where nothing is wrong.
 */
export function findMismatch(schema: z.ZodMiniType, value: unknown, key?: string): string | undefined {
  // `run` and not `safeParse`: this is the hot path, and it saves an error object that nobody would see.
  const { issues } = schema._zod.run({ value, issues: [] }, synchronously) as z.core.ParsePayload;
  const issue = issues[0];
  if (issue === undefined) return undefined;
  const problem = 'expected' in issue ? `expected ${String(issue.expected)}` : issue.code.replaceAll('_', ' ');
  const path = [...(key === undefined ? [] : [key]), ...(issue.path ?? [])].map(String).join('.');
  return path === '' ? problem : `${path}: ${problem}`;
}
