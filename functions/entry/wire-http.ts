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
