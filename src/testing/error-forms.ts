import type { WireError } from '../serving/index.js';

/** The name of one of the `errorForms`. */
export type ErrorFormName = keyof typeof errorForms;

/** A form by its name, or a function that writes the raw text of the event itself. */
export type ErrorForm = ErrorFormName | ((error: WireError) => string);

/**
 * The forms in which gateways have been seen to send an error after `200 OK`, each with what it writes.
 *
 * @example
 * it.each(Object.keys(errorForms) as ErrorFormName[])('reports an error in the form %s', ...)
 */
export const errorForms = Object.freeze({
  /** `data: {"error":{...}}`: OpenAI, and most gateways. */
  object: (error) => data({ error }),
  /** The same beside an empty `choices`. */
  'object-with-choices': (error) => data({ error, choices: [] }),
  /** Inside a choice that finishes with `error`. */
  choice: (error) => data({ choices: [{ index: 0, delta: {}, finish_reason: 'error', error }] }),
  /** `data: {"error":"message"}` */
  string: ({ message }) => data({ error: message }),
  /** `data: {"type":"error","error":{...}}`, without an `event:` line. */
  nested: (error) => data({ type: 'error', error }),
  /** `data: {"type":"error","code":...,"message":...}` */
  flat: ({ type, code, message, param }) => data({ type: 'error', code: code ?? type, message, param: param ?? null }),
  /** `data: {"object":"error","message":...,"type":...}`: older vLLM. */
  'object-error': ({ type, code, message, param }) =>
    data({ object: 'error', message, type, param: param ?? null, code: code ?? null }),
  /** `data: {"detail":"message"}`: FastAPI. */
  detail: ({ message }) => data({ detail: message }),
  /** `data: [{"error":{...}}]`: Google's compatible endpoint. */
  array: (error) => data([{ error }]),
  /** The `error` event with a flat payload, its message under `details`. */
  'event-details': ({ type, code, message }) => `event: error\n${data({ code: code ?? type, details: message })}`,
  /** The `error` event with bare text. */
  'event-text': ({ message }) => `event: error\ndata: ${oneLine(message)}\n\n`,
  /** Bare text in an event without a name. */
  'data-text': ({ message }) => `data: error: ${oneLine(message)}\n\n`,
  /** llama.cpp: an SSE field named `error` (ggml-org/llama.cpp#16109). */
  'error-field': (error) => `error: ${JSON.stringify(error)}\n\n`,
  /** The error and `[DONE]` as two data lines of one event. */
  'done-on-next-line': (error) => `data: ${JSON.stringify({ error })}\ndata: [DONE]\n\n`,
  /** JSON without any framing, as one line that nothing ends. */
  unframed: (error) => JSON.stringify({ error }),
  /** The same, pretty-printed. */
  'unframed-pretty': (error) => `${JSON.stringify({ error }, null, 2)}\n`,
  /** Text without any framing. */
  'unframed-text': ({ message }) => `upstream error: ${oneLine(message)}\n`,
  /** Written into the middle of an event that was never finished. */
  injected: (error) => `data: {"choices":[{"index":0,"delta":{"content":"hel${JSON.stringify({ error })}\n\n`,
} satisfies Record<string, (error: WireError) => string>);

function data(payload: unknown): string {
  return `data: ${JSON.stringify(payload)}\n\n`;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ');
}
