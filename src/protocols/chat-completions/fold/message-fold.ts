import type { PayloadObject } from '../../../payload-object.js';
import { Draft } from '../../fold/draft.js';
import type { ChatCompletionMessage } from '../chat-completion.js';
import type { ChatCompletionDelta, deltaSchemas } from '../payload.js';
import { ContentFold } from './content-fold.js';
import { ReasoningDetailsFold } from './reasoning-details-fold.js';
import { addCallText, ToolCallsFold } from './tool-calls-fold.js';

type Rules = { readonly [Key in keyof typeof deltaSchemas]: (value: NonNullable<ChatCompletionDelta[Key]>) => void };

/** Folds the deltas of one choice into its message. A field that no rule is for is whole each time: the newest wins. */
export class MessageFold {
  readonly #draft = new Draft({ role: 'assistant', content: null, refusal: null });
  readonly #content = new ContentFold();
  readonly #toolCalls = new ToolCallsFold();
  readonly #reasoningDetails = new ReasoningDetailsFold();
  readonly #functionCall = new Draft({ name: '', arguments: '' });
  readonly #audio = new Draft();

  readonly #rules: ReadonlyMap<string, (value: never) => void> = new Map(Object.entries({
    role: (role) => {
      this.#draft.set('role', role || undefined);
    },
    content: (content) => {
      this.#content.add(content);
      this.#draft.set('content', this.#content.snapshot());
    },
    refusal: (text) => {
      if (text !== '') this.#draft.append('refusal', text);
    },
    reasoning: (text) => {
      this.#draft.append('reasoning', text);
    },
    reasoning_content: (text) => {
      this.#draft.append('reasoning_content', text);
    },
    reasoning_details: (details) => {
      this.#reasoningDetails.add(details);
      this.#draft.set('reasoning_details', this.#reasoningDetails.snapshot());
    },
    tool_calls: (calls) => {
      this.#toolCalls.add(calls);
      this.#draft.set('tool_calls', this.#toolCalls.snapshot());
    },
    function_call: (call) => {
      addCallText(this.#functionCall, call.name || undefined, call, 'arguments');
      this.#draft.set('function_call', this.#functionCall.snapshot());
    },
    audio: (audio) => {
      const { data, transcript } = audio;
      this.#audio.merge(audio, ['data', 'transcript']);
      if (typeof data === 'string') this.#audio.append('data', data);
      if (typeof transcript === 'string') this.#audio.append('transcript', transcript);
      this.#draft.set('audio', this.#audio.snapshot());
    },
    annotations: (annotations) => {
      this.#draft.push('annotations', annotations);
    },
    images: (images) => {
      this.#draft.push('images', images);
    },
  } satisfies Rules & { role: (role: unknown) => void }));

  add(delta: ChatCompletionDelta): void {
    for (const [key, value] of Object.entries(delta)) {
      const rule = value === null ? undefined : this.#rules.get(key);
      if (rule !== undefined) rule(value as never);
      else if (value !== null || !isLeftOut(key)) this.#draft.keep(key, value);
    }
  }

  snapshot(): ChatCompletionMessage {
    return this.#draft.snapshot() as PayloadObject & ChatCompletionMessage;
  }
}

/** These a message has only where there is one, although servers send `null` for them on every chunk. */
function isLeftOut(key: string): boolean {
  return key === 'tool_calls' || key === 'function_call' || key === 'audio';
}
