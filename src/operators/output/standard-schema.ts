import { from, type Observable, of } from 'rxjs';

/**
 * A schema of any library that speaks Standard Schema v1, as zod 4, valibot and arktype do. Types only, so that the toolkit
 * depends on none of them.
 *
 * Source: https://standardschema.dev
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** The part that the standard asks for. */
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    /** Never there at run time: it carries the types. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What a validation says: the value, perhaps transformed, or what is wrong with it. */
export type SchemaResult<Output> = { readonly value: Output; readonly issues?: undefined } | SchemaFailure;

/** A validation that failed. */
export interface SchemaFailure {
  /** What is wrong with the value; at least one. */
  readonly issues: readonly SchemaIssue[];
}

/** One thing that is wrong with a value, and where in it. */
export interface SchemaIssue {
  /** What is wrong. */
  readonly message: string;
  /** Where in the value, step by step. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The type of what a schema accepts. */
export type SchemaInput<S extends StandardSchema> = NonNullable<S['~standard']['types']>['input'];

/** The type of what a schema makes of it. */
export type SchemaOutput<S extends StandardSchema> = NonNullable<S['~standard']['types']>['output'];

/** @throws TypeError for what is no Standard Schema: a version of the schema library from before the standard, mostly. */
export function checkSchema(name: string, schema: StandardSchema): void {
  const standard = (schema as Partial<StandardSchema> | null | undefined)?.['~standard'];
  if (typeof standard?.validate !== 'function') throw new TypeError(`${name} must be a Standard Schema, as zod 4 makes them.`);
}

/**
 * Asks a schema about a value. The answer of a synchronous schema comes synchronously. What the schema throws, and what its
 * promise rejects with, passes: that is a bug in the schema, and says nothing about the value.
 */
export function validate<T>(schema: StandardSchema<unknown, T>, value: unknown): Observable<SchemaResult<T>> {
  const result = schema['~standard'].validate(value);
  return 'then' in result ? from(result) : of(result);
}
