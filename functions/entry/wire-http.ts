import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** More than any update or interaction we read. */
const MOST_BYTES = 256 * 1024;

/** The bytes as they came, whatever the content type says; signatures are over these. Undefined when there are too many. */
export function bytesOf(event: APIGatewayProxyEventV2): Buffer | undefined {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  return bytes.length > MOST_BYTES ? undefined : bytes;
}

export const json = (statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** What somebody asks to read, as the web has it. A path that is no address is that of nothing. */
export function requestOf({ rawPath, rawQueryString, headers, requestContext }: APIGatewayProxyEventV2): Request {
  const protocol = headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  const origin = `${protocol}://${requestContext.domainName}`;
  const query = rawQueryString === '' ? '' : `?${rawQueryString}`;
  const url = URL.parse(`${origin}${rawPath}${query}`) ?? new URL('/-', origin);
  const { method } = requestContext.http;
  return new Request(url, { method, headers: Object.entries(headers).map(([name, value]) => [name, value ?? '']) });
}

/** Text, all of it: no answer is anything else. */
export const resultOf = async (response: Response): Promise<APIGatewayProxyStructuredResultV2> => ({
  statusCode: response.status,
  headers: Object.fromEntries(response.headers),
  body: await response.text(),
});
