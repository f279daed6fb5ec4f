import { from, of, type Observable } from 'rxjs';
import type { SchemaResult, StandardSchema } from '../standard-schema.js';

/**
 * Asks a schema about a value. The answer of a synchronous schema comes synchronously. What the schema throws, and what its
 * promise rejects with, passes: that is a bug in the schema, and says nothing about the value.
 */
export function validate<T>(schema: StandardSchema<unknown, T>, value: unknown): Observable<SchemaResult<T>> {
  const result = schema['~standard'].validate(value);
  return 'then' in result ? from(result) : of(result);
}
