import type { ApiError } from '../../errors/api-error.js';
import type { SchemaOutput, StandardSchema } from './standard-schema.js';

interface CallHead<Name extends string> {
  readonly name: Name;
  /** What the result of the call must name; absent where the server gave none. */
  readonly id: string | undefined;
  readonly index: number;
  readonly choice: number;
  /** The arguments as the model wrote them. */
  readonly raw: string;
}

/** A call that can be made. */
export interface WholeToolCall<Name extends string = string, Arguments = unknown> extends CallHead<Name> {
  readonly arguments: Arguments;
  readonly error?: undefined;
}

/** A call that cannot be made: tell the model why, with `error.message`, and it mostly does better. */
export interface FailedToolCall extends CallHead<string> {
  readonly arguments?: undefined;
  /** Of type `invalid_output`. What the schema said, `{ issues }`, or the `SyntaxError` is its `cause`. */
  readonly error: ApiError;
}

/** The schema of each tool's arguments, by the name of the tool. */
export type ToolSchemas = Readonly<Record<string, StandardSchema>>;

/** What `toolCalls(schemas)` emits: once `error` is ruled out, `name` tells the type of `arguments`. */
export type CheckedToolCall<Schemas extends ToolSchemas> =
  | { [Name in keyof Schemas & string]: WholeToolCall<Name, SchemaOutput<Schemas[Name]>> }[keyof Schemas & string]
  | FailedToolCall;
