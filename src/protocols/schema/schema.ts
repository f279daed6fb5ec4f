import { isNothing, isObject } from '../../payload-object.js';

/**
 * What a value must have, as a function: it says what is wrong first, as a path and an expectation and never as content; undefined where
 * nothing is. What is read afterwards is the value as it was received: nothing is copied, renamed or left out.
 *
 * The few words below are all that the schemas of this toolkit need. A library for schemas costs a browser 5.5 kB for them (decision 0034);
 * a spec compares each of them with zod.
 */
export interface Schema<T> {
  (value: unknown): string | undefined;
  /** Never there at run time: it carries the type. */
  readonly type?: T;
}

/** The type of what a schema lets pass. */
export type Infer<S> = S extends Schema<infer T> ? T : never;

/** The fields that a schema names. Others may be there too. */
export type Shape = Readonly<Record<string, Schema<unknown>>>;

type Flat<T> = { [K in keyof T]: T[K] };
type InferShape<S extends Shape> = Flat<
  { [K in keyof S as undefined extends Infer<S[K]> ? never : K]: Infer<S[K]> } & { [K in keyof S as undefined extends Infer<S[K]> ? K : never]?: Infer<S[K]> }
>;

export const string: Schema<string> = (value) => (typeof value === 'string' ? undefined : 'expected string');

/** Anything, and nothing at all: what stands beside the output stays in the payload, whatever it is. */
export const anyShape: Schema<unknown> = () => undefined;

/** A whole number between two bounds, both of them allowed. */
export function integer(least: number, most: number): Schema<number> {
  return (value) => {
    if (typeof value !== 'number') return 'expected number';
    if (!Number.isSafeInteger(value)) return 'expected int';
    if (value < least) return 'too small';
    return value > most ? 'too big' : undefined;
  };
}

export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  return (value) => (value === null ? undefined : schema(value));
}

export function nullish<T>(schema: Schema<T>): Schema<T | null | undefined> {
  return (value) => (value === undefined || value === null ? undefined : schema(value));
}

export function either<A, B>(first: Schema<A>, second: Schema<B>): Schema<A | B> {
  return (value) => (first(value) === undefined ? undefined : second(value));
}

/**
 * The same, or a value that says that there is nothing. It must be there all the same: where it is missing, the output may stand under
 * a name that nobody knows. The type is the vendor's own, for only a gateway sends anything else.
 */
export function orNothing<T>(schema: Schema<T>): Schema<T> {
  return (value) => {
    const problem = schema(value);
    return problem === undefined || (value !== undefined && isNothing(value)) ? undefined : problem;
  };
}

export function array<T>(element: Schema<T>): Schema<T[]> {
  return (value) => {
    if (!Array.isArray(value)) return 'expected array';
    for (let at = 0; at < value.length; at += 1) {
      const problem = element(value[at]);
      if (problem !== undefined) return within(String(at), problem);
    }
    return undefined;
  };
}

export function object<S extends Shape>(shape: S): Schema<InferShape<S>> {
  const fields = Object.entries(shape);
  return (value) => {
    if (!isObject(value)) return 'expected object';
    for (const [key, field] of fields) {
      const problem = field(value[key]);
      if (problem !== undefined) return within(key, problem);
    }
    return undefined;
  };
}

/** An object with any fields, or none. */
export const anyObject = object({});

/** The same problem, seen from one step further out: `text: expected string` becomes `delta.text: expected string`. */
export function within(key: string, problem: string): string {
  return problem.includes(': ') ? `${key}.${problem}` : `${key}: ${problem}`;
}
