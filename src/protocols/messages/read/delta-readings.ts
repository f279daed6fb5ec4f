import type { Except } from '../../schema/checked.js';
import { jsonIn } from '../../wire-text.js';
import type { MessageDeltaOf, MessageDeltaType } from '../payload.js';
import { cite, type PartReading, say } from './reading.js';

/** These say nothing in neutral words. */
type Silent = 'signature_delta' | 'compaction_delta';

/** What each type of delta says. A type that is added to the vocabulary does not compile until it stands here, or is silent. */
export const deltaReadings = {
  text_delta: ({ text }) => say('text', text),
  thinking_delta: ({ thinking }) => say('reasoning', thinking),
  input_json_delta: ({ partial_json: json }, index, state) => state.calls.add(index, jsonIn(json)),
  citations_delta: ({ citation }) => cite(citation),
} satisfies { readonly [T in Except<MessageDeltaType, Silent>]: PartReading<MessageDeltaOf<T>> };
