import { type ErrorFormName, errorForms } from '../../src/testing/index.js';

const error = { type: 'overloaded_error', message: 'Overloaded', code: 'c', param: 'p' };

/** What each form puts on the wire, written down by hand. */
const wire: Record<ErrorFormName, string> = {
  object: 'data: {"error":{"type":"overloaded_error","message":"Overloaded","code":"c","param":"p"}}\n\n',
  'object-with-choices': 'data: {"error":{"type":"overloaded_error","message":"Overloaded","code":"c","param":"p"},"choices":[]}\n\n',
  choice:
    'data: {"choices":[{"index":0,"delta":{},"finish_reason":"error","error":{"type":"overloaded_error","message":"Overloaded","code":"c","param":"p"}}]}\n\n',
  string: 'data: {"error":"Overloaded"}\n\n',
  nested: 'data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded","code":"c","param":"p"}}\n\n',
  flat: 'data: {"type":"error","code":"c","message":"Overloaded","param":"p"}\n\n',
  'object-error': 'data: {"object":"error","message":"Overloaded","type":"overloaded_error","param":"p","code":"c"}\n\n',
  detail: 'data: {"detail":"Overloaded"}\n\n',
  array: 'data: [{"error":{"type":"overloaded_error","message":"Overloaded","code":"c","param":"p"}}]\n\n',
  'event-details': 'event: error\ndata: {"code":"c","details":"Overloaded"}\n\n',
  'event-text': 'event: error\ndata: Overloaded\n\n',
  'data-text': 'data: error: Overloaded\n\n',
  'error-field': 'error: {"type":"overloaded_error","message":"Overloaded","code":"c","param":"p"}\n\n',
  'done-on-next-line': 'data: {"error":{"type":"overloaded_error","message":"Overloaded","code":"c","param":"p"}}\ndata: [DONE]\n\n',
  unframed: '{"error":{"type":"overloaded_error","message":"Overloaded","code":"c","param":"p"}}',
  'unframed-pretty':
    '{\n  "error": {\n    "type": "overloaded_error",\n    "message": "Overloaded",\n    "code": "c",\n    "param": "p"\n  }\n}\n',
  'unframed-text': 'upstream error: Overloaded\n',
  injected:
    'data: {"choices":[{"index":0,"delta":{"content":"hel{"error":{"type":"overloaded_error","message":"Overloaded","code":"c","param":"p"}}\n\n',
};

describe('errorForms', () => {
  it.each(Object.keys(wire) as ErrorFormName[])('writes %s', (name) => {
    expect(errorForms[name](error)).toBe(wire[name]);
  });

  it('are all written down here', () => {
    expect(Object.keys(errorForms)).toEqual(Object.keys(wire));
  });

  it('keep a message of several lines inside its line', () => {
    expect(errorForms['event-text']({ type: 't', message: 'a\r\n\nb' })).toBe('event: error\ndata: a b\n\n');
  });

  it('need neither code nor param', () => {
    expect(errorForms.flat({ type: 't', message: 'm' })).toBe('data: {"type":"error","code":"t","message":"m","param":null}\n\n');
  });
});
