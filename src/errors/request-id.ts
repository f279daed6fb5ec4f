/** OpenAI and NanoGPT, Anthropic, OpenRouter, Azure, Bedrock, DeepSeek, Mistral, SiliconFlow; what stands in front of them comes last. */
const REQUEST_ID_HEADERS = [
  'x-request-id', 'request-id', 'x-generation-id', 'apim-request-id', 'x-ms-request-id', 'x-amzn-requestid', 'x-ds-trace-id',
  'mistral-correlation-id', 'x-siliconcloud-trace-id', 'cf-ray',
];

/** The id by which the provider knows a request, read from the headers of its response; `undefined` where they hold none. */
export function requestIdOf(headers: Pick<Headers, 'get'> | undefined): string | undefined {
  for (const name of REQUEST_ID_HEADERS) {
    const id = headers?.get(name);
    if (id) return id;
  }
  return undefined;
}
