import type { StandardSchema } from '../standard-schema.js';

/** @throws TypeError for what is no Standard Schema: a version of the schema library from before the standard, mostly. */
export function checkSchema(name: string, schema: StandardSchema): void {
  const standard = (schema as Partial<StandardSchema> | null | undefined)?.['~standard'];
  if (typeof standard?.validate !== 'function') throw new TypeError(`${name} must be a Standard Schema, as zod 4 makes them.`);
}
