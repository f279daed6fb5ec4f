/** The names of what belongs to one answer. In a cluster they lie together, because of the braces. */
export function answerKeys(prefix: string, id: string): { readonly keys: readonly [stream: string, lease: string, cancel: string]; readonly channel: string } {
  const name = `${prefix}answer:{${id}}`;
  return { keys: [name, `${name}:lease`, `${name}:cancel`], channel: `${name}:batches` };
}

/** A producer is told here which of its answers to stop. */
export function producerChannel(prefix: string, producer = ''): string {
  return `${prefix}producer:${producer}`;
}
