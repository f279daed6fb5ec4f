import { isObject, type PayloadObject } from '../../../payload-object.js';
import { Draft } from '../../fold/draft.js';
import { textIn } from '../../wire-text.js';
import { readFragments, readNamed } from '../call-fragment.js';
import { joinName } from '../call-numbers.js';
import type { ChatCompletionMessage } from '../chat-completion.js';
import type { ChatCompletionDelta, DeltaField } from '../payload.js';
import { ReasoningDetailsFold } from './reasoning-details-fold.js';
import { TextFold } from './text-fold.js';
import { addCallText, ToolCallsFold } from './tool-calls-fold.js';

/** Adds what one field of a delta says. */
type FoldStep = (value: unknown) => void;

/** Folds the deltas of one choice into its message. A field that no step is for is whole each time: the newest wins. */
export class MessageFold {
  readonly #draft = new Draft({ role: 'assistant', content: null, refusal: null });
  readonly #texts = new Map<string, TextFold>();
  readonly #toolCalls = new ToolCallsFold();
  readonly #reasoningDetails = new ReasoningDetailsFold();
  readonly #functionCall = new Draft({ name: '', arguments: '' });
  #functionName = '';
  readonly #audio = new Draft();

  readonly #steps: ReadonlyMap<string, FoldStep> = new Map(Object.entries({
    role: (role) => {
      this.#draft.set('role', role || undefined);
    },
    content: (content) => {
      this.#addText('content', content);
    },
    refusal: (text) => {
      if (text !== '') this.#addText('refusal', text);
    },
    reasoning: (text) => {
      this.#addText('reasoning', text);
    },
    reasoning_content: (text) => {
      this.#addText('reasoning_content', text);
    },
    reasoning_details: (details) => {
      this.#reasoningDetails.add((Array.isArray(details) ? details : [details]).filter(isObject));
      this.#draft.show('reasoning_details', this.#reasoningDetails.list);
    },
    tool_calls: (calls) => {
      const fragments = readFragments(calls);
      if (typeof fragments === 'string') return;
      this.#toolCalls.add(fragments);
      this.#draft.show('tool_calls', this.#toolCalls.list);
    },
    function_call: (call) => {
      if (!isObject(call)) return;
      const { name = '', text } = readNamed(call, 'arguments');
      this.#functionName = joinName(this.#functionName, name);
      addCallText(this.#functionCall, this.#functionName, call, 'arguments', text);
      this.#draft.set('function_call', this.#functionCall.snapshot());
    },
    audio: (audio) => {
      if (!isObject(audio)) return;
      this.#audio.merge(audio, ['data', 'transcript']);
      for (const key of ['data', 'transcript']) {
        const text = textIn(audio[key]);
        if (typeof audio[key] === 'string' || text !== '') this.#audio.append(key, text);
      }
      this.#draft.set('audio', this.#audio.snapshot());
    },
    annotations: (annotations) => {
      this.#addList('annotations', annotations);
    },
    images: (images) => {
      this.#addList('images', images);
    },
  } satisfies Record<DeltaField, FoldStep>));

  add(delta: ChatCompletionDelta): void {
    for (const [key, value] of Object.entries(delta)) {
      const step = value === null ? undefined : this.#steps.get(key);
      if (step !== undefined) step(value);
      else if (value !== null || !isLeftOut(key)) this.#draft.keep(key, value);
    }
  }

  snapshot(): ChatCompletionMessage {
    return this.#draft.snapshot() as PayloadObject & ChatCompletionMessage;
  }

  #addText(key: string, value: unknown): void {
    let text = this.#texts.get(key);
    if (text === undefined) this.#texts.set(key, (text = new TextFold()));
    text.add(value);
    text.showIn(this.#draft, key);
  }

  /** What is no list is passed on, as long as there is none. */
  #addList(key: string, value: unknown): void {
    if (Array.isArray(value)) this.#draft.push(key, value);
    else this.#draft.set(key, value);
  }
}

/** These a message has only where there is one, although servers send `null` for them on every chunk. */
function isLeftOut(key: string): boolean {
  return key === 'tool_calls' || key === 'function_call' || key === 'audio';
}
