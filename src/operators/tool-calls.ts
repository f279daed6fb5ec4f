import { concatMap, defer, type OperatorFunction } from 'rxjs';

import { checkOptions } from '../check-options.js';
import type { GoodFrame, RestartFrame } from '../frame.js';
import type { CheckedToolCall, FailedToolCall, ToolSchemas, WholeToolCall } from './output/checked-tool-call.js';
import { judgeCall } from './output/judge.js';
import { OpenCalls } from './output/open-calls.js';
import { checkSchema } from './output/standard-schema.js';

type ToolCallOperator<Call> = OperatorFunction<GoodFrame<unknown> | RestartFrame, Call>;

/**
 * The tool calls of the answer, each of them once, when it is whole.
 *
 * Like RxJS `concatMap`: none or some calls for each frame, in order.
 *
 * Returns a call as soon as the bracket arrives that closes its arguments, so that it can be made while the model still writes the
 * next one. A call without arguments, whose arguments count as `{}`, comes when its choice finishes, or at the terminal. With
 * schemas the arguments are validated, and typed by the name of the tool; asynchronous schemas are waited for, and the order
 * stays.
 *
 * A call that cannot be made is a value as well: `error` says that its arguments are no JSON, or do not match the schema, that
 * no tool has its name, or that the answer was cut short inside it. The stream goes on.
 *
 * Completion, errors and unsubscribing pass through. A call that is not whole when the stream fails, or ends without a terminal,
 * is not emitted; nor is one whose schema is still thinking when it fails. A schema that throws makes the stream fail.
 *
 * A call that is out cannot be taken back. The answer may still fail after it. At a restart frame the calls begin anew, and those of the
 * void attempt may come again. Where a call must not be made twice, make the calls when the stream has completed.
 *
 * The input of a custom tool is free text, not JSON: such a call comes with an error, and its text in `raw`.
 *
 * ![Marble diagram of toolCalls](../../docs/diagrams/tool-calls.svg)
 *
 * @example
 * ```ts
 * streamFrames(messages, request).pipe(reliably(), toolCalls({ weather: z.object({ city: z.string() }) })).subscribe((call) => {
 *   console.log(call.error ? call.error.message : call.arguments.city);
 * });
 * // Oslo
 * // The arguments of "weather" do not match the schema: city: Invalid input: expected string, received undefined.
 * ```
 */
export function toolCalls(): ToolCallOperator<WholeToolCall | FailedToolCall>;
/**
 * The same with the arguments validated, and typed by the name of the tool. Without schemas any name and any JSON will do.
 *
 * @param schemas a Standard Schema for each tool.
 * @throws TypeError where it is called, for a schema that is none.
 */
export function toolCalls<Schemas extends ToolSchemas>(schemas: Schemas): ToolCallOperator<CheckedToolCall<Schemas>>;
export function toolCalls(schemas?: ToolSchemas): ToolCallOperator<WholeToolCall | FailedToolCall> {
  checkOptions('toolCalls', schemas ?? {});
  for (const [name, schema] of Object.entries(schemas ?? {})) checkSchema(`The schema of ${name}`, schema);
  return (frames) =>
    defer(() => {
      const open = new OpenCalls();
      return frames.pipe(
        concatMap((frame) => open.add(frame)),
        concatMap((ended) => judgeCall(ended, schemas)),
      );
    });
}
