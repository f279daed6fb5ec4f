import type { Contender } from '../contender.js';

/**
 * The libraries that framewise is measured against. They are plain JavaScript, and loaded here alone, because they exist only
 * once `npm ci --prefix spec/bench` has run; nothing else in the repository may need them.
 */
export async function loadPeers(): Promise<Record<'openai' | 'openaiFolding' | 'anthropic' | 'anthropicFolding' | 'ai', Contender>> {
  const load = async (name: string): Promise<object> => (await import(new URL(`../peers/${name}.js`, import.meta.url).href)) as object;
  const [openai, anthropic, ai] = await Promise.all(['openai', 'anthropic', 'ai'].map(load));
  return { ...openai, ...anthropic, ...ai } as Awaited<ReturnType<typeof loadPeers>>;
}
