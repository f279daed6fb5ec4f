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
type FoldStep = (value: unknown, fold: MessageFold, field: string) => void;

/** Folds the deltas of one choice into its message. A field that no step is for is whole each time: the newest wins. */
export class MessageFold {
  static readonly #addText: FoldStep = (value, fold, field) => {
    let text = fold.#texts.get(field);
    if (text === undefined) fold.#texts.set(field, (text = new TextFold()));
    text.add(value);
    text.showIn(fold.#draft, field);
  };

  /** What is no list is passed on, as long as there is none. */
  static readonly #addList: FoldStep = (value, fold, field) => {
    if (Array.isArray(value)) fold.#draft.push(field, value);
    else fold.#draft.set(field, value);
  };

  static readonly #steps: ReadonlyMap<string, FoldStep> = new Map(Object.entries({
    role: (role, fold) => {
      fold.#draft.set('role', role || undefined);
    },
    content: MessageFold.#addText,
    refusal: (text, fold, field) => {
      if (text !== '') MessageFold.#addText(text, fold, field);
    },
    reasoning: MessageFold.#addText,
    reasoning_content: MessageFold.#addText,
    reasoning_details: (details, fold) => {
      fold.#reasoningDetails.add((Array.isArray(details) ? details : [details]).filter(isObject));
      fold.#draft.show('reasoning_details', fold.#reasoningDetails.list);
    },
    tool_calls: (calls, fold) => {
      const fragments = readFragments(calls);
      if (typeof fragments === 'string') return;
      fold.#toolCalls.add(fragments);
      fold.#draft.show('tool_calls', fold.#toolCalls.list);
    },
    function_call: (call, fold) => {
      if (!isObject(call)) return;
      const { name = '', text } = readNamed(call, 'arguments');
      fold.#functionName = joinName(fold.#functionName, name);
      addCallText(fold.#functionCall, fold.#functionName, call, 'arguments', text);
      fold.#draft.set('function_call', fold.#functionCall.snapshot());
    },
    audio: (audio, fold) => {
      if (!isObject(audio)) return;
      fold.#audio.merge(audio, ['data', 'transcript']);
      for (const key of ['data', 'transcript']) {
        const text = textIn(audio[key]);
        if (typeof audio[key] === 'string' || text !== '') fold.#audio.append(key, text);
      }
      fold.#draft.set('audio', fold.#audio.snapshot());
    },
    annotations: MessageFold.#addList,
    images: MessageFold.#addList,
  } satisfies Record<DeltaField, FoldStep>));

  readonly #draft = new Draft({ role: 'assistant', content: null, refusal: null });
  readonly #texts = new Map<string, TextFold>();
  readonly #toolCalls = new ToolCallsFold();
  readonly #reasoningDetails = new ReasoningDetailsFold();
  readonly #functionCall = new Draft({ name: '', arguments: '' });
  #functionName = '';
  readonly #audio = new Draft();

  add(delta: ChatCompletionDelta): void {
    for (const key in delta) {
      const value = delta[key];
      const step = value === null ? undefined : MessageFold.#steps.get(key);
      if (step !== undefined) step(value, this, key);
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
