import type * as z from 'zod/mini';

import { predicateOf } from './predicate-of.js';

/**
 * Says what is wrong with a value first, as a path and an expectation and never as content; `undefined` where nothing is.
 * `key` is where the value was found, the first step of the path.
 */
export type SchemaCheck = (value: unknown, key?: string) => string | undefined;

const synchronously = Object.freeze({ async: false });

/**
 * A check against a schema. The schema is a predicate: what is read afterwards is the value as received, never zod's copy,
 * so nothing is lost and nothing is renamed; schemas must not transform. `matches` is as in `checked`.
 */
export function schemaCheck(schema: z.ZodMiniType, matches: (value: unknown) => boolean = predicateOf(schema)): SchemaCheck {
  return (value, key) => (matches(value) ? undefined : findMismatch(schema, value, key));
}

/** Asks zod what is wrong: the slow way, for what a predicate has refused. */
export function findMismatch(schema: z.ZodMiniType, value: unknown, key?: string): string | undefined {
  const { issues } = schema._zod.run({ value, issues: [] }, synchronously) as z.core.ParsePayload;
  const issue = issues[0];
  if (issue === undefined) return undefined;
  const problem = 'expected' in issue ? `expected ${String(issue.expected)}` : issue.code.replaceAll('_', ' ');
  const path = [...(key === undefined ? [] : [key]), ...(issue.path ?? [])].map(String).join('.');
  return path === '' ? problem : `${path}: ${problem}`;
}
