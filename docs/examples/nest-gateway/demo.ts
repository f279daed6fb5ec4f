// The backend on a mock gateway that answers in all three protocols: no key, no network. `--redis [URL]` keeps the answers in Redis.
import { mockGateway } from 'framewise/testing';

const words = ['The', ' sky', ' is', ' blue', ' because', ' short', ' waves', ' scatter', ' most.'];
const gateway = await mockGateway({ script: () => ({ text: words, betweenChunksMs: 200, usage: { inputTokens: 12, outputTokens: words.length } }) });
process.env['ANTHROPIC_BASE_URL'] = gateway.baseUrl;
process.env['OPENAI_BASE_URL'] = gateway.baseUrl;
const [flag, redisUrl = 'redis://localhost:6379'] = process.argv.slice(2);
if (flag === '--redis') process.env['REDIS_URL'] = redisUrl;
else if (flag !== undefined) throw new Error('usage: npm run demo:nest -- [--redis [URL]]');
const port = (process.env['PORT'] ??= '3000');

await import('./main.js');

const url = `http://localhost:${port}`;
const turns = `"messages":[{"role":"user","content":"Why is the sky blue?"}]`;
const post = (path: string, body: string): string => `curl -N ${url}${path} -H 'content-type: application/json' -d '{${body}}'`;
console.log(`
The backend listens at ${url}. Its upstream is a mock gateway at ${gateway.baseUrl}. Ctrl-C ends it. Try:

  ${post('/chat', turns)}
  ${post('/v1/chat/completions', `"model":"any","stream":true,${turns}`)}
  ${post('/v1/responses', '"model":"any","stream":true,"input":"Why is the sky blue?"')}
  ${post('/v1/messages', `"model":"any","stream":true,"max_tokens":99,${turns}`)}
  ${post('/claude/v1/chat/completions', `"model":"any","stream":true,${turns}`)}
  ${post('/answers', turns)}
  curl -N ${url}/answers/ID                         the same again with -H 'last-event-id: 5' goes on from there
  curl ${url}/health
`);
