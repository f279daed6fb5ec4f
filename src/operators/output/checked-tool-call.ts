import type { ApiError } from '../../errors/api-error.js';
import type { SchemaOutput, StandardSchema } from './standard-schema.js';

interface CallHead<Name extends string> {
  /** The tool that is called. */
  readonly name: Name;
  /** What the result of the call must name; absent where the server gave none. */
  readonly id: string | undefined;
  /** Its place among the calls of the choice. */
  readonly index: number;
  /** Which choice it belongs to: 0 unless several were asked for. */
  readonly choice: number;
  /** The arguments as the model wrote them. */
  readonly raw: string;
}

/** A call that can be made. */
export interface WholeToolCall<Name extends string = string, Arguments = unknown> extends CallHead<Name> {
  /** The arguments, parsed, and validated where there is a schema. */
  readonly arguments: Arguments;
  /** A whole call has none. */
  readonly error?: undefined;
}

/** A call that cannot be made: tell the model why, with `error.message`, and it mostly does better. */
export interface FailedToolCall extends CallHead<string> {
  /** A failed call has none that could be used; `raw` holds what came. */
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
