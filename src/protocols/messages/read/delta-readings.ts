import { jsonIn } from '../../wire-text.js';
import type { MessageDeltaOf, MessageDeltaType } from '../payload.js';
import { addsNothing, cite, type PartReading, say } from './reading.js';

/** What each type of delta says. A type that is added to the vocabulary does not compile until it stands here too. */
export const deltaReadings = {
  text_delta: ({ text }) => say('text', text),
  thinking_delta: ({ thinking }) => say('reasoning', thinking),
  input_json_delta: ({ partial_json: json }, index, state) => state.calls.add(index, jsonIn(json)),
  citations_delta: ({ citation }) => cite(citation),
  signature_delta: addsNothing,
  compaction_delta: addsNothing,
} satisfies { readonly [T in MessageDeltaType]: PartReading<MessageDeltaOf<T>> };
