/**
 * Rejects where a promise takes too long. `give up` is called then.
 *
 * A process that was busy finds its timers due before it has read its sockets: so the answer that lies there already gets its turn first.
 */
export function withDeadline<T>(promise: Promise<T>, ms: number, giveUp: () => void = () => undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      setImmediate(() => {
        giveUp();
        reject(new Error(`Redis has not answered within ${String(ms)} ms.`));
      });
    }, ms);
    promise.then(resolve, reject).finally(() => { clearTimeout(timer); });
  });
}
