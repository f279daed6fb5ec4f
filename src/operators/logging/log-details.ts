/** Where Node looks for a way to print an object; the same symbol as `util.inspect.custom`. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

type Inspect = (value: object, options: object) => string;

/** What stands beside the text of a log line. A console prints it on the same line, whose reader may be `grep`; empty fields are left out. */
export class LogDetails {
  constructor(fields: object) {
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) Reflect.set(this, name, value);
  }

  /** Node gives its own `inspect`, so that nothing of Node is imported here. */
  [INSPECT](_depth: number, options: object, inspect: Inspect): string {
    return inspect(Object.assign({}, this), { ...options, breakLength: Infinity, compact: true });
  }
}
