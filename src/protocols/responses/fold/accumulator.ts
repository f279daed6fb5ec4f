import { isObject } from '../../../payload-object.js';
import type { Accumulator } from '../../../protocol.js';
import type { Except } from '../../schema/checked.js';
import { RuleLookup } from '../../schema/reader-by-type.js';
import type { AccumulatedResponse } from '../accumulated-response.js';
import { events, type ResponseEvent, type ResponseEventType, type StatusType } from '../events.js';
import { boundsItem, changesDiff, lengthensField, setsStatus, showsPartialImage, statesField } from './item-steps.js';
import { annotatesPart, beginsPart, finishesPart, lengthensPart, outputText, reasoningText, refusal, statesPart, summaryText } from './part-steps.js';
import { type FoldStep, type LifecycleType, ResponseFold } from './response-fold.js';
import { changesCommand, changesOutput } from './shell-steps.js';

const addsNothing: FoldStep = () => undefined;

const restates: FoldStep = ({ type, response: stated }, response) => {
  response.restate(type as LifecycleType, isObject(stated) ? stated : {});
};

/**
 * What each type of event adds to the response. A type that is added to the vocabulary does not compile until it stands here too, or
 * among those that only set the status of an item.
 */
const steps = {
  'response.created': restates,
  'response.queued': restates,
  'response.in_progress': restates,
  'response.completed': restates,
  'response.incomplete': restates,
  'response.failed': restates,
  'response.cancelled': restates,
  'response.done': restates,
  'response.error': addsNothing,
  error: addsNothing,
  'response.output_item.added': boundsItem('begin'),
  'response.output_item.done': boundsItem('finish'),
  'response.content_part.added': beginsPart('content'),
  'response.content_part.done': finishesPart('content'),
  'response.output_text.delta': lengthensPart(outputText),
  'response.output_text.done': statesPart(outputText),
  'response.output_text.annotation.added': annotatesPart,
  'response.refusal.delta': lengthensPart(refusal),
  'response.refusal.done': statesPart(refusal),
  'response.reasoning_text.delta': lengthensPart(reasoningText),
  'response.reasoning_text.done': statesPart(reasoningText),
  'response.reasoning.delta': lengthensPart(reasoningText),
  'response.reasoning.done': statesPart(reasoningText),
  'response.reasoning_part.added': beginsPart('content'),
  'response.reasoning_part.done': finishesPart('content'),
  'response.reasoning_summary_part.added': beginsPart('summary'),
  'response.reasoning_summary_part.done': finishesPart('summary'),
  'response.reasoning_summary_text.delta': lengthensPart(summaryText),
  'response.reasoning_summary_text.done': statesPart(summaryText),
  'response.function_call_arguments.delta': lengthensField('function_call', 'arguments'),
  'response.function_call_arguments.done': statesField('function_call', 'arguments'),
  'response.custom_tool_call_input.delta': lengthensField('custom_tool_call', 'input'),
  'response.custom_tool_call_input.done': statesField('custom_tool_call', 'input'),
  'response.mcp_call_arguments.delta': lengthensField('mcp_call', 'arguments'),
  'response.mcp_call_arguments.done': statesField('mcp_call', 'arguments'),
  'response.code_interpreter_call_code.delta': lengthensField('code_interpreter_call', 'code'),
  'response.code_interpreter_call_code.done': statesField('code_interpreter_call', 'code'),
  'response.image_generation_call.partial_image': showsPartialImage,
  'response.shell_call_command.added': changesCommand,
  'response.shell_call_command.delta': changesCommand,
  'response.shell_call_command.done': changesCommand,
  'response.shell_call_output_content.delta': changesOutput,
  'response.shell_call_output_content.done': changesOutput,
  'response.apply_patch_call_operation_diff.delta': changesDiff,
  'response.apply_patch_call_operation_diff.done': changesDiff,
  'response.audio.delta': lengthensSound('data'),
  'response.audio.done': addsNothing,
  'response.audio.transcript.delta': lengthensSound('transcript'),
  'response.audio.transcript.done': addsNothing,
  'response.keep_alive': addsNothing,
  keepalive: addsNothing,
  ping: addsNothing,
} satisfies Record<Except<ResponseEventType, StatusType>, FoldStep>;

const stepsByType: ReadonlyMap<string, FoldStep> = new Map([...Object.keys(events).map((type) => [type, setsStatus] as const), ...Object.entries(steps)]);

/** The sound of an answer belongs to no item. Base64 is joined as it comes: the pieces of one sound are cut at whole groups. */
function lengthensSound(field: 'data' | 'transcript'): FoldStep {
  return ({ delta }, { audio }) => {
    if (typeof delta === 'string') audio.append(field, delta);
  };
}

/**
 * Folds the events of one stream. An answer is a list of items: a message, a thought, a tool call. `item-steps.ts` changes an item,
 * `part-steps.ts` a part of one. Where a server leaves out what begins a response, an item or a part, the first event that
 * speaks of it begins it. What a server states in the end wins, but an empty statement does not overwrite what was streamed.
 */
export class ResponseAccumulator implements Accumulator<ResponseEvent, AccumulatedResponse> {
  readonly #response = new ResponseFold();
  readonly #steps = new RuleLookup(stepsByType);

  add(event: ResponseEvent): AccumulatedResponse | undefined {
    if (event.type === undefined) this.#response.restate('response.completed', event);
    else this.#steps.find(event.type)?.(event, this.#response);
    return this.#response.snapshot();
  }
}
